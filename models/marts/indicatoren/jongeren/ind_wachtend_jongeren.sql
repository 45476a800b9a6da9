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

    -- the earliest registration first; who was too old before the first period never counts
    select
        inschrijving_nummer,
        woningzoekende_nummer,
        inschrijfdatum,
        uitschrijfdatum,
        huishoudgrootte,
        woonsituatie,
        {{ dag_van_leeftijd(var('jongeren_tot_en_met') + 1, 'geboortemaand', 'geboortejaar') }} as jong_tot,
        {{ laatste_gedekte_dag() }} as laatste_dag,
        cast(row_number() over (order by inschrijfdatum, inschrijving_nummer) as integer) as rang
    from {{ ref('int_inschrijvingen_zoekers') }}
    where
        {{ dag_van_leeftijd(var('jongeren_tot_en_met') + 1, 'geboortemaand', 'geboortejaar') }}
        > (select min(maanden.maand) from maanden)

),

zoekmaanden as not materialized (

    select
        inschrijving_nummer,
        maand,
        corporatie,
        gemeente
    from {{ ref('fct_zoekmaanden') }}

),

omvattend as (

    -- a corporatie and gemeente, and those taken together that hold them
    select
        corporatie,
        gemeente,
        ruimere_corporatie,
        unnest([gemeente, 'alle']) as ruimere_gemeente
    from (
        select distinct
            corporatie,
            gemeente,
            unnest([corporatie, 'alle']) as ruimere_corporatie
        from zoekmaanden
    ) as ruimer

),

gebieden as (

    -- as whole numbers, which tell millions of rows apart many times faster than the names do
    select
        *,
        cast(dense_rank() over (order by ruimere_corporatie, ruimere_gemeente) as integer) as gebied
    from omvattend

),

gezocht as materialized (

    -- who is too old in the month of the search itself is so on every peildag after it
    select distinct
        inschrijvingen.rang,
        inschrijvingen.woningzoekende_nummer,
        inschrijvingen.inschrijfdatum,
        inschrijvingen.uitschrijfdatum,
        inschrijvingen.jong_tot,
        zoekmaanden.maand,
        gebieden.gebied
    from zoekmaanden
    inner join inschrijvingen
        on
            zoekmaanden.inschrijving_nummer = inschrijvingen.inschrijving_nummer
            and least(zoekmaanden.maand, inschrijvingen.laatste_dag) < inschrijvingen.jong_tot
    inner join gebieden using (corporatie, gemeente)

),

per_persoon as (

    -- once in each gebied, by the earliest of the registrations that are open on the peildag
    select
        maanden.periode,
        inschrijvingen.gebied,
        min(inschrijvingen.rang) as rang
    from gezocht as inschrijvingen
    inner join maanden
        on
            inschrijvingen.maand = maanden.maand
            and inschrijvingen.jong_tot > maanden.peildag
            and {{ is_ingeschreven_op('maanden.peildag') }}
    group by maanden.periode, inschrijvingen.gebied, inschrijvingen.woningzoekende_nummer

),

wachtend as (

    -- counted before the breakdowns multiply them
    select
        perioden_genummerd.periode,
        per_persoon.gebied,
        perioden_genummerd.peildag - inschrijvingen.inschrijfdatum as wachttijd_dagen,
        inschrijvingen.huishoudgrootte,
        inschrijvingen.woonsituatie,
        cast(count(*) as integer) as aantal
    from per_persoon
    inner join perioden_genummerd using (periode)
    inner join inschrijvingen using (rang)
    group by all

),

uitgesplitst as not materialized (

    {% for dimensie in ['totaal'] + dimensies_wachtende() -%}
    select
        periode,
        gebied,
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
        cellen.gebied,
        namen.ruimere_corporatie as corporatie,
        namen.ruimere_gemeente as gemeente,
        cellen.dimensie,
        cellen.dimensie_waarde,
        cast(row_number() over () as integer) as plek
    from (select distinct gebied, dimensie, dimensie_waarde from uitgesplitst) as cellen
    inner join (select distinct gebied, ruimere_corporatie, ruimere_gemeente from gebieden) as namen using (gebied)

),

geteld as (

    select
        uitgesplitst.periode,
        plekken.plek,
        uitgesplitst.wachttijd_dagen as meting,
        uitgesplitst.aantal
    from uitgesplitst
    inner join plekken using (gebied, dimensie, dimensie_waarde)

),

{{ verdeling_van_duur('wachtend_jongeren') }}
