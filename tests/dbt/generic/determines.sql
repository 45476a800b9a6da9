{# Rows that share a value of the column share those of the other columns too. #}
{% test determines(model, column_name, columns) %}
    select {{ column_name }}
    from {{ model }}
    group by {{ column_name }}
    having count(distinct ({{ columns | join(', ') }})) > 1
{% endtest %}
