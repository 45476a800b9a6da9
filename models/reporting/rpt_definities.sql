with

definities as (

    -- what the YAML of each indicator model says of it
    {% for ind in indicatoren() -%}
    select
        {{ als_tekst(ind.indicator) }} as indicator,
        {{ als_tekst(ind.titel) }} as titel,
        {{ als_tekst(ind.definitie) }} as definitie,
        {{ als_tekst(ind.eenheid) }} as eenheid,
        {{ als_tekst(ind.afspraken) }} as afspraken,
        {{ als_tekst(ind.kanttekening) }} as kanttekening
    {{ 'union all' if not loop.last }}
    {% else -%}
    select
        null as indicator,
        null as titel,
        null as definitie,
        null as eenheid,
        null as afspraken,
        null as kanttekening
    where false
    {% endfor %}

)

select * from definities
