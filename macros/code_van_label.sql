{# The code that seeds/codelijsten.csv gives a label as delivered; null where it knows none.
   The calling model imports the seed as CTE `codelijsten`. Two labels that fold alike and mean the same are one. #}
{% macro code_van_label(domein, kolom) -%}
    (
        select distinct codelijsten.code
        from codelijsten
        where
            codelijsten.domein = '{{ domein }}'
            and {{ vouw('codelijsten.label') }} = {{ vouw(kolom) }}
    )
{%- endmacro %}

{# The name that an alias seed gives a label; null where it knows none. #}
{% macro naam_van_label(seed, kolom, naam) -%}
    (
        select distinct {{ seed }}.{{ naam }}
        from {{ seed }}
        where {{ vouw(seed ~ '.label') }} = {{ vouw(kolom) }}
    )
{%- endmacro %}
