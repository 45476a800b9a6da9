{# Age in whole years at an event: a birthday in the event's month counts as reached; with a year of birth only, the
   difference of the years (levering.md, Personal data). #}
{% macro leeftijd_op(datum, geboortemaand, geboortejaar) -%}
    coalesce(
        (
            (year({{ datum }}) - year({{ geboortemaand }})) * 12
            + month({{ datum }}) - month({{ geboortemaand }})
        ) // 12,
        year({{ datum }}) - {{ geboortejaar }}
    )
{%- endmacro %}

{# The first day on which someone has an age: the first of the month, or of the year where no more is known. #}
{% macro dag_van_leeftijd(leeftijd, geboortemaand, geboortejaar) -%}
    cast(coalesce({{ geboortemaand }}, make_date({{ geboortejaar }}, 1, 1)) + to_years({{ leeftijd }}) as date)
{%- endmacro %}

{% macro leeftijdsgroep(leeftijd) -%}
    case
        when {{ leeftijd }} <= 22 then 't/m 22'
        when {{ leeftijd }} <= 27 then '23 t/m 27'
        when {{ leeftijd }} <= 54 then '28 t/m 54'
        when {{ leeftijd }} <= 64 then '55 t/m 64'
        when {{ leeftijd }} <= 74 then '65 t/m 74'
        when {{ leeftijd }} >= 75 then '75+'
    end
{%- endmacro %}

{# Household size as a breakdown: five and more together. #}
{% macro huishoudgrootte(personen) -%}
    case when {{ personen }} >= 5 then '5+' else cast({{ personen }} as varchar) end
{%- endmacro %}
