with

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}
    where
        status <> 'vervallen'
        and inschrijving_id is not null

),

reacties as (

    select * from {{ ref('stg_thuiskompas__reacties') }}
    where {{ is_zoeken('status') }}

),

met_vorige as (

    -- a youth contract keeps the inschrijving: after a letting the search starts again
    select
        bron,
        toewijzing_id,
        inschrijving_id,
        toewijzingsdatum,
        lag(toewijzingsdatum) over (
            partition by bron, inschrijving_id order by toewijzingsdatum, toewijzing_id
        ) as vorige_toewijzingsdatum
    from toewijzingen

),

eerste_reacties as (

    select
        met_vorige.bron,
        met_vorige.toewijzing_id,
        min(reacties.reactiedatum) as eerste_reactiedatum
    from met_vorige
    inner join reacties
        on
            met_vorige.bron = reacties.bron
            and met_vorige.inschrijving_id = reacties.inschrijving_id
            and met_vorige.toewijzingsdatum >= reacties.reactiedatum
            and (
                met_vorige.vorige_toewijzingsdatum is null
                or met_vorige.vorige_toewijzingsdatum < reacties.reactiedatum
            )
    group by met_vorige.bron, met_vorige.toewijzing_id

),

zoekgeschiedenis as (

    select
        met_vorige.bron,
        met_vorige.toewijzing_id,
        met_vorige.vorige_toewijzingsdatum is null as is_eerste_verhuring_van_inschrijving,
        eerste_reacties.eerste_reactiedatum,
        met_vorige.toewijzingsdatum - eerste_reacties.eerste_reactiedatum as dagen_sinds_eerste_reactie
    from met_vorige
    left join eerste_reacties using (bron, toewijzing_id)

)

select * from zoekgeschiedenis
