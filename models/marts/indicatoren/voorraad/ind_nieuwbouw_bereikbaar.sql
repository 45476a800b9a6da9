with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

eerste_verhuringen as (

    select
        *,
        (
            huurklasse in ('t/m kwaliteitskortingsgrens', 't/m 1e aftoppingsgrens')
            or (huurklasse = 't/m 2e aftoppingsgrens' and aantal_personen >= 3)
        ) as is_bereikbaar
    from {{ ref('fct_toewijzingen') }}
    where
        is_sociaal
        and is_eerste_van_nieuwbouw
        and aantal_personen is not null
        and toewijzingsdatum >= cast('{{ var("nieuwbouw_telt_vanaf") }}' as date)

),

waarnemingen as (

    -- an average over the years: at the end of each period all that was let since
    select
        peildagen.datum,
        eerste_verhuringen.corporatie,
        eerste_verhuringen.gemeente,
        count_if(eerste_verhuringen.is_bereikbaar) as bereikbaar,
        count(*) as verhuurd
    from eerste_verhuringen
    inner join (select distinct periode_eind as datum from perioden) as peildagen
        on eerste_verhuringen.toewijzingsdatum <= peildagen.datum
    group by all

),

per_cel as (

    {{ aandeel('nieuwbouw_bereikbaar', 'bereikbaar', 'verhuurd', stand=true) }}

)

select * from per_cel
