with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

zoekmaanden as (

    select * from {{ ref('fct_zoekmaanden') }}

),

per_cel as (

    select
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        coalesce(zoekmaanden.corporatie, 'alle') as corporatie,
        coalesce(zoekmaanden.gemeente, 'alle') as gemeente,
        'totaal' as dimensie,
        'totaal' as dimensie_waarde,
        count(distinct zoekmaanden.woningzoekende_nummer) as aantal
    from zoekmaanden
    inner join perioden
        on zoekmaanden.maand between perioden.periode_start and perioden.periode_eind
    group by
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        cube(zoekmaanden.corporatie, zoekmaanden.gemeente)

)

select {{ tidy('actief_woningzoekenden', 'aantal', 'personen', 'aantal', 'aantal') }}
from per_cel
