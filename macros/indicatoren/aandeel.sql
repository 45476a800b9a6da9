{# z for a two-sided 95 % interval. #}
{% macro z_95() -%} 1.959963984540054 {%- endmacro %}

{# Wilson's score interval of k out of n (Wilson 1927); null when n = 0. #}
{% macro wilson(k, n, kant) -%}
    case
        when {{ n }} = 0 then null
        {% if kant == 'onder' -%}
        when {{ k }} = 0 then 0
        {%- else -%}
        when {{ k }} = {{ n }} then 1
        {%- endif %}
        else (
            {{ k }} + power({{ z_95() }}, 2) / 2
            {{ '-' if kant == 'onder' else '+' }} {{ z_95() }} * sqrt(
                {{ k }} * ({{ n }} - {{ k }}) / cast({{ n }} as double) + power({{ z_95() }}, 2) / 4
            )
        ) / ({{ n }} + power({{ z_95() }}, 2))
    end
{%- endmacro %}

{# A share per cell: two columns of `waarnemingen` that are 0 or 1 (or counts), the counted one a part of the other. #}
{% macro aandeel(
    indicator, teller, noemer, dimensies=[], stand=false, waarnemingen='waarnemingen', met_totaal=true
) %}
    select
        {{ tidy(
            indicator, 'aandeel', 'aandeel', 'teller / nullif(noemer, 0)', 'noemer', 'teller', 'noemer',
            wilson('teller', 'noemer', 'onder'), wilson('teller', 'noemer', 'boven')
        ) }}
    from (
        select
            {{ sleutel_van_cel() }},
            sum({{ teller }}) as teller,
            sum({{ noemer }}) as noemer
        from ({{ cellen(waarnemingen, [teller, noemer], dimensies, stand, true, met_totaal) }}) as cellen
        {{ groepeer_cellen() }}
    ) as per_cel
{% endmacro %}

{# A share of the lettings that are sociaal: those that meet one condition, out of those that meet another. #}
{% macro aandeel_van_toewijzingen(indicator, teller, noemer='true', dimensies=[]) %}
    with

    perioden as (

        select * from {{ ref('dim_perioden') }}

    ),

    waarnemingen as (

        select
            toewijzingsdatum as datum,
            corporatie,
            gemeente,
            {%- for dimensie in dimensies %}
            {{ dimensie }},
            {%- endfor %}
            cast(coalesce({{ teller }}, false) as integer) as telt_mee,
            cast(coalesce({{ noemer }}, false) as integer) as is_toewijzing
        from {{ ref('fct_toewijzingen') }}
        where is_sociaal

    ),

    per_cel as (

        {{ aandeel(indicator, 'telt_mee', 'is_toewijzing', dimensies) }}

    )

    select * from per_cel
{% endmacro %}
