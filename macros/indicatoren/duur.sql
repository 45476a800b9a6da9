{# A duration per cell, in whole days: mean with its t interval, and quantiles (linear interpolation) with the
   interval that order statistics give (binomial; Hahn & Meeker 1991, 5.2), null where n is too small for one.

   The moments come from whole sums, so that no run differs from another in the last digit. #}
{% macro duur(indicator, dagen, dimensies=[], waarnemingen='waarnemingen') %}
    {%- set kwantielen = {'p25': 0.25, 'mediaan': 0.5, 'p75': 0.75, 'p90': 0.9} -%}
    with

    per_cel as (

        select
            {{ sleutel_van_cel() }},
            count(*) as n,
            sum({{ dagen }}) as som,
            sum(cast({{ dagen }} as hugeint) * {{ dagen }}) as som_kwadraten,
            list_sort(list({{ dagen }})) as gesorteerd
        from ({{ cellen(waarnemingen, [dagen], dimensies) }}) as cellen
        {{ groepeer_cellen() }}

    ),

    rangen as (

        -- of each n that occurs: the t quantile, and the order statistics that enclose each quantile
        select
            n,
            t_kwantiel(0.975, n - 1) as t
            {%- for maat, q in kwantielen.items() %},
            binomiaal_kwantiel(0.025, n, {{ q }}) as {{ maat }}_van,
            binomiaal_kwantiel(0.975, n, {{ q }}) + 1 as {{ maat }}_tot
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
            {%- for maat, q in kwantielen.items() %},
            per_cel.gesorteerd[cast(floor((per_cel.n - 1) * {{ q }}) as bigint) + 1]
            + ((per_cel.n - 1) * {{ q }} - floor((per_cel.n - 1) * {{ q }})) * (
                per_cel.gesorteerd[cast(ceil((per_cel.n - 1) * {{ q }}) as bigint) + 1]
                - per_cel.gesorteerd[cast(floor((per_cel.n - 1) * {{ q }}) as bigint) + 1]
            ) as {{ maat }},
            case
                when rangen.{{ maat }}_van >= 1 and rangen.{{ maat }}_tot <= per_cel.n
                    then per_cel.gesorteerd[cast(rangen.{{ maat }}_van as bigint)]
            end as {{ maat }}_onder,
            case
                when rangen.{{ maat }}_van >= 1 and rangen.{{ maat }}_tot <= per_cel.n
                    then per_cel.gesorteerd[cast(rangen.{{ maat }}_tot as bigint)]
            end as {{ maat }}_boven
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
    {%- for maat in kwantielen %}
    union all
    select
        {{ tidy(indicator, maat, 'dagen', maat, 'n', ondergrens=maat ~ '_onder', bovengrens=maat ~ '_boven') }}
    from gemeten
    {%- endfor %}
{% endmacro %}
