{# The cells of the tidy table: every observation once for each breakdown and each period that its date falls in.

   waarnemingen  CTE with `datum`, `corporatie`, `gemeente`, the measured columns and the breakdown columns
   metingen      the measured columns
   dimensies     the breakdown columns; a missing value is shown as `onbekend`
   stand         true where an observation is a state on the last day of a period, not an event within it
   opgeteld      true where the measured columns are to be summed: they are, per month, before the periods multiply
                 the rows (every period is made of whole months)
   met_totaal    false where the breakdowns alone are asked for

   To be followed by `{{ groepeer_cellen() }}` over the result. #}
{% macro cellen(waarnemingen, metingen, dimensies, stand=false, opgeteld=false, met_totaal=true) %}
    {%- set sneden = [] -%}
    {%- if met_totaal -%}
        {%- do sneden.append(('totaal', "'totaal'")) -%}
    {%- endif -%}
    {%- for dimensie in dimensies -%}
        {%- do sneden.append((dimensie, "coalesce(" ~ dimensie ~ ", 'onbekend')")) -%}
    {%- endfor %}
    select
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        uitgesplitst.corporatie,
        uitgesplitst.gemeente,
        uitgesplitst.dimensie,
        uitgesplitst.dimensie_waarde
        {%- for meting in metingen %},
        uitgesplitst.{{ meting }}
        {%- endfor %}
    from (
        {%- for dimensie, waarde in sneden %}
        select
            {{ "date_trunc('month', datum)" if opgeteld and not stand else 'datum' }} as datum,
            corporatie,
            gemeente,
            '{{ dimensie }}' as dimensie,
            {{ waarde }} as dimensie_waarde
            {%- for meting in metingen %},
            {{ 'sum(' ~ meting ~ ')' if opgeteld else meting }} as {{ meting }}
            {%- endfor %}
        from {{ waarnemingen }}
        {{ 'group by all' if opgeteld }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as uitgesplitst
    inner join perioden
        on {{ 'uitgesplitst.datum = perioden.periode_eind' if stand
            else 'uitgesplitst.datum between perioden.periode_start and perioden.periode_eind' }}
{% endmacro %}

{# Per corporatie and gemeente and both taken together: the cube's nulls are `alle`. #}
{% macro sleutel_van_cel() -%}
    periode_soort,
    periode_start,
    periode_eind,
    coalesce(corporatie, 'alle') as corporatie,
    coalesce(gemeente, 'alle') as gemeente,
    dimensie,
    dimensie_waarde
{%- endmacro %}

{% macro groepeer_cellen() -%}
    group by
        periode_soort, periode_start, periode_eind, dimensie, dimensie_waarde, cube(corporatie, gemeente)
{%- endmacro %}

{# A figure in the columns of the tidy table. #}
{% macro tidy(indicator, maat, eenheid, waarde, n, teller='null', noemer='null', ondergrens='null', bovengrens='null') -%}
    '{{ indicator }}' as indicator,
    '{{ maat }}' as maat,
    periode_soort,
    periode_start,
    periode_eind,
    corporatie,
    gemeente,
    dimensie,
    dimensie_waarde,
    cast({{ waarde }} as double) as waarde,
    '{{ eenheid }}' as eenheid,
    cast({{ teller }} as double) as teller,
    cast({{ noemer }} as double) as noemer,
    cast({{ n }} as bigint) as n,
    cast({{ ondergrens }} as double) as ondergrens,
    cast({{ bovengrens }} as double) as bovengrens
{%- endmacro %}
