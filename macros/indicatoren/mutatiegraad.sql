{# Turnover of the stock that meets `waar` (over fct_eenheid_perioden): mutaties in dwellings that are in it on the first
   day of the period, per dwelling in it on that day. #}
{% macro mutatiegraad(indicator, waar) %}
    with

    perioden as (

        -- a turnover speaks of a year, and of a stock that the leveringen show on its first day
        select
            gedekt.corporatie,
            gedekt.periode_soort,
            gedekt.periode_start,
            gedekt.periode_eind
        from {{ ref('int_perioden_gedekt') }} as gedekt
        where
            gedekt.is_eerste_dag_gedekt
            and gedekt.periode_soort in ('jaar', 'voortschrijdend_jaar')

    ),

    eenheid_perioden as (

        select * from {{ ref('fct_eenheid_perioden') }}
        where {{ waar }}

    ),

    mutaties as (

        select * from {{ ref('fct_toewijzingen') }}
        where
            is_sociaal
            and is_mutatie

    ),

    begin_perioden as (

        select distinct
            periode_soort,
            periode_start,
            periode_eind
        from perioden

    ),

    voorraad as (

        -- counted at once: a row per dwelling and period would be tens of times the stock
        select
            begin_perioden.periode_soort,
            begin_perioden.periode_start,
            begin_perioden.periode_eind,
            eenheid_perioden.corporatie,
            eenheid_perioden.gemeente,
            count(*) as aantal_eenheden
        from begin_perioden
        inner join eenheid_perioden
            on begin_perioden.periode_start between eenheid_perioden.geldig_van and eenheid_perioden.geldig_tot_en_met
        group by all

    ),

    mutaties_in_voorraad as (

        select
            begin_perioden.periode_soort,
            begin_perioden.periode_start,
            eenheid_perioden.corporatie,
            eenheid_perioden.gemeente,
            count(*) as aantal_mutaties
        from mutaties
        inner join begin_perioden
            on mutaties.toewijzingsdatum between begin_perioden.periode_start and begin_perioden.periode_eind
        inner join eenheid_perioden
            on
                mutaties.bron = eenheid_perioden.bron
                and mutaties.eenheid_id = eenheid_perioden.eenheid_id
                and begin_perioden.periode_start between eenheid_perioden.geldig_van and eenheid_perioden.geldig_tot_en_met
        group by all

    ),

    per_cel as (

        select
            voorraad.periode_soort,
            voorraad.periode_start,
            voorraad.periode_eind,
            coalesce(voorraad.corporatie, 'alle') as corporatie,
            coalesce(voorraad.gemeente, 'alle') as gemeente,
            'totaal' as dimensie,
            'totaal' as dimensie_waarde,
            coalesce(sum(mutaties_in_voorraad.aantal_mutaties), 0) as teller,
            sum(voorraad.aantal_eenheden) as noemer
        from voorraad
        left join mutaties_in_voorraad using (periode_soort, periode_start, corporatie, gemeente)
        group by
            voorraad.periode_soort,
            voorraad.periode_start,
            voorraad.periode_eind,
            cube(voorraad.corporatie, voorraad.gemeente)

    ),

    gedekt as (

        select per_cel.*
        from per_cel
        semi join perioden using (corporatie, periode_soort, periode_start)

    )

    select {{ tidy(indicator, 'verhouding', 'per woning', 'teller / noemer', 'noemer', 'teller', 'noemer') }}
    from gedekt
{% endmacro %}
