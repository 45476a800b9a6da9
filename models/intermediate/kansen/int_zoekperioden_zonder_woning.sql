with

reacties as (

    select * from {{ ref('stg_thuiskompas__reacties') }}
    where {{ is_zoeken('status') }}

),

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}
    where
        status <> 'vervallen'
        and inschrijving_id is not null

),

inschrijvingen as (

    select * from {{ ref('stg_thuiskompas__inschrijvingen') }}

),

laatste_woningen as (

    select
        bron,
        inschrijving_id,
        max(toewijzingsdatum) as laatste_toewijzingsdatum
    from toewijzingen
    group by bron, inschrijving_id

),

begonnen as (

    select
        reacties.bron,
        reacties.inschrijving_id,
        min(reacties.reactiedatum) as begindatum
    from reacties
    left join laatste_woningen using (bron, inschrijving_id)
    where
        laatste_woningen.laatste_toewijzingsdatum is null
        or laatste_woningen.laatste_toewijzingsdatum < reacties.reactiedatum
    group by reacties.bron, reacties.inschrijving_id

),

tot_vertrek as (

    -- who reacts after leaving, as the register has it, leaves on the day of that reaction
    select
        begonnen.bron,
        begonnen.inschrijving_id,
        begonnen.begindatum,
        case
            when inschrijvingen.uitschrijfdatum < begonnen.begindatum then begonnen.begindatum
            else inschrijvingen.uitschrijfdatum
        end as einddatum
    from begonnen
    left join inschrijvingen using (bron, inschrijving_id)

)

select * from tot_vertrek
