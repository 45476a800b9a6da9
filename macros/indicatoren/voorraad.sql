{# The CTEs of a figure on the stock: the periods that a levering touches (of another the stock is not known), and the
   dwellings in exploitation on the last day of each that meet `waar`, as groups of alike ones.

   metingen   expressions over fct_eenheid_perioden to sum within a group, by name
   dimensies  its breakdown columns #}
{% macro voorraad_op_peildagen(waar, metingen, dimensies=[]) %}
    perioden as (

        {{ perioden_van_stand() }}

    ),

    peildagen as (

        select distinct periode_eind as datum from perioden

    ),

    waarnemingen as (

        -- grouped before the periods multiply it
        select
            peildagen.datum,
            eenheid_perioden.corporatie,
            eenheid_perioden.gemeente
            {%- for dimensie in dimensies %},
            eenheid_perioden.{{ dimensie }}
            {%- endfor %}
            {%- for naam, meting in metingen.items() %},
            sum({{ meting }}) as {{ naam }}
            {%- endfor %}
        from {{ ref('fct_eenheid_perioden') }} as eenheid_perioden
        inner join peildagen
            on peildagen.datum between eenheid_perioden.geldig_van and eenheid_perioden.geldig_tot_en_met
        where {{ waar }}
        group by all

    )
{% endmacro %}

{# The number of dwellings in the stock that meet `waar`, on the last day of each period. #}
{% macro telling_van_voorraad(indicator, waar, dimensies=[]) %}
    with

    {{ voorraad_op_peildagen(waar, {'aantal': '1'}, dimensies) }},

    per_cel as (

        {{ telling(indicator, 'aantal', dimensies=dimensies, stand=true) }}

    )

    select * from per_cel
{% endmacro %}

{# The share of the stock that meets one condition, out of what meets another, on the last day of each period. #}
{% macro aandeel_van_voorraad(indicator, teller, waar, dimensies=[]) %}
    with

    {{ voorraad_op_peildagen(waar, {'aantal': 'cast(' ~ teller ~ ' as integer)', 'voorraad': '1'}, dimensies) }},

    per_cel as (

        {{ aandeel(indicator, 'aantal', 'voorraad', dimensies=dimensies, stand=true) }}

    )

    select * from per_cel
{% endmacro %}
