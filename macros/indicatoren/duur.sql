{# A duration per cell, in whole days: mean with its t interval, and quantiles.

   Counted per month before the periods multiply it (every period is made of whole months). #}
{% macro duur(indicator, dagen, dimensies=[], waarnemingen='waarnemingen') %}
    {%- set sneden = [('totaal', "'totaal'")] -%}
    {%- for dimensie in dimensies -%}
        {%- do sneden.append((dimensie, "coalesce(" ~ dimensie ~ ", 'onbekend')")) -%}
    {%- endfor %}
    with

    {{ genummerde_perioden() }},

    maanden as (

        {{ maanden_van_perioden() }}

    ),

    uitgesplitst as (

        {%- for dimensie, waarde in sneden %}
        select
            cast(date_trunc('month', datum) as date) as maand,
            corporatie,
            gemeente,
            '{{ dimensie }}' as dimensie,
            {{ waarde }} as dimensie_waarde,
            {{ dagen }} as meting,
            count(*) as aantal
        from {{ waarnemingen }}
        group by all
        {{ 'union all' if not loop.last }}
        {%- endfor %}

    ),

    {{ genummerde_plekken('uitgesplitst') }},

    per_maand as materialized (

        select
            omvattend.ruimere_plek as plek,
            uitgesplitst.maand,
            uitgesplitst.meting,
            cast(sum(uitgesplitst.aantal) as integer) as aantal
        from uitgesplitst
        inner join plekken using (corporatie, gemeente, dimensie, dimensie_waarde)
        inner join omvattend using (plek)
        group by omvattend.ruimere_plek, uitgesplitst.maand, uitgesplitst.meting

    ),

    -- counted again where it is read: every row of it stands in sixteen periods
    geteld as not materialized (

        select
            maanden.periode,
            per_maand.plek,
            per_maand.meting,
            per_maand.aantal
        from per_maand
        inner join maanden using (maand)

    ),

    {{ verdeling_van_duur(indicator) }}
{% endmacro %}

{# The same of a CTE `geteld`, for observations that do not add up over places: how often (`aantal`) a number of days
   (`meting`) occurs in each `periode` and `plek`, in one row or more, with `perioden_genummerd` and `plekken` that say what these are.

   The moments come from whole sums, so that no run differs from another in the last digit. #}
{% macro verdeling_van_duur(indicator) %}
    per_cel as (

        select
            periode,
            plek,
            cast(sum(aantal) as bigint) as n,
            sum(aantal * meting) as som,
            sum(cast(aantal as hugeint) * meting * meting) as som_kwadraten
        from geteld
        group by periode, plek

    ),

    {{ gerangschikt(kwantielen()) }},

    gemeten as (

        select
            perioden_genummerd.periode_soort,
            perioden_genummerd.periode_start,
            perioden_genummerd.periode_eind,
            plekken.corporatie,
            plekken.gemeente,
            plekken.dimensie,
            plekken.dimensie_waarde,
            per_cel.n,
            per_cel.som / per_cel.n as gemiddelde,
            t_kwantielen.t * sqrt(
                (per_cel.n * per_cel.som_kwadraten - cast(per_cel.som as hugeint) * per_cel.som)
                / (per_cel.n * nullif(per_cel.n - 1, 0))
                / per_cel.n
            ) as halve_breedte
            {%- for maat in kwantielen() %},
            {{ kwantiel(maat) }}
            {%- endfor %}
        from per_cel
        inner join gerangschikt using (periode, plek)
        inner join perioden_genummerd using (periode)
        inner join plekken using (plek)
        inner join (
            select
                n,
                t_kwantiel(0.975, n - 1) as t
            from rangen
        ) as t_kwantielen using (n)

    )

    select
        {{ tidy(
            indicator, 'gemiddelde', 'dagen', 'gemiddelde', 'n',
            ondergrens='gemiddelde - halve_breedte', bovengrens='gemiddelde + halve_breedte'
        ) }}
    from gemeten
    {%- for maat in kwantielen() %}
    union all
    select
        {{ tidy(indicator, maat, 'dagen', maat, 'n', ondergrens=maat ~ '_onder', bovengrens=maat ~ '_boven') }}
    from gemeten
    {%- endfor %}
{% endmacro %}
