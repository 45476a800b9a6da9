-- A warehouse of two years, two corporaties and two gemeenten, whose figures hang together.
create schema reporting;

-- 480 lettings: each month of 2024 and 2025, each corporatie and gemeente, five of them; one of five in vrije ruimte
create temp table toewijzing as
select
    make_date(jaar, maand, 10) as datum,
    corporatie,
    gemeente,
    case when i <= 2 then 'Centrum' else 'onbekend' end as wijk,
    i
from (values (2024), (2025)) as j(jaar)
cross join range(1, 13) as m(maand)
cross join (values ('Actium'), ('Woonservice')) as c(corporatie)
cross join (values ('Assen'), ('Midden-Drenthe')) as g(gemeente)
cross join range(1, 6) as n(i);

create temp table periode as
select distinct
    soort as periode_soort,
    begin_ as periode_start,
    cast(begin_ + duur - interval 1 day as date) as periode_eind
from (select distinct date_trunc('month', datum) as maand from toewijzing)
cross join lateral (
    values
        ('maand', maand, interval 1 month),
        ('kwartaal', date_trunc('quarter', maand), interval 3 month),
        ('halfjaar', make_date(year(maand), case when month(maand) <= 6 then 1 else 7 end, 1), interval 6 month),
        ('jaar', date_trunc('year', maand), interval 12 month),
        ('voortschrijdend_jaar', cast(maand - interval 11 month as date), interval 12 month)
) as soorten(soort, begin_, duur)
where soort <> 'voortschrijdend_jaar' or begin_ >= date '2024-01-01';

create temp table telling as
select
    periode_soort, periode_start, periode_eind, plek.corporatie, plek.gemeente,
    snede.dimensie, snede.dimensie_waarde,
    count(*) as aantal,
    count(*) filter (i = 1) as vrij
from toewijzing
join periode on datum between periode_start and periode_eind
cross join lateral (
    values (corporatie, gemeente), (corporatie, 'alle'), ('alle', gemeente), ('alle', 'alle')
) as plek(corporatie, gemeente)
cross join lateral (values ('totaal', 'totaal'), ('wijk', wijk)) as snede(dimensie, dimensie_waarde)
group by all;

create table reporting.rpt_indicatoren (
    indicator varchar, maat varchar, periode_soort varchar, periode_start date, periode_eind date,
    corporatie varchar, gemeente varchar, dimensie varchar, dimensie_waarde varchar,
    waarde double, eenheid varchar, teller double, noemer double, n bigint,
    ondergrens double, bovengrens double, voorlopig boolean, kwalificatie varchar
);

insert into reporting.rpt_indicatoren
select
    cijfer.indicator, cijfer.maat, periode_soort, periode_start, periode_eind, corporatie, gemeente, dimensie,
    dimensie_waarde, cijfer.waarde, cijfer.eenheid, cijfer.teller, cijfer.noemer, cijfer.n,
    cijfer.waarde * 0.9, cijfer.waarde * 1.1, false, null
