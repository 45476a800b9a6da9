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
            [{% for jaren in kans_binnen_jaren() %}{{ dagen_van_jaren(jaren) }}{{ ', ' if not loop.last }}{% endfor %}]
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
        periode_soort,
        periode_start,
        periode_eind,
        'alle' as corporatie,
        'alle' as gemeente,
        case kans.via when 'alle' then 'binnen' else 'model_en_binnen' end as dimensie,
        case when kans.via <> 'alle' then kans.via || ', ' else '' end
        || case kans.dagen
            {%- for jaren in kans_binnen_jaren() %}
            when {{ dagen_van_jaren(jaren) }} then '{{ jaren }} jaar'
            {%- endfor %}
        end as dimensie_waarde,
        kans,
        zoekperioden
    from uitgepakt

)

select
    {{ tidy(
        'kans_op_woning', 'aandeel', 'aandeel', 'kans.kans', 'zoekperioden',
        ondergrens='kans.ondergrens', bovengrens='kans.bovengrens'
    ) }}
from per_cel
