{# No two rows have the same values in all of the columns; nulls count as equal.

   Few hashes come twice, if any: whole numbers to tell apart, where millions of texts would fill memory. #}
{% test unique_together(model, columns, column_name=none) %}
    with

    gehasht as not materialized (

        select
            {{ columns | join(', ') }},
            hash({{ columns | join(', ') }}) as som
        from {{ model }}

    ),

    herhaald as (

        select som from gehasht
        group by som
        having count(*) > 1

    )

    select
        {{ columns | join(', ') }},
        count(*) as aantal
    from gehasht
    semi join herhaald using (som)
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