from telling
cross join lateral (
    values
        ('toewijzingen', 'aantal', aantal, 'aantal', null, null, aantal),
        ('voorraad', 'aantal', 900, 'aantal', null, null, 900),
        ('mutaties', 'aantal', aantal, 'aantal', null, null, aantal),
        ('aangeboden_woningen', 'aantal', aantal, 'aantal', null, null, aantal),
        ('reacties', 'aantal', 40 * aantal, 'aantal', null, null, 40 * aantal),
        ('reacties_per_woning', 'verhouding', 40, 'per woning', 40 * aantal, aantal, aantal),
        ('actief_woningzoekenden', 'aantal', 70, 'personen', null, null, 70),
        ('zoektijd', 'gemiddelde', 950, 'dagen', null, null, aantal),
        ('zoektijd', 'p25', 300, 'dagen', null, null, aantal),
        ('zoektijd', 'mediaan', 800, 'dagen', null, null, aantal),
        ('zoektijd', 'p75', 1300, 'dagen', null, null, aantal),
        ('zoektijd', 'p90', 1900, 'dagen', null, null, aantal),
        ('inschrijftijd', 'gemiddelde', 1900, 'dagen', null, null, aantal),
        ('wachttijd_jongeren', 'gemiddelde', 1000, 'dagen', null, null, aantal - vrij),
        ('leegstandsduur', 'gemiddelde', 25, 'dagen', null, null, aantal),
        ('slaagkans', 'aandeel', vrij / 70, 'aandeel', vrij, 70, 70),
        ('wachtend_jongeren', 'gemiddelde', if(vrij > 0, 700, null), 'dagen', null, null, vrij),
        ('aanbod_jongeren', 'aantal', nullif(vrij, 0), 'aantal', null, null, vrij),
        ('voorraad_jongeren', 'aantal', nullif(vrij, 0), 'aantal', null, null, vrij),
        ('aanbod_jongeren_toewijzingen', 'aantal', aantal, 'aantal', null, null, aantal),
        ('aanbod_jongeren_aandeel', 'aandeel', vrij / aantal, 'aandeel', vrij, aantal, aantal),
        ('mutatiegraad', 'verhouding', 0.1, 'per woning', 90, 900, 900),
        ('mutatiegraad_jongeren', 'verhouding', 0.2, 'per woning', 10, 50, 50),
        ('voorraad_netto', 'aantal', 3, 'aantal', null, null, 5),
        ('nieuwbouw_bereikbaar', 'aandeel', 0.8, 'aandeel', 40, 50, 50),
        ('aandeel_nultreden', 'aandeel', 0.3, 'aandeel', 270, 900, 900),
        ('aandeel_nultreden_nieuwbouw', 'aandeel', 0.5, 'aandeel', 2, 4, 4),
        ('voorraad_flex', 'aantal', 150, 'aantal', null, null, 150),
        ('voorraad_rolstoelgeschikt', 'aantal', 20, 'aantal', null, null, 20),
        ('voorraad_geclusterd', 'aantal', 30, 'aantal', null, null, 30),
        ('voorraad_standplaatsen', 'aantal', 10, 'aantal', null, null, 10),
        ('statushouders_gehuisvest', 'aantal', nullif(2 * vrij, 0), 'personen', null, null, 2 * vrij),
        ('aandeel_statushouders', 'aandeel', vrij / aantal, 'aandeel', vrij, aantal, aantal),
        ('aandeel_aandachtsgroepen', 'aandeel', vrij / aantal, 'aandeel', vrij, aantal, aantal),
        ('passend_toewijzen', 'aandeel', 1, 'aandeel', aantal, aantal, aantal),
        ('doorstroming_senioren', 'aantal', nullif(vrij, 0), 'aantal', null, null, vrij),
        ('aandeel_vrije_ruimte', 'aandeel', vrij / aantal, 'aandeel', vrij, aantal, aantal),
        ('aandeel_vrije_ruimte_excl_statushouders', 'aandeel', vrij / aantal, 'aandeel', vrij, aantal, aantal),
        ('aandeel_vrije_ruimte_incl_urgentie', 'aandeel', (vrij + vrij) / aantal, 'aandeel', vrij + vrij, aantal, aantal)
) as cijfer(indicator, maat, waarde, eenheid, teller, noemer, n);

-- what has breakdowns of its own: of five dwellings that came or went one was demolished, two taken over stand apart
insert into reporting.rpt_indicatoren
select
    'voorraad_netto', 'aantal', periode_soort, periode_start, periode_eind, corporatie, gemeente, 'mutatiesoort', soort,
    waarde, 'aantal', null, null, n, null, null, false, null
from telling
cross join (values ('nieuwbouw', 4, 4), ('sloop', -1, 1), ('overname', 2, 2)) as mutatie(soort, waarde, n)
where dimensie = 'totaal';

