{# No two rows have the same values in all of the columns; nulls count as equal. #}
{% test unique_together(model, columns, column_name=none) %}
    select
        {{ columns | join(', ') }},
        count(*) as aantal
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
