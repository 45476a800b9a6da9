with

zoekperioden as (

    select * from {{ ref('int_zoekperioden_per_jaar') }}

),

per_cel as (

    select
        periode_soort,
        periode_start,
        periode_eind,
        'alle' as corporatie,
        'alle' as gemeente,
        'totaal' as dimensie,
        'totaal' as dimensie_waarde,
        sum(aantal) as zoekperioden,
        mediane_zoektijd({{ lijsten_van_zoekperioden() }}) as mediaan
    from zoekperioden
    group by periode_soort, periode_start, periode_eind

)

select
    {{ tidy(
        'zoektijd_alle_zoekers', 'mediaan', 'dagen', "mediaan['dagen']", 'zoekperioden',
        ondergrens="mediaan['ondergrens']", bovengrens="mediaan['bovengrens']"
    ) }}
from per_cel