insert into reporting.rpt_indicatoren
select
    'aandeel_huurklasse', 'aandeel', periode_soort, periode_start, periode_eind, corporatie, gemeente,
    if(dimensie = 'wijk', 'wijk_en_huurklasse', 'huurklasse'),
    if(dimensie = 'wijk', dimensie_waarde || ', ', '') || klasse,
    teller / aantal, 'aandeel', teller, aantal, aantal, null, null, false, null
from telling
cross join lateral (
    values
        ('t/m kwaliteitskortingsgrens', vrij), ('t/m 1e aftoppingsgrens', aantal - vrij),
        ('t/m 2e aftoppingsgrens', 0), ('t/m huurtoeslaggrens', 0), ('daarboven', 0)
) as klassen(klasse, teller);

insert into reporting.rpt_indicatoren
select
    'voorraad', 'aantal', periode_soort, periode_start, periode_eind, corporatie, gemeente, 'huurklasse',
    't/m kwaliteitskortingsgrens', vrij, 'aantal', null, null, vrij, null, null, false, null
from telling
where dimensie = 'totaal' and vrij > 0;

-- the dwellings and the lettings of the lowest class, and those labelled for the young
insert into reporting.rpt_indicatoren
select
    indicator, 'aantal', periode_soort, periode_start, periode_eind, corporatie, gemeente, snede, snede_waarde,
    if(indicator = 'voorraad', vrij, aantal), 'aantal', null, null, if(indicator = 'voorraad', vrij, aantal),
    null, null, false, null
from telling
cross join (
    values
        ('voorraad', 'doelgroep', 'jongeren'), ('toewijzingen', 'huurklasse', 't/m kwaliteitskortingsgrens')
) as deel(indicator, snede, snede_waarde)
where dimensie = 'totaal';

-- a registration is of no corporatie or gemeente
insert into reporting.rpt_indicatoren
select
    indicator, 'aantal', periode_soort, periode_start, periode_eind, corporatie, gemeente, snede, snede_waarde,
    waarde, eenheid, null, null, waarde, null, null, false, null
from telling
cross join (
    values
        ('ingeschrevenen', 'totaal', 'totaal', 1000, 'aantal'),
        ('ingeschrevenen', 'woonsituatie', 'starter', 600, 'aantal'),
        ('ingeschrevenen', 'woonsituatie', 'onbekend', 400, 'aantal'),
        ('jongeren_23_zonder_woning', 'totaal', 'totaal', 12, 'personen')
) as register(indicator, snede, snede_waarde, waarde, eenheid)
where dimensie = 'totaal' and corporatie = 'alle' and gemeente = 'alle';

-- of all who search: by two ways, which add up; in 2024 nobody had searched for two years
insert into reporting.rpt_indicatoren
select
    'kans_op_woning', 'aandeel', 'jaar', make_date(jaar, 1, 1), make_date(jaar, 12, 31), 'alle', 'alle', dimensie,
    dimensie_waarde, waarde, 'aandeel', null, null, 900, waarde * 0.9, waarde * 1.1, false,
    case when waarde is null then 'te kort waargenomen' end
from (
    values
        (2024, 'binnen', '1 jaar', 0.3), (2024, 'model_en_binnen', 'aanbod, 1 jaar', 0.2),
        (2024, 'model_en_binnen', 'loting, 1 jaar', 0.1),
        (2024, 'binnen', '2 jaar', null), (2024, 'model_en_binnen', 'aanbod, 2 jaar', null),
        (2024, 'model_en_binnen', 'loting, 2 jaar', null),
        (2025, 'binnen', '1 jaar', 0.3), (2025, 'model_en_binnen', 'aanbod, 1 jaar', 0.1),
        (2025, 'model_en_binnen', 'loting, 1 jaar', 0.2),
        (2025, 'binnen', '2 jaar', 0.4), (2025, 'model_en_binnen', 'aanbod, 2 jaar', 0.2),
        (2025, 'model_en_binnen', 'loting, 2 jaar', 0.2)
) as kansen(jaar, dimensie, dimensie_waarde, waarde);

