{# The periods of a state on their last day: those that a levering touches. Of another the state is not known. #}
{% macro perioden_van_stand() %}
    select
        periode_soort,
        periode_start,
        periode_eind
    from {{ ref('int_perioden_gedekt') }}
    where
        corporatie = 'alle'
        and is_deels_gedekt
{% endmacro %}

{# The last day that the leveringen cover: what happens after it is not known. #}
{% macro laatste_gedekte_dag() -%}
    (select max(leveringen.periode_tot_en_met) from {{ ref('stg_thuiskompas__leveringen') }} as leveringen)
{%- endmacro %}

{# Is a registration (with `inschrijfdatum` and `uitschrijfdatum`) open on a day? Not on the day that it ends. #}
{% macro is_ingeschreven_op(dag) -%}
    (
        inschrijvingen.inschrijfdatum <= {{ dag }}
        and (inschrijvingen.uitschrijfdatum is null or inschrijvingen.uitschrijfdatum > {{ dag }})
    )
{%- endmacro %}
