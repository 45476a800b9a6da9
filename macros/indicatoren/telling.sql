{# A count per cell: the sum of a whole column of `waarnemingen`. n is the count itself. #}
{% macro telling(indicator, aantal, eenheid='aantal', dimensies=[], stand=false, waarnemingen='waarnemingen') %}
    select {{ tidy(indicator, 'aantal', eenheid, 'nullif(aantal, 0)', 'aantal') }}
    from (
        select
            {{ sleutel_van_cel() }},
            sum({{ aantal }}) as aantal
        from ({{ cellen(waarnemingen, [aantal], dimensies, stand) }}) as cellen
        {{ groepeer_cellen() }}
    ) as per_cel
{% endmacro %}
