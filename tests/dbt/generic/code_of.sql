{# Every value is a code of the domain in seeds/codelijsten.csv; null passes. #}
{% test code_of(model, column_name, domein) %}
    select {{ column_name }}
    from {{ model }}
    where
        {{ column_name }} is not null
        and {{ column_name }} not in (
            select code from {{ ref('codelijsten') }} where domein = '{{ domein }}'
        )
{% endtest %}
