{# The class of a monthly rent; bounds are "tot en met" to the cent.
   The calling query joins int_huurgrenzen_per_jaar as `grenzen`. #}
{% macro huurklasse(huur) -%}
    case
        when {{ huur }} <= grenzen.kwaliteitskortingsgrens_euro then 't/m kwaliteitskortingsgrens'
        when {{ huur }} <= grenzen.eerste_aftoppingsgrens_euro then 't/m 1e aftoppingsgrens'
        when {{ huur }} <= grenzen.tweede_aftoppingsgrens_euro then 't/m 2e aftoppingsgrens'
        when {{ huur }} <= grenzen.huurtoeslaggrens_euro then 't/m huurtoeslaggrens'
        when {{ huur }} > grenzen.huurtoeslaggrens_euro then 'daarboven'
    end
{%- endmacro %}

{# All classes, from low to high. #}
{% macro huurklassen() -%}
    {{ return([
        't/m kwaliteitskortingsgrens', 't/m 1e aftoppingsgrens', 't/m 2e aftoppingsgrens', 't/m huurtoeslaggrens', 'daarboven'
    ]) }}
{%- endmacro %}
