{# Does a reaction with this status start a search? Not ratified: var zoektijd_telt_ingetrokken. #}
{% macro is_zoeken(status) -%}
    {{ 'true' if var('zoektijd_telt_ingetrokken') else status ~ " <> 'ingetrokken'" }}
{%- endmacro %}
