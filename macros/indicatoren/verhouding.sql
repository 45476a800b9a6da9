{# A ratio of two sums per cell, without an interval: a full count over a full count. #}
{% macro verhouding(indicator, eenheid, teller, noemer, dimensies=[], waarnemingen='waarnemingen') %}
    select
        {{ tidy(indicator, 'verhouding', eenheid, 'teller / nullif(noemer, 0)', 'noemer', 'teller', 'noemer') }}
    from (
        select
            {{ sleutel_van_cel() }},
            sum({{ teller }}) as teller,
            sum({{ noemer }}) as noemer
        from ({{ cellen(waarnemingen, [teller, noemer], dimensies, opgeteld=true) }}) as cellen
        {{ groepeer_cellen() }}
    ) as per_cel
{% endmacro %}
