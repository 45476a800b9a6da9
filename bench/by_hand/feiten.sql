-- From the landing (attached as leveringen) and the seeds to facts: what dbt's staging, intermediate and fct_ models do.
-- {seeds} is the seeds folder. Written for a landing that has every dataset.

create macro vouw(x) as regexp_replace(trim(lower(strip_accents(x))), '[\s_\-]+', ' ', 'g');
create macro groep_van(leeftijd) as case
    when leeftijd <= 22 then 't/m 22' when leeftijd <= 27 then '23 t/m 27' when leeftijd <= 54 then '28 t/m 54'
    when leeftijd <= 64 then '55 t/m 64' when leeftijd <= 74 then '65 t/m 74' when leeftijd >= 75 then '75+' end;
create macro leeftijd_op(dag, maand, jaar) as coalesce(
    ((year(dag) - year(maand)) * 12 + month(dag) - month(maand)) // 12, year(dag) - jaar);
create macro huishouden(personen) as case when personen >= 5 then '5+' else cast(personen as varchar) end;
create macro klasse(huur, kwaliteit, eerste, tweede, toeslag) as case
    when huur <= kwaliteit then 't/m kwaliteitskortingsgrens' when huur <= eerste then 't/m 1e aftoppingsgrens'
    when huur <= tweede then 't/m 2e aftoppingsgrens' when huur <= toeslag then 't/m huurtoeslaggrens'
    when huur > toeslag then 'daarboven' end;

-- label → code: a map per domain, keyed by the folded label
create temp table codes as
    select domein, map_from_entries(list(distinct (vouw(label), code))) as m
    from read_csv('{seeds}/codelijsten.csv', all_varchar = true) group by domein;
create macro code(domein_, x) as (select m from codes where domein = domein_)[vouw(x)];
create temp table namen as
    select 'corporatie' as soort, map_from_entries(list(distinct (vouw(label), corporatie))) as m
    from read_csv('{seeds}/corporaties.csv', all_varchar = true)
    union all
    select 'gemeente', map_from_entries(list(distinct (vouw(label), gemeente)))
    from read_csv('{seeds}/gemeenten.csv', all_varchar = true)
    union all
    select 'wijk', map_from_entries(list(distinct (vouw(label), wijk)))
    from read_csv('{seeds}/wijken.csv', all_varchar = true)
    union all
    select 'grond', map_from_entries(list(distinct (vouw(label), grond)))
    from read_csv('{seeds}/toewijzingsgronden.csv', all_varchar = true);
create macro naam(soort_, x) as (select m from namen where soort = soort_)[vouw(x)];

create temp table gronden as
    select grond, categorie, telt_voor_uitstroom, aandachtsgroep
    from read_csv('{seeds}/toewijzingsgronden.csv') where label = grond;
create temp table grenzen as
    select jaren.jaar, g.* exclude (jaar, bron)
    from (select unnest(range(1900, 2101)) as jaar) as jaren
    asof left join read_csv('{seeds}/huurgrenzen.csv') as g on jaren.jaar >= g.jaar
    where g.jaar is not null
    union all
    select jaren.jaar, g.* exclude (jaar, bron)
    from (select unnest(range(1900, 2101)) as jaar) as jaren
    cross join (select * from read_csv('{seeds}/huurgrenzen.csv') order by jaar limit 1) as g
    where jaren.jaar < g.jaar;

create temp table stg_thuiskompas__leveringen as
    select *, row_number() over (order by peildatum, volgnummer) as rangorde from leveringen.landing.leveringen;

create temp table stg_thuiskompas__eenheden as
    select
        bron, eenheid_id, naam('corporatie', corporatie) as corporatie,
        coalesce(naam('gemeente', gemeente),
            mode(trim(gemeente) order by trim(gemeente)) over (partition by vouw(gemeente))) as gemeente,
        coalesce(naam('wijk', wijk), mode(trim(wijk) order by trim(wijk)) over (partition by vouw(wijk))) as wijk,
        code('woningtype', woningtype) as woningtype, code('doelgroep', doelgroep) as doelgroep,
        cast(kamers as varchar) as kamers, zelfstandig, nultreden, rolstoelgeschikt, geclusterd,
        coalesce(flex, false) as flex, intramuraal, in_exploitatie,
        code('in_exploitatie_reden', in_exploitatie_reden) as in_exploitatie_reden,
        uit_exploitatie, code('uit_exploitatie_reden', uit_exploitatie_reden) as uit_exploitatie_reden
    from ({eenheden});
create temp table stg_thuiskompas__inschrijvingen as
    select
        bron, inschrijving_id, coalesce(woningzoekende_id, inschrijving_id) as woningzoekende_id, inschrijfdatum,
        uitschrijfdatum, geboortedatum as geboortemaand, geboortejaar, huishoudgrootte,
        code('woonsituatie', woonsituatie) as woonsituatie
    from ({inschrijvingen});
create temp table publicaties as
    select
        bron, publicatie_id, eenheid_id, naam('corporatie', corporatie) as corporatie, publicatiedatum, sluitingsdatum,
        code('model', model) as model, code('doelgroep', doelgroep) as doelgroep,
        coalesce(aantal_eenheden, 1) as aantal_eenheden, coalesce(code('publicatie_status', status), 'afgerond') as status
    from ({publicaties});
create temp table stg_thuiskompas__reacties as
    select
        bron, publicatie_id, inschrijving_id, cast(reactiedatum as date) as reactiedatum,
        coalesce(statussen.code, 'actief') as status
    from ({reacties}) as reacties
    left join (
        select distinct status, code('reactie_status', status) as code from leveringen.landing.reacties
    ) as statussen using (status);
create temp table stg_thuiskompas__toewijzingen as
    select
        bron, toewijzing_id, eenheid_id, publicatie_id, inschrijving_id, naam('corporatie', corporatie) as corporatie,
        toewijzingsdatum, huur_ingangsdatum, coalesce(naam('grond', toewijzingsgrond), 'onbekend') as toewijzingsgrond,
        code('passendheid', passendheid) as passendheid,
        coalesce(code('toewijzing_status', status), 'definitief') as status, rekenhuur, leeftijd, huishoudgrootte
    from ({toewijzingen});
create temp table opzeggingen as select bron, opzegging_id, eenheid_id, einddatum_huur from ({opzeggingen});

-- periods, their months, and which of them the leveringen of whom cover
create temp table dim_perioden as
    with uiterst as (
        select min(d) as eerste, max(d) as laatste
        from (
            select unnest([min(publicatiedatum), max(publicatiedatum)]) as d from publicaties
            union all select unnest([min(reactiedatum), max(reactiedatum)]) from stg_thuiskompas__reacties
            union all select unnest([min(toewijzingsdatum), max(toewijzingsdatum)]) from stg_thuiskompas__toewijzingen
            union all select unnest([min(einddatum_huur), max(einddatum_huur)]) from opzeggingen
            union all select unnest([min(periode_van), max(periode_tot_en_met)]) from stg_thuiskompas__leveringen
        )
    ), maanden as (
        select unnest(generate_series(date_trunc('month', eerste), date_trunc('month', laatste), interval 1 month)) as m
        from uiterst
    ), soorten as (
        select 'jaar' as periode_soort, date_trunc('year', m) as van, 12 as lengte from maanden
        union select 'halfjaar', date_trunc('year', m) + interval 6 month * (month(m) // 7), 6 from maanden
        union select 'kwartaal', date_trunc('quarter', m), 3 from maanden
        union select 'maand', m, 1 from maanden
        union select 'voortschrijdend_jaar', m - interval 11 month, 12 from maanden
    )
    select
        cast(row_number() over () as integer) as periode, periode_soort, cast(van as date) as periode_start,
        cast(van + interval 1 month * lengte as date) - 1 as periode_eind, lengte
    from soorten;
create temp table maanden as
    select periode, cast(unnest(generate_series(periode_start, periode_eind, interval 1 month)) as date) as maand
    from dim_perioden;

create temp table dekking as
    with perioden as (
        select distinct naam('corporatie', genoemd.corporatie) as corporatie, periode_van as van, periode_tot_en_met as tot
        from (
            select distinct levering_id, corporatie from leveringen.landing.eenheden
            union select distinct levering_id, corporatie from leveringen.landing.toewijzingen
        ) as genoemd
        inner join stg_thuiskompas__leveringen using (levering_id)
    ), genummerd as (
        select *, coalesce(van > 1 + max(tot) over (
            partition by corporatie order by van, tot rows between unbounded preceding and 1 preceding), true) as nieuw
        from perioden
    )
    select corporatie, min(van) as van, max(tot) as tot
    from (select *, count_if(nieuw) over (partition by corporatie order by van, tot rows unbounded preceding) as stuk
        from genummerd)
    group by corporatie, stuk;
create temp table int_perioden_gedekt as
    with per_corporatie as (
        select
            corporatie, periode, periode_soort, periode_start, periode_eind,
            bool_or(periode_start between van and tot) as is_eerste_dag_gedekt,
            bool_or(periode_start >= van and periode_eind <= tot) as is_geheel_gedekt,
            bool_or(periode_start <= tot and periode_eind >= van) as is_deels_gedekt
        from dekking cross join dim_perioden group by all
    )
    from per_corporatie
    union all
    select 'alle', periode, periode_soort, periode_start, periode_eind, bool_and(is_eerste_dag_gedekt),
        bool_and(is_geheel_gedekt), bool_or(is_deels_gedekt)
    from per_corporatie group by all;
create temp table perioden_van_stand as
    select dim_perioden.* from dim_perioden semi join
        (from int_perioden_gedekt where corporatie = 'alle' and is_deels_gedekt) using (periode);
create temp table peildagen as select distinct periode_eind as datum from perioden_van_stand;

-- rents and stock
create temp table eenheid_huren as
    select eenheden.bron, eenheid_id, peildatum, rekenhuur, kale_huur
    from leveringen.landing.eenheden inner join stg_thuiskompas__leveringen as leveringen using (levering_id)
    qualify rangorde = max(rangorde) over (partition by eenheden.bron, eenheid_id, peildatum);
create temp table huren as
    select
        bron, eenheid_id, rekenhuur, coalesce(kale_huur, rekenhuur) as huur,
        case when lag(peildatum) over w is null then date '1900-01-01' else peildatum end as van,
        coalesce(lead(peildatum) over w - 1, date '9999-12-31') as tot,
        coalesce(kale_huur, rekenhuur) <= huurtoeslaggrens_euro as is_sociaal,
        klasse(rekenhuur, kwaliteitskortingsgrens_euro, eerste_aftoppingsgrens_euro, tweede_aftoppingsgrens_euro,
            huurtoeslaggrens_euro) as huurklasse
    from eenheid_huren inner join grenzen on year(peildatum) = grenzen.jaar
    window w as (partition by bron, eenheid_id order by peildatum);
create temp table voorraad as
    select
        e.* exclude (in_exploitatie, uit_exploitatie), huurklasse,
        greatest(coalesce(in_exploitatie, date '1900-01-01'), huren.van) as geldig_van,
        least(coalesce(uit_exploitatie - 1, date '9999-12-31'), huren.tot) as geldig_tot,
        case when in_exploitatie >= huren.van then in_exploitatie end as in_exploitatie,
        case when coalesce(uit_exploitatie - 1, date '9999-12-31') <= huren.tot then uit_exploitatie end as uit_exploitatie,
        zelfstandig and not coalesce(intramuraal, false) and huren.is_sociaal as is_sociaal
    from stg_thuiskompas__eenheden as e inner join huren using (bron, eenheid_id)
    where geldig_van <= geldig_tot;

-- seekers, and when who reacted
create temp table zoekers as
    with elders as (
        select bron, inschrijving_id from stg_thuiskompas__reacties
        union select bron, inschrijving_id from stg_thuiskompas__toewijzingen where inschrijving_id is not null
    ), samen as (
        select * replace (huishouden(huishoudgrootte) as huishoudgrootte) from stg_thuiskompas__inschrijvingen
        union all by name
        select *, inschrijving_id as woningzoekende_id
        from elders anti join stg_thuiskompas__inschrijvingen using (bron, inschrijving_id)
    )
    select
        * exclude (woningzoekende_id),
        row_number() over (order by inschrijfdatum, bron, inschrijving_id) as nummer,
        cast(dense_rank() over (order by bron, woningzoekende_id) as integer) as persoon,
        cast(coalesce(geboortemaand, make_date(geboortejaar, 1, 1)) + to_years(23) as date) as jong_tot
    from samen;
create temp table geldig as
    select
        r.bron, publicatie_id, nummer, persoon, reactiedatum, huishoudgrootte, woonsituatie,
        groep_van(leeftijd_op(reactiedatum, geboortemaand, geboortejaar)) as leeftijdsgroep
    from stg_thuiskompas__reacties as r inner join zoekers using (bron, inschrijving_id)
    where status <> 'ingetrokken';
create temp table per_publicatie as
    select bron, publicatie_id, leeftijdsgroep, huishoudgrootte, woonsituatie, count(*) as aantal_reacties
    from (
        select bron, publicatie_id, nummer, arg_min(leeftijdsgroep, reactiedatum) as leeftijdsgroep,
            any_value(huishoudgrootte) as huishoudgrootte, any_value(woonsituatie) as woonsituatie
        from geldig group by bron, publicatie_id, nummer
    )
    group by all;
create temp table aanbod as
    select
        p.bron, p.publicatie_id, sluitingsdatum as datum, coalesce(e.corporatie, p.corporatie) as corporatie,
        coalesce(gemeente, 'onbekend') as gemeente, wijk, woningtype, kamers, model, aantal_eenheden,
        coalesce(p.doelgroep, e.doelgroep) as doelgroep,
        klasse(huren.rekenhuur, kwaliteitskortingsgrens_euro, eerste_aftoppingsgrens_euro, tweede_aftoppingsgrens_euro,
            huurtoeslaggrens_euro) as huurklasse,
        coalesce(t.aantal, 0) as aantal_reacties,
        coalesce(zelfstandig and huur <= huurtoeslaggrens_euro, true) and p.status <> 'ingetrokken'
        and model <> 'distributie' and sluitingsdatum is not null as is_aangeboden
    from publicaties as p
    left join stg_thuiskompas__eenheden as e using (bron, eenheid_id)
    left join huren on e.bron = huren.bron and e.eenheid_id = huren.eenheid_id and sluitingsdatum between van and tot
    left join grenzen on year(sluitingsdatum) = grenzen.jaar
    left join (select bron, publicatie_id, sum(aantal_reacties) as aantal from per_publicatie group by all) as t
        using (bron, publicatie_id);
create temp table zoekmaanden as
    select distinct
        persoon, nummer, cast(date_trunc('month', reactiedatum) as date) as maand,
        coalesce(corporatie, 'onbekend') as corporatie, coalesce(gemeente, 'onbekend') as gemeente, wijk, woningtype,
        kamers, huurklasse, model, doelgroep, leeftijdsgroep, huishoudgrootte, woonsituatie
    from geldig left join aanbod using (bron, publicatie_id);

-- lettings
create temp table int_toewijzingen_zoekgeschiedenis as
    with met_vorige as (
        select bron, toewijzing_id, inschrijving_id, toewijzingsdatum,
            lag(toewijzingsdatum) over (partition by bron, inschrijving_id order by toewijzingsdatum, toewijzing_id) as vorige
        from stg_thuiskompas__toewijzingen where status <> 'vervallen' and inschrijving_id is not null
    ), gezocht as (
        select t.bron, toewijzing_id, min(reactiedatum) as eerste_reactiedatum
        from met_vorige as t
        inner join stg_thuiskompas__reacties as r
            on t.bron = r.bron and t.inschrijving_id = r.inschrijving_id and r.status <> 'ingetrokken'
            and reactiedatum <= toewijzingsdatum and (vorige is null or vorige < reactiedatum)
        group by t.bron, toewijzing_id
    )
    select
        bron, toewijzing_id, vorige is null as is_eerste, eerste_reactiedatum, toewijzingsdatum - eerste_reactiedatum as dagen
    from met_vorige left join gezocht using (bron, toewijzing_id);
create temp table fct_toewijzingen as
    with verrijkt as (
        select
            t.*, coalesce(e.corporatie, t.corporatie) as corporatie_, coalesce(gemeente, 'onbekend') as gemeente, wijk,
            woningtype, kamers, nultreden, p.model as model_, coalesce(p.doelgroep, e.doelgroep) as doelgroep, inschrijfdatum,
            woonsituatie, categorie, telt_voor_uitstroom, aandachtsgroep, is_eerste, dagen, in_exploitatie_reden,
            klasse(t.rekenhuur, kwaliteitskortingsgrens_euro, eerste_aftoppingsgrens_euro, tweede_aftoppingsgrens_euro,
                huurtoeslaggrens_euro) as huurklasse,
            coalesce(zelfstandig, true) and t.rekenhuur <= huurtoeslaggrens_euro as is_sociaal,
            coalesce(t.leeftijd, leeftijd_op(toewijzingsdatum, geboortemaand, geboortejaar)) as leeftijd_,
            coalesce(t.huishoudgrootte, i.huishoudgrootte) as personen,
            row_number() over (partition by t.bron, t.eenheid_id order by toewijzingsdatum, toewijzing_id) = 1 as is_eerste_van_eenheid
        from stg_thuiskompas__toewijzingen as t
        left join stg_thuiskompas__eenheden as e using (bron, eenheid_id)
        left join publicaties as p using (bron, publicatie_id)
        left join stg_thuiskompas__inschrijvingen as i using (bron, inschrijving_id)
        left join int_toewijzingen_zoekgeschiedenis using (bron, toewijzing_id)
        inner join gronden on toewijzingsgrond = grond
        inner join grenzen on year(toewijzingsdatum) = grenzen.jaar
        where t.status <> 'vervallen'
    )
    select
        bron, toewijzing_id, eenheid_id, inschrijving_id, toewijzingsdatum, toewijzingsdatum as datum, huur_ingangsdatum,
        corporatie_ as corporatie, gemeente, wijk, woningtype, kamers, nultreden, huurklasse, toewijzingsgrond, categorie,
        telt_voor_uitstroom, aandachtsgroep, passendheid, doelgroep, woonsituatie, personen, leeftijd_ as leeftijd,
        case when publicatie_id is null then 'zonder publicatie' else model_ end as model,
        case toewijzingsgrond when 'urgentie' then 'ja' when 'onbekend' then null else 'nee' end as urgentie,
        case when is_eerste then 'ja' when not is_eerste then 'nee' end as eerste_verhuring_van_inschrijving,
        groep_van(leeftijd_) as leeftijdsgroep, huishouden(personen) as huishoudgrootte,
        case when categorie = 'regulier' and publicatie_id is not null and coalesce(model_, 'onbekend') <> 'distributie'
            then dagen end as zoektijd_dagen,
        case when categorie = 'regulier' and inschrijfdatum <= toewijzingsdatum
            then toewijzingsdatum - inschrijfdatum end as inschrijftijd_dagen,
        is_sociaal,
        coalesce(not is_eerste_van_eenheid or in_exploitatie_reden not in ('nieuwbouw', 'transformatie'), true) as is_mutatie,
        coalesce(is_eerste_van_eenheid and in_exploitatie_reden = 'nieuwbouw', false) as is_eerste_van_nieuwbouw
    from verrijkt;
create temp table leegstand as
    with o as (
        select *, lead(einddatum_huur) over (partition by bron, eenheid_id order by einddatum_huur, opzegging_id) as volgende
        from opzeggingen
    ), v as (
        select o.bron, opzegging_id, min(t.huur_ingangsdatum) as ingang
        from o inner join fct_toewijzingen as t
            on o.bron = t.bron and o.eenheid_id = t.eenheid_id and t.huur_ingangsdatum >= einddatum_huur
        group by all
    )
    select
        o.einddatum_huur as datum, coalesce(corporatie, 'onbekend') as corporatie, coalesce(gemeente, 'onbekend') as gemeente,
        wijk, woningtype, kamers, huurklasse, doelgroep, ingang - einddatum_huur as dagen
    from o
    inner join v using (bron, opzegging_id)
    left join stg_thuiskompas__eenheden as e using (bron, eenheid_id)
    left join huren as h on e.bron = h.bron and e.eenheid_id = h.eenheid_id and einddatum_huur between h.van and h.tot
    where volgende is null or volgende > ingang;
