{# The measures of a distribution that are quantiles: continuous (linear interpolation), with the interval that order
   statistics give (binomial; Hahn & Meeker 1991, 5.2), null where n is too small for one. #}
{% macro kwantielen() -%}
    {{ return({'p25': 0.25, 'mediaan': 0.5, 'p75': 0.75, 'p90': 0.9}) }}
{%- endmacro %}

{# Of an `n`: the ranks of the order statistics that enclose the quantile. #}
{% macro rangen_van_kwantiel(maat) -%}
    binomiaal_kwantiel(0.025, n, {{ kwantielen()[maat] }}) as {{ maat }}_van,
    binomiaal_kwantiel(0.975, n, {{ kwantielen()[maat] }}) + 1 as {{ maat }}_tot
{%- endmacro %}

{# The quantile and its bounds, of `per_cel` with its `n` and its observations `gesorteerd`, and its `rangen`. #}
{% macro kwantiel(maat) -%}
    {%- set plaats = '(per_cel.n - 1) * ' ~ kwantielen()[maat] -%}
    per_cel.gesorteerd[cast(floor({{ plaats }}) as bigint) + 1]
    + ({{ plaats }} - floor({{ plaats }})) * (
        per_cel.gesorteerd[cast(ceil({{ plaats }}) as bigint) + 1]
        - per_cel.gesorteerd[cast(floor({{ plaats }}) as bigint) + 1]
    ) as {{ maat }},
    case
        when rangen.{{ maat }}_van >= 1 and rangen.{{ maat }}_tot <= per_cel.n
            then per_cel.gesorteerd[cast(rangen.{{ maat }}_van as bigint)]
    end as {{ maat }}_onder,
    case
        when rangen.{{ maat }}_van >= 1 and rangen.{{ maat }}_tot <= per_cel.n
            then per_cel.gesorteerd[cast(rangen.{{ maat }}_tot as bigint)]
    end as {{ maat }}_boven
{%- endmacro %}

{# The median per cell of a measured column, over cells that are already made. #}
{% macro mediaan(indicator, eenheid, meting, cellen) %}
    with

    per_cel as (

        select
            {{ sleutel_van_cel() }},
            count(*) as n,
            list_sort(list({{ meting }})) as gesorteerd
        from {{ cellen }}
        {{ groepeer_cellen() }}

    ),

    rangen as (

        select
            n,
            {{ rangen_van_kwantiel('mediaan') }}
        from (select distinct n from per_cel) as aantallen

    ),

    gemeten as (

        select
            per_cel.*,
            {{ kwantiel('mediaan') }}
        from per_cel
        inner join rangen using (n)

    )

    select
        {{ tidy(
            indicator, 'mediaan', eenheid, 'mediaan', 'n', ondergrens='mediaan_onder', bovengrens='mediaan_boven'
        ) }}
    from gemeten
{% endmacro %}
