with

zoekperioden as (

    select * from {{ ref('int_zoekperioden_per_jaar') }}

),

per_jaar as (

    select
        periode_soort,
        periode_start,
        periode_eind,
        sum(aantal) as zoekperioden,
        woningkansen(
            {{ lijsten_van_zoekperioden() }},
            {{ kans_binnen_dagen() }}
        ) as kansen
    from zoekperioden
    group by periode_soort, periode_start, periode_eind

),

uitgepakt as (

    select
        periode_soort,
        periode_start,
        periode_eind,
        zoekperioden,
        unnest(kansen) as kans
    from per_jaar

),

per_cel as (

    select
        uitgepakt.periode_soort,
        uitgepakt.periode_start,
        uitgepakt.periode_eind,
        'alle' as corporatie,
        'alle' as gemeente,
        case uitgepakt.kans['via'] when 'alle' then 'binnen' else 'model_en_binnen' end as dimensie,
        case when uitgepakt.kans['via'] <> 'alle' then uitgepakt.kans['via'] || ', ' else '' end
        || case uitgepakt.kans['dagen']
            {%- for jaren in kans_binnen_jaren() %}
            when {{ dagen_van_jaren(jaren) }} then '{{ jaren }} jaar'
            {%- endfor %}
        end as dimensie_waarde,
        uitgepakt.kans,
        uitgepakt.zoekperioden
    from uitgepakt

)

select
    {{ tidy(
        'kans_op_woning', 'aandeel', 'aandeel', "kans['kans']", 'zoekperioden',
        ondergrens="kans['ondergrens']", bovengrens="kans['bovengrens']"
    ) }}
from per_cel
