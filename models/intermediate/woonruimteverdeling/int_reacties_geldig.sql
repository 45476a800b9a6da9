with

reacties as (

    select * from {{ ref('stg_thuiskompas__reacties') }}

),

inschrijvingen as (

    select * from {{ ref('stg_thuiskompas__inschrijvingen') }}

),

geldig as (

    select
        reacties.bron,
        reacties.reactie_id,
        reacties.publicatie_id,
        reacties.inschrijving_id,
        coalesce(inschrijvingen.woningzoekende_id, reacties.inschrijving_id) as woningzoekende_id,
        reacties.reactiedatum
    from reacties
    left join inschrijvingen using (bron, inschrijving_id)
    where reacties.status <> 'ingetrokken'

)

select * from geldig
