{# The measures of a distribution that are quantiles: continuous (linear interpolation), with the interval that order
   statistics give (binomial; Hahn & Meeker 1991, 5.2), null where n is too small for one. #}
{% macro kwantielen() -%}
    {{ return({'p25': 0.25, 'mediaan': 0.5, 'p75': 0.75, 'p90': 0.9}) }}
{%- endmacro %}

{# The CTEs `rangen` and `gerangschikt`: of each `periode` and `plek` the order statistics beside each quantile (laag, hoog)
   and those that enclose it (onder, boven), from `geteld` and from `per_cel` with its `n`.

   Running totals of counted values, instead of a list of all of them: a list does not leave memory when it must. #}
{% macro gerangschikt(maten) %}
    rangen as (

        -- of each n that occurs; in order, or the functions are called for a handful at a time
        select
            n
            {%- for maat in maten %}
            {%- set plaats = '(n - 1) * ' ~ kwantielen()[maat] %},
            cast(floor({{ plaats }}) as bigint) + 1 as {{ maat }}_laag,
            cast(ceil({{ plaats }}) as bigint) + 1 as {{ maat }}_hoog,
            cast(binomiaal_kwantiel(0.025, n, {{ kwantielen()[maat] }}) as bigint) as {{ maat }}_onder,
            cast(binomiaal_kwantiel(0.975, n, {{ kwantielen()[maat] }}) as bigint) + 1 as {{ maat }}_boven
            {%- endfor %}
        from (select distinct n from per_cel order by n) as aantallen

    ),

    opgeteld as (

        select
            *,
            cast(
                sum(aantal) over (partition by periode, plek order by meting rows unbounded preceding) as bigint
            ) as tot_en_met
        from geteld

    ),

    gerangschikt as (

        -- a rank that there is not, below 1 or above n, has no value
        select
            opgeteld.periode,
            opgeteld.plek
            {%- for maat in maten %}
            {%- for kant in ['laag', 'hoog', 'boven'] %},
            min(opgeteld.meting) filter (opgeteld.tot_en_met >= rangen.{{ maat }}_{{ kant }}) as {{ maat }}_{{ kant }}
            {%- endfor %},
            min(opgeteld.meting) filter (
                opgeteld.tot_en_met >= rangen.{{ maat }}_onder and rangen.{{ maat }}_onder >= 1
            ) as {{ maat }}_onder
            {%- endfor %}
        from opgeteld
        inner join per_cel using (periode, plek)
        inner join rangen using (n)
        group by opgeteld.periode, opgeteld.plek

    )
{% endmacro %}

{# The quantile of `per_cel` from what is `gerangschikt`, and its bounds: both or none. #}
{% macro kwantiel(maat) -%}
    {%- set plaats = '(per_cel.n - 1) * ' ~ kwantielen()[maat] -%}
    gerangschikt.{{ maat }}_laag
    + ({{ plaats }} - floor({{ plaats }})) * (gerangschikt.{{ maat }}_hoog - gerangschikt.{{ maat }}_laag) as {{ maat }},
    case when gerangschikt.{{ maat }}_boven is not null then gerangschikt.{{ maat }}_onder end as {{ maat }}_onder,
    case when gerangschikt.{{ maat }}_onder is not null then gerangschikt.{{ maat }}_boven end as {{ maat }}_boven
{%- endmacro %}

{# The median per cell of a measured column, over cells that are already made. #}
{% macro mediaan(indicator, eenheid, meting, cellen) %}
    with

    {{ genummerde_perioden(
        '(select distinct periode_soort, periode_start, periode_eind from ' ~ cellen ~ ') as perioden'
    ) }},

    {{ genummerde_plekken(cellen) }},

    geteld as (

        select
            perioden_genummerd.periode,
            omvattend.ruimere_plek as plek,
            waarnemingen.{{ meting }} as meting,
            count(*) as aantal
        from {{ cellen }} as waarnemingen
        inner join perioden_genummerd using (periode_soort, periode_start, periode_eind)
        inner join plekken using (corporatie, gemeente, dimensie, dimensie_waarde)
        inner join omvattend using (plek)
        group by perioden_genummerd.periode, omvattend.ruimere_plek, waarnemingen.{{ meting }}

    ),

    per_cel as (

        select
            periode,
            plek,
            cast(sum(aantal) as bigint) as n
        from geteld
        group by periode, plek

    ),

    {{ gerangschikt(['mediaan']) }},

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
            {{ kwantiel('mediaan') }}
        from per_cel
        inner join gerangschikt using (periode, plek)
        inner join perioden_genummerd using (periode)
        inner join plekken using (plek)

    )

    select
        {{ tidy(
            indicator, 'mediaan', eenheid, 'mediaan', 'n', ondergrens='mediaan_onder', bovengrens='mediaan_boven'
        ) }}
    from gemeten
{% endmacro %}
