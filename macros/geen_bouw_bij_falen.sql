{# dbt keeps the tables that did build when another node fails. Without rpt_build no gate takes them for a build. #}
{% macro geen_bouw_bij_falen(results) -%}
    {%- set gefaald = results | selectattr('status', 'in', ['error', 'fail']) | list -%}
    {%- if execute and gefaald -%}
        drop table if exists reporting.rpt_build
    {%- endif -%}
{%- endmacro %}
