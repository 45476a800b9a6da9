with

perioden as (

    select
        *,
        least(periode_eind, {{ laatste_gedekte_dag() }}) as peildag
    from ({{ perioden_van_stand() }}) as perioden

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

    select
        perioden.*,
        zoekmaanden.corporatie,
        zoekmaanden.gemeente,
        inschrijvingen.woningzoekende_nummer,
        inschrijvingen.rang
    from zoekmaanden
    inner join inschrijvingen using (inschrijving_nummer)
    inner join perioden
        on
            zoekmaanden.maand between perioden.periode_start and perioden.periode_eind
            and inschrijvingen.jong_tot > perioden.peildag
            and {{ is_ingeschreven_op('perioden.peildag') }}

),

per_persoon as (

    -- once for each corporatie and gemeente, and once for them together
    select
        periode_soort,
        periode_start,
        periode_eind,
        peildag,
        coalesce(corporatie, 'alle') as corporatie,
        coalesce(gemeente, 'alle') as gemeente,
        min(rang) as rang
    from zoekend
    group by
        periode_soort, periode_start, periode_eind, peildag, woningzoekende_nummer, cube(corporatie, gemeente)

),

wachtend as (

    select
        per_persoon.*,
        per_persoon.peildag - inschrijvingen.inschrijfdatum as wachttijd_dagen,
        inschrijvingen.huishoudgrootte,
        inschrijvingen.woonsituatie
    from per_persoon
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
