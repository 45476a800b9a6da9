with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

publicaties as (

    select * from {{ ref('stg_thuiskompas__publicaties') }}

),

reacties as (

    select * from {{ ref('stg_thuiskompas__reacties') }}

),

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}

),

opzeggingen as (

    select * from {{ ref('stg_thuiskompas__opzeggingen') }}

),

gebeurtenissen as (

    -- an offer may close after the day that the leveringen reach: that opens no period
    select publicatiedatum as dag from publicaties
    union all
    select reactiedatum as dag from reacties
    union all
    select toewijzingsdatum as dag from toewijzingen
    union all
    select einddatum_huur as dag from opzeggingen
    union all
    select unnest([periode_van, periode_tot_en_met]) as dag from leveringen

),

maanden as (

    select
        unnest(generate_series(
            date_trunc('month', min(dag)), date_trunc('month', max(dag)), interval 1 month
        )) as maand
    from gebeurtenissen

),

perioden as (

    select
        'jaar' as periode_soort,
        date_trunc('year', maand) as periode_start,
        interval 12 month as lengte
    from maanden
    union
    select
        'halfjaar' as periode_soort,
        date_trunc('year', maand) + interval 6 month * (month(maand) // 7) as periode_start,
        interval 6 month as lengte
    from maanden
    union
    select
        'kwartaal' as periode_soort,
        date_trunc('quarter', maand) as periode_start,
        interval 3 month as lengte
    from maanden
    union
    select
        'maand' as periode_soort,
        maand as periode_start,
        interval 1 month as lengte
    from maanden
    union
    select
        'voortschrijdend_jaar' as periode_soort,
        maand - interval 11 month as periode_start,
        interval 12 month as lengte
    from maanden

),

begrensd as (

    select
        periode_soort,
        cast(periode_start as date) as periode_start,
        cast(periode_start + lengte as date) - 1 as periode_eind
    from perioden

)

select * from begrensd