insert into reporting.rpt_indicatoren
values (
    'zoektijd_alle_zoekers', 'mediaan', 'jaar', '2025-01-01', '2025-12-31', 'alle', 'alle', 'totaal', 'totaal', null,
    'dagen', null, null, 900, null, null, false, 'niet bereikt'
);

create table reporting.rpt_trends as
select
    indicator, maat, periode_soort, corporatie, gemeente, 'totaal' as dimensie, 'totaal' as dimensie_waarde,
    2025 - jaren + 1 as eerste_jaar, 2025 as laatste_jaar, jaren as aantal_jaren,
    helling, helling - 1 as ondergrens, helling + 1 as bovengrens, 'dagen' as eenheid, p, 2 * p as q, richting,
    null::varchar as kwalificatie
from (
    values
        ('zoektijd', 'gemiddelde', 'jaar', 'Actium', 'Assen', 5, 9.0::double, 0.01::double, 'mogelijk schijnstijging'),
        ('zoektijd', 'gemiddelde', 'maand', 'Actium', 'Assen', 5, 9.0, 0.02, 'stijgt'),
        ('inschrijftijd', 'gemiddelde', 'jaar', 'Actium', 'Assen', 5, -9.0, 0.02, 'daalt'),
        ('toewijzingen', 'aantal', 'jaar', 'Actium', 'Assen', 5, 2.0, 0.4, 'geen trend aangetoond'),
        ('mutaties', 'aantal', 'jaar', 'Actium', 'Assen', 2, null, null, 'te weinig jaren')
) as reeks(indicator, maat, periode_soort, corporatie, gemeente, jaren, helling, p, richting);

-- k is exactly on the norm, and so within it; with urgentie (reading U) it is twice the norm
create table reporting.rpt_norm_vrije_ruimte as
select
    corporatie, gemeente, year(periode_start)::integer as jaar, lezing,
    (case when lezing = 'U' then vrij * 2 else vrij end)::bigint as k,
    aantal::bigint as n,
    (case when lezing = 'U' then vrij * 2 else vrij end) / aantal as aandeel,
    0.2::double as norm,
    (vrij - 2)::bigint as k_uitstroom, 2::bigint as k_overig, 1::bigint as k_onbekend,
    (case when lezing = 'U' then vrij * 2 else vrij end)::bigint as k_pool, aantal::bigint as n_pool,
    1::bigint as jaren_pool, aantal // 5 - k as ruimte_over, null::bigint as n_verwacht,
    0.05::double as bedoeld_voor_uitstroom, 0.1::double as toeval_van, 0.3::double as toeval_tot,
    0.4::double as toeval_uiterst, null::double as aandeel_verwacht, null::double as aandeel_verwacht_van,
    null::double as aandeel_verwacht_tot, 'ongebruikt' as bestemming_uitstroom, 0.5::double as p_samen,
    if(lezing = 'U', 0.001, 0.5)::double as p_eenzijdig, 0.5::double as p_gepoold, null::double as kans_boven_norm,
    case when lezing = 'U' then 'structureel' else 'binnen_norm' end as oordeel,
    case when lezing = 'U' then 'structureel' else 'overschrijding' end as oordeel_met_onbekend,
    'statistisch' as regel, case when lezing = 'U' then 'A' end as regel_grond,
    false as voorlopig, true as is_gesloten,
    lezing = 'A' and gemeente = 'Assen' and corporatie <> 'alle' as is_bekrachtigde_lezing,
    false as te_weinig_toewijzingen
from telling
cross join (values ('A'), ('B'), ('U')) as l(lezing)
where periode_soort = 'jaar' and dimensie = 'totaal';

create table reporting.rpt_kalender as
from (values (4, 1, 'overleg', 'Terugkijken'), (12, 15, 'overleg', 'Vaststellen'), (7, 1, 'rapportage', 'Woningbouw'))
    as dagen (maand, dag, soort, omschrijving);

