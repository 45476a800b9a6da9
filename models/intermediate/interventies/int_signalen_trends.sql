with

regels as (

    select * from {{ ref('signaalregels') }}
    where soort = 'trend'

),

trends as (

    select * from {{ ref('rpt_trends') }}

),

verslechterd as (

    -- what may be only a seeming rise has a richting of its own, which no rule can name
    select
        regels.regel,
        regels.soort,
        trends.indicator,
        trends.maat,
        trends.corporatie,
        trends.gemeente,
        trends.dimensie,
        trends.dimensie_waarde,
        trends.periode_soort,
        make_date(trends.eerste_jaar, 1, 1) as periode_start,
        make_date(trends.laatste_jaar, 12, 31) as periode_eind,
        trends.helling as waarde,
        trends.eenheid,
        cast(trends.aantal_jaren as bigint) as n,
        trends.q as gemeten,
        regels.q_onder as drempel,
        regels.uitleg,
        trends.kwalificatie
    from regels
    inner join trends
        on
            regels.indicator = trends.indicator
            and regels.maat = trends.maat
            and regels.ongewenst = trends.richting
            and regels.q_onder > trends.q
            and coalesce(regels.corporatie, trends.corporatie) = trends.corporatie
            and coalesce(regels.gemeente, trends.gemeente) = trends.gemeente

),

zekerste as (

    -- a trend seen by year and by month is one signal
    select * from verslechterd
    qualify
        row_number() over (
            partition by regel, corporatie, gemeente, dimensie, dimensie_waarde
            order by gemeten, periode_soort
        ) = 1

)

select * from zekerste
