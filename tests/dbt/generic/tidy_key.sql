{# One figure per indicator, measure, period, corporatie, gemeente and breakdown value. #}
{% test tidy_key(model) %}
    select
        indicator,
        maat,
        periode_soort,
        periode_start,
        corporatie,
        gemeente,
        dimensie,
        dimensie_waarde
    from {{ model }}
    group by all
    having count(*) > 1
{% endtest %}
