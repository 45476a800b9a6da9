{# One spelling for labels that differ only in case, accents, spaces, underscores or hyphens.
   The reader folds labels in the same way; a test holds the two together. #}
{% macro vouw(kolom) -%}
    regexp_replace(trim(lower(strip_accents({{ kolom }}))), '[\s_\-]+', ' ', 'g')
{%- endmacro %}