create table reporting.rpt_afspraken as
select
    afspraak, 'betaalbaarheid' as thema, 'de tekst' as tekst, 'Actium' as corporatie, 'Assen' as gemeente,
    'zoektijd' as indicator,
    waarde::double as waarde, 'dagen' as eenheid, 'jaar' as periode_soort,
    date '2025-01-01' as periode_start, date '2025-12-31' as periode_eind,
    norm::double as norm, norm_soort, norm_richting, staat, reden, 'het convenant' as bron
from (
    values
        ('2', 0.9, 0.85, 'norm', 'minimaal', 'gehaald', null),
        ('3', 0.7, 0.95, 'streven', 'minimaal', 'op koers', null),
        ('5', 1200, 1095, 'norm', 'maximaal', 'niet gehaald', null),
        ('20', 0.2, 0.2, 'norm', 'maximaal', 'gehaald', null),
        ('12', null, null, null, null, 'niet leverbaar', 'staat in geen export')
) as v(afspraak, waarde, norm, norm_soort, norm_richting, staat, reden);

-- ten short in the first half-year, made good in the second; of 2025 no taakstelling is known
create table reporting.rpt_taakstelling as
select
    gemeente, periode_start as halfjaar_start, taakstelling::integer as taakstelling, n as gehuisvest,
    (n - taakstelling)::bigint as verschil, saldo::bigint as saldo, false as voorlopig, 'brief' as bron
from reporting.rpt_indicatoren
left join (values (date '2024-01-01', 34, -10), (date '2024-07-01', 14, 0)) as brief(periode_start, taakstelling, saldo)
    using (periode_start)
where
    indicator = 'statushouders_gehuisvest' and periode_soort = 'halfjaar' and dimensie = 'totaal'
    and corporatie = 'alle' and gemeente <> 'alle';

create table reporting.rpt_voorraadplan as
select
    'Actium' as corporatie, jaar::integer as jaar, jaar::integer as jaar_tot_en_met, 'nieuwbouw' as soort,
    10::integer as gepland, gerealiseerd::bigint as gerealiseerd, voorlopig, 'het convenant' as bron
from (values (2025, 4, false), (2026, null, true)) as v(jaar, gerealiseerd, voorlopig);

-- begun on the first of a year, halfway a month of which the twelve months after are not over, and on no known day
create table reporting.rpt_interventies as
select
    interventie, indicator, 'aantal' as maat, 'Actium' as corporatie, 'Assen' as gemeente, 'totaal' as dimensie,
    'totaal' as dimensie_waarde, datum, 'wat er is gedaan' as omschrijving, 'het convenant' as bron, voor_start,
    (voor_start + interval 12 month - interval 1 day)::date as voor_eind, na_start,
    (na_start + interval 12 month - interval 1 day)::date as na_eind, 'aantal' as eenheid,
    waarde_voor::double as waarde_voor, waarde_voor::bigint as n_voor, waarde_na::double as waarde_na,
    waarde_na::bigint as n_na, (waarde_na - waarde_voor)::double as verschil, null::varchar as kwalificatie, staat,
    'geen bewijs' as kanttekening
from (
    values
        ('label', 'mutaties', date '2025-01-01', date '2024-01-01', date '2025-01-01', 60, 60, 'vergeleken'),
        ('contract', 'mutaties', date '2025-06-15', date '2024-06-01', date '2025-07-01', 60, null, 'nog te vroeg'),
        ('makelaar', 'doorstroming_senioren', null, null, null, null, null, 'datum onbekend')
) as v(interventie, indicator, datum, voor_start, na_start, waarde_voor, waarde_na, staat);

