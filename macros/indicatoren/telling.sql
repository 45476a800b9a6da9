{# A count per cell: the sum of a whole column of `waarnemingen`. n is the count itself, but where the column has a sign:
   then n is the sum of another. #}
{% macro telling(
    indicator, aantal, eenheid='aantal', dimensies=[], stand=false, waarnemingen='waarnemingen', n=none, met_totaal=true
) %}
    select {{ tidy(indicator, 'aantal', eenheid, 'case when n <> 0 then aantal end', 'n') }}
    from (
        select
            {{ sleutel_van_cel() }},
            sum({{ aantal }}) as aantal,
            sum({{ n or aantal }}) as n
        from (
            {{ cellen(waarnemingen, [aantal, n] if n else [aantal], dimensies, stand, true, met_totaal) }}
        ) as cellen
        {{ groepeer_cellen() }}
    ) as per_cel
{% endmacro %}
