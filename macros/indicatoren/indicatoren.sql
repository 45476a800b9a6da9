{# Every indicator model with what its YAML says of it, in alphabetical order. The graph is known when models run,
   not when they are parsed: then the list is empty. #}
{% macro indicatoren() -%}
    {%- set gevonden = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.name.startswith('ind_') -%}
            {%- do gevonden.append({
                'indicator': node.name[4:],
                'definitie': node.description,
                'titel': node.config.meta.titel,
                'eenheid': node.config.meta.eenheid,
                'maten': node.config.meta.maten,
                'datasets': node.config.meta.datasets,
                'kolommen': node.config.meta.get('kolommen', []),
                'afspraken': node.config.meta.afspraken,
                'kanttekening': node.config.meta.get('kanttekening', ''),
                'is_overal_gemeten': node.config.meta.get('is_overal_gemeten', true),
                'alleen_samen': node.config.meta.get('alleen_samen', false),
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(gevonden | sort(attribute='indicator')) }}
{%- endmacro %}

{# Text as an SQL literal. #}
{% macro als_tekst(tekst) -%}
    '{{ tekst | trim | replace("'", "''") }}'
{%- endmacro %}
