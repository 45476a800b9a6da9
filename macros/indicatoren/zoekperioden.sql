{# The searches of a year as the functions of woonmonitor/woonkans.py take them: one list per column, in one order. #}
{% macro lijsten_van_zoekperioden() -%}
    list(van_dagen order by van_dagen, tot_dagen, uitkomst),
    list(tot_dagen order by van_dagen, tot_dagen, uitkomst),
    list(uitkomst order by van_dagen, tot_dagen, uitkomst),
    list(aantal order by van_dagen, tot_dagen, uitkomst)
{%- endmacro %}

{# The years within which kans_op_woning gives a chance. #}
{% macro kans_binnen_jaren() -%}
    {{ return([1, 2, 3, 5]) }}
{%- endmacro %}

{# Those horizons in days, as an SQL list. #}
{% macro kans_binnen_dagen() -%}
    [{% for jaren in kans_binnen_jaren() %}{{ dagen_van_jaren(jaren) }}{{ ', ' if not loop.last }}{% endfor %}]
{%- endmacro %}

{# Whole days within so many years of 365.25 days. #}
{% macro dagen_van_jaren(jaren) -%}
    {{ return((jaren * 365.25) | int) }}
{%- endmacro %}
