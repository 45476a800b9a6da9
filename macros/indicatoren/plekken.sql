{# The CTEs `plekken` and `omvattend`: cells without their period as whole numbers, since millions of rows are grouped by
   one number many times faster than by the texts that it stands for.

   uitgesplitst  rows or CTE with `corporatie`, `gemeente`, `dimensie` and `dimensie_waarde` #}
{% macro genummerde_plekken(uitgesplitst) %}
    plekken as (

        -- of each corporatie and gemeente and of them together
        select
            cast(row_number() over () as integer) as plek,
            coalesce(corporatie, 'alle') as corporatie,
            coalesce(gemeente, 'alle') as gemeente,
            dimensie,
            dimensie_waarde
        from {{ uitgesplitst }}
        group by dimensie, dimensie_waarde, cube(corporatie, gemeente)

    ),

    omvattend as (

        -- a plek, and those of all corporaties, all gemeenten and both that hold it
        select
            plekken.plek,
            ruimer.plek as ruimere_plek
        from plekken
        inner join plekken as ruimer
            on
                plekken.dimensie = ruimer.dimensie
                and plekken.dimensie_waarde = ruimer.dimensie_waarde
                and ruimer.corporatie in (plekken.corporatie, 'alle')
                and ruimer.gemeente in (plekken.gemeente, 'alle')

    )
{% endmacro %}

{# The CTE `perioden_genummerd`: the rows of `perioden` as whole numbers. #}
{% macro genummerde_perioden(perioden='perioden') %}
    perioden_genummerd as (

        select
            *,
            cast(row_number() over (order by periode_soort, periode_start) as integer) as periode
        from {{ perioden }}

    )
{% endmacro %}

{# One row per month of a numbered period: what happens in a month meets its periods by an equal date. #}
{% macro maanden_van_perioden() %}
    select
        *,
        cast(unnest(generate_series(periode_start, periode_eind, interval 1 month)) as date) as maand
    from perioden_genummerd
{% endmacro %}
