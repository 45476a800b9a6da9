{# z for a two-sided 95 % interval. #}
{% macro z_95() -%} 1.959963984540054 {%- endmacro %}

{# Wilson's score interval of k out of n (Wilson 1927); null when n = 0. #}
{% macro wilson(k, n, kant) -%}
    (
        {{ k }} + power({{ z_95() }}, 2) / 2
        {{ '-' if kant == 'onder' else '+' }} {{ z_95() }} * sqrt(
            {{ k }} * ({{ n }} - {{ k }}) / nullif(cast({{ n }} as double), 0) + power({{ z_95() }}, 2) / 4
        )
    ) / ({{ n }} + power({{ z_95() }}, 2))
{%- endmacro %}

{# A share per cell: two columns of `waarnemingen` that are 0 or 1, the counted one a part of the other. #}
{% macro aandeel(indicator, teller, noemer, dimensies=[], waarnemingen='waarnemingen') %}
    select
        {{ tidy(
            indicator, 'aandeel', 'aandeel', 'teller / nullif(noemer, 0)', 'noemer', 'teller', 'noemer',
            'greatest(0, ' ~ wilson('teller', 'noemer', 'onder') ~ ')',
            'least(1, ' ~ wilson('teller', 'noemer', 'boven') ~ ')'
        ) }}
    from (
        select
            {{ sleutel_van_cel() }},
            sum({{ teller }}) as teller,
            sum({{ noemer }}) as noemer
        from ({{ cellen(waarnemingen, [teller, noemer], dimensies) }}) as cellen
        {{ groepeer_cellen() }}
    ) as per_cel
{% endmacro %}
