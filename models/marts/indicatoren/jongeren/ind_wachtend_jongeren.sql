with

perioden as (

    select
        *,
        least(periode_eind, {{ laatste_gedekte_dag() }}) as peildag
    from ({{ perioden_van_stand() }}) as perioden

),

{{ genummerde_perioden() }},

maanden as (

    {{ maanden_van_perioden() }}

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
        maanden.periode,
        zoekmaanden.corporatie,
        zoekmaanden.gemeente,
        inschrijvingen.woningzoekende_nummer,
        inschrijvingen.rang
    from zoekmaanden
    inner join inschrijvingen
        on
            zoekmaanden.inschrijving_nummer = inschrijvingen.inschrijving_nummer
            and least(zoekmaanden.maand, {{ laatste_gedekte_dag() }}) < inschrijvingen.jong_tot
    inner join maanden
        on
            zoekmaanden.maand = maanden.maand
            and inschrijvingen.jong_tot > maanden.peildag
            and {{ is_ingeschreven_op('maanden.peildag') }}

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

    -- counted before the breakdowns multiply them
    select
        perioden_genummerd.periode,
        per_persoon.corporatie,
        per_persoon.gemeente,
        perioden_genummerd.peildag - inschrijvingen.inschrijfdatum as wachttijd_dagen,
        inschrijvingen.huishoudgrootte,
        inschrijvingen.woonsituatie,
        cast(count(*) as integer) as aantal
    from per_persoon
    inner join perioden_genummerd using (periode)
    inner join inschrijvingen using (rang)
    group by all

),

uitgesplitst as (

    {% for dimensie in ['totaal'] + dimensies_wachtende() -%}
    select
        periode,
        corporatie,
        gemeente,
        '{{ dimensie }}' as dimensie,
        {{ "'totaal'" if dimensie == 'totaal' else "coalesce(" ~ dimensie ~ ", 'onbekend')" }} as dimensie_waarde,
        wachttijd_dagen,
        aantal
    from wachtend
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

plekken as (

    select
        corporatie,
        gemeente,
        dimensie,
        dimensie_waarde,
        cast(row_number() over () as integer) as plek
    from uitgesplitst
    group by corporatie, gemeente, dimensie, dimensie_waarde

),

geteld as (

    select
        uitgesplitst.periode,
        plekken.plek,
        uitgesplitst.wachttijd_dagen as meting,
        uitgesplitst.aantal
    from uitgesplitst
    inner join plekken using (corporatie, gemeente, dimensie, dimensie_waarde)

),

{{ verdeling_van_duur('wachtend_jongeren') }}
