{# The code that seeds/codelijsten.csv gives a label as delivered; null where it knows none.
   The calling model imports the seed as CTE `codelijsten`. Two labels that fold alike and mean the same are one.

   A map, since a subquery that looks at the row would first gather all rows. #}
{% macro code_van_label(domein, kolom) -%}
    {{ vertaald(kolom, 'codelijsten', 'code', "where domein = '" ~ domein ~ "'") }}
{%- endmacro %}

{# The name that an alias seed gives a label; null where it knows none. #}
{% macro naam_van_label(seed, kolom, naam) -%}
    {{ vertaald(kolom, seed, naam) }}
{%- endmacro %}

{% macro vertaald(kolom, seed, naam, waar='') -%}
    (
        select map_from_entries(list(distinct row({{ vouw('label') }}, {{ naam }}))) from {{ seed }}
        {{ waar }}
    )[{{ vouw(kolom) }}]
{%- endmacro %}