create table reporting.rpt_signalen as
select
    regel, soort, afspraak, indicator, maat, aanbod_indicator, 'Actium' as corporatie, 'Assen' as gemeente, dimensie,
    dimensie_waarde, periode_soort, date '2025-01-01' as periode_start, date '2025-12-31' as periode_eind,
    waarde::double as waarde, waarde_aanbod::double as waarde_aanbod, 'dagen' as eenheid, 5::bigint as n,
    gemeten::double as gemeten, drempel::double as drempel, 'wat er is' as uitleg,
    'meer woningen' as voorstel_kwantitatief, null::varchar as voorstel_kwalitatief
from (
    values
        ('langer', 'trend', null, 'zoektijd', 'gemiddelde', null, 'totaal', 'totaal', 'maand', 9, null, 0.04, 0.05),
        ('norm', 'norm', '5', 'zoektijd', null, null, 'totaal', 'totaal', 'jaar', 1200, null, 1200, 1095),
        ('kloof', 'kloof', null, 'reacties', 'aantal', 'toewijzingen', 'wijk', 'Centrum', 'jaar', 0.5, 0.25, 2, 1.25),
        ('kloof', 'kloof', null, 'reacties', 'aantal', 'toewijzingen', 'wijk', 'Peelo', 'jaar', 0.5, 0, null, 1.25)
) as v(
    regel, soort, afspraak, indicator, maat, aanbod_indicator, dimensie, dimensie_waarde, periode_soort, waarde,
    waarde_aanbod, gemeten, drempel
);

create table reporting.rpt_definities as
select distinct
    indicator, indicator as titel, 'uitleg' as definitie, eenheid, '19' as afspraken, null::varchar as kanttekening
from reporting.rpt_indicatoren;

create table reporting.rpt_kwaliteit as
select
    soort, 'toewijzingen' as dataset, 'R103' as code, sha256('levering1') as levering_id,
    'toewijzingen.csv' as bestand, aantal::bigint as aantal, 'een rekenhuur zonder getal' as omschrijving,
    'toewijzingen' as indicatoren
from (values ('geweigerd', 1), ('gemarkeerd', 4)) as v(soort, aantal);

create table reporting.rpt_leveringen as
select
    sha256('levering1') as levering_id, 1::bigint as volgnummer, 'thuiskompas' as bron,
    date '2025-12-31' as peildatum, 'volledig' as soort, date '2024-01-01' as periode_van,
    date '2025-12-31' as periode_tot_en_met, sha256('contract') as contract_sha256, false as synthetisch,
    'levering1' as herkomst, timestamp '2026-01-10' as geland_op,
    2403::bigint as rijen_gelezen, 2400::bigint as rijen_geland, 1::bigint as rijen_quarantaine,
    1::bigint as rijen_dubbel, 1::bigint as rijen_overgeslagen, 5::bigint as rijen_vergeten;

create table reporting.rpt_bestanden as
select
    sha256('levering1') as levering_id, dataset || '.csv' as bestand, dataset, sha256(dataset) as sha256,
    case when dataset = 'toewijzingen' then 403 else 400 end::bigint as rijen_gelezen,
    400::bigint as rijen_geland,
    case when dataset = 'toewijzingen' then 1 else 0 end::bigint as rijen_quarantaine,
    case when dataset = 'toewijzingen' then 1 else 0 end::bigint as rijen_dubbel,
    case when dataset = 'toewijzingen' then 1 else 0 end::bigint as rijen_overgeslagen,
    case when dataset = 'inschrijvingen' then 5 else 0 end::bigint as rijen_vergeten
from (
    values ('inschrijvingen'), ('publicaties'), ('reacties'), ('toewijzingen'), ('eenheden'), ('opzeggingen')
) as d(dataset);

create table reporting.rpt_build as
select
    'bouw-1' as build_id, timestamp '2026-01-11' as gebouwd_op, null::date as bekend_op,
    date '2025-12-31' as laatste_peildatum, 1::bigint as aantal_leveringen, sha256('levering1') as levering_ids,
    sha256('contract') as contract_sha256, '{"lezing": "A"}' as instellingen, false as synthetisch,
    '0.1.0' as versie;
