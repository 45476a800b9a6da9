with

perioden as (

    select
        *,
        least(periode_eind, {{ laatste_gedekte_dag() }}) as peildag,
        row_number() over (order by periode_soort, periode_start) as periode
    from ({{ perioden_van_stand() }}) as perioden

),

maanden_van_perioden as (

    -- one row per month of a period: millions of searches meet their periods by an equal month
    select
        *,
        cast(unnest(generate_series(periode_start, periode_eind, interval 1 month)) as date) as maand
    from perioden

),

inschrijvingen as (

    -- the earliest registration first
    select
        *,
        {{ dag_van_leeftijd(var('jongeren_tot_en_met') + 1, 'geboortemaand', 'geboortejaar') }} as jong_tot,
        row_number() over (order by inschrijfdatum, inschrijving_nummer) as rang
    from {{ ref('int_inschrijvingen_zoekers') }}

),

zoekmaanden as (

    select distinct
        inschrijving_nummer,
        maand,
        corporatie,
        gemeente
    from {{ ref('fct_zoekmaanden') }}

),

zoekend as (

    -- who is too old in the month of the search itself is so on every peildag after it
    select
        perioden.periode,
        zoekmaanden.corporatie,
        zoekmaanden.gemeente,
        inschrijvingen.woningzoekende_nummer,
        inschrijvingen.rang
    from zoekmaanden
    inner join inschrijvingen
        on
            zoekmaanden.inschrijving_nummer = inschrijvingen.inschrijving_nummer
            and least(zoekmaanden.maand, {{ laatste_gedekte_dag() }}) < inschrijvingen.jong_tot
    inner join maanden_van_perioden as perioden
        on
            zoekmaanden.maand = perioden.maand
            and inschrijvingen.jong_tot > perioden.peildag
            and {{ is_ingeschreven_op('perioden.peildag') }}

),

per_persoon as (

    -- once for each corporatie and gemeente, and once for them together
    select
        periode,
        coalesce(corporatie, 'alle') as corporatie,
        coalesce(gemeente, 'alle') as gemeente,
        min(rang) as rang
    from zoekend
    group by periode, woningzoekende_nummer, cube(corporatie, gemeente)

),

wachtend as (

    select
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        per_persoon.corporatie,
        per_persoon.gemeente,
        perioden.peildag - inschrijvingen.inschrijfdatum as wachttijd_dagen,
        inschrijvingen.huishoudgrootte,
        inschrijvingen.woonsituatie
    from per_persoon
    inner join perioden using (periode)
    inner join inschrijvingen using (rang)

),

uitgesplitst as (

    select *, 'totaal' as dimensie, 'totaal' as dimensie_waarde from wachtend
    {% for dimensie in dimensies_wachtende() -%}
    union all
    select *, '{{ dimensie }}' as dimensie, coalesce({{ dimensie }}, 'onbekend') as dimensie_waarde from wachtend
    {% endfor %}

),

per_cel as (

    {{ duur('wachtend_jongeren', 'wachttijd_dagen', per_plaats='uitgesplitst') }}

)

select * from per_cel
