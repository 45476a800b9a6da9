with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

eenheid_perioden as (

    select * from {{ ref('fct_eenheid_perioden') }}
    where is_sociaal

),

mutaties as (

    select
        in_exploitatie as datum,
        corporatie,
        gemeente,
        case when is_flex then 'flex' else coalesce(in_exploitatie_reden, 'onbekend') end as mutatiesoort,
        1 as verandering,
        1 as is_mutatie
    from eenheid_perioden
    where in_exploitatie is not null
    union all
    select
        uit_exploitatie as datum,
        corporatie,
        gemeente,
        case when is_flex then 'flex' else coalesce(uit_exploitatie_reden, 'onbekend') end as mutatiesoort,
        -1 as verandering,
        1 as is_mutatie
    from eenheid_perioden
    where uit_exploitatie is not null

),

eigen_ontwikkeling as (

    -- agreement 12c: what only changes hands is no growth; flex dwellings have an agreement of their own
    select * from mutaties
    where mutatiesoort not in ('overname', 'overdracht', 'flex')

),

totaal as (

    {{ telling('voorraad_netto', 'verandering', n='is_mutatie', waarnemingen='eigen_ontwikkeling') }}

),

per_soort as (

    {{ telling(
        'voorraad_netto', 'verandering', n='is_mutatie',
        dimensies=['mutatiesoort'], waarnemingen='mutaties', met_totaal=false
    ) }}

),

per_cel as (

    select * from totaal
    union all
    select * from per_soort

)

select * from per_cel
