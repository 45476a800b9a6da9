{# A duration per cell, in whole days: mean with its t interval, and quantiles.

   The moments come from whole sums, so that no run differs from another in the last digit.

   per_plaats  instead of `waarnemingen`: a CTE with the key of a cell, of observations that do not add up over places, so
               that each stands already in every cell that it counts in #}
{% macro duur(indicator, dagen, dimensies=[], waarnemingen='waarnemingen', per_plaats=none) %}
    with

    per_cel as (

        select
            {{ sleutel_van_cel() }},
            count(*) as n,
            sum({{ dagen }}) as som,
            sum(cast({{ dagen }} as hugeint) * {{ dagen }}) as som_kwadraten,
            list_sort(list({{ dagen }})) as gesorteerd
        {% if per_plaats -%}
        from {{ per_plaats }}
        group by
            periode_soort, periode_start, periode_eind, dimensie, dimensie_waarde, corporatie, gemeente
        {%- else -%}
        from ({{ cellen(waarnemingen, [dagen], dimensies) }}) as cellen
        {{ groepeer_cellen() }}
        {%- endif %}

    ),

    rangen as (

        -- of each n that occurs: the t quantile, and the order statistics that enclose each quantile
        select
            n,
            t_kwantiel(0.975, n - 1) as t
            {%- for maat in kwantielen() %},
            {{ rangen_van_kwantiel(maat) }}
            {%- endfor %}
        from (select distinct n from per_cel) as aantallen

    ),

    gemeten as (

        select
            per_cel.*,
            per_cel.som / per_cel.n as gemiddelde,
            rangen.t * sqrt(
                (per_cel.n * per_cel.som_kwadraten - cast(per_cel.som as hugeint) * per_cel.som)
                / (per_cel.n * nullif(per_cel.n - 1, 0))
                / per_cel.n
            ) as halve_breedte
            {%- for maat in kwantielen() %},
            {{ kwantiel(maat) }}
            {%- endfor %}
        from per_cel
        inner join rangen using (n)

    )

    select
        {{ tidy(
            indicator, 'gemiddelde', 'dagen', 'gemiddelde', 'n',
            ondergrens='gemiddelde - halve_breedte', bovengrens='gemiddelde + halve_breedte'
        ) }}
    from gemeten
    {%- for maat in kwantielen() %}
    union all
    select
        {{ tidy(indicator, maat, 'dagen', maat, 'n', ondergrens=maat ~ '_onder', bovengrens=maat ~ '_boven') }}
    from gemeten
    {%- endfor %}
{% endmacro %}
