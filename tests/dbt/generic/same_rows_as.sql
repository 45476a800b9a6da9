{# A model that only adds columns has as many rows as what it is made of: no join multiplies or loses a row. #}
{% test same_rows_as(model, compare_to, compare_where='true') %}
    select *
    from (
        select
            (select count(*) from {{ model }}) as aantal,
            (select count(*) from {{ compare_to }} where {{ compare_where }}) as verwacht
    ) as tellingen
    where aantal <> verwacht
{% endtest %}
