-- Two corporations, three gemeenten, six years: a small corporation, a year without observations, a provisional
-- first year, and texts that a browser or a spreadsheet could mistake for something to run.
create temp table gebied as
select *
from (values
    ('Actium', 'Assen', 540, 9), ('Woonservice', 'Assen', 13, -2), ('alle', 'Assen', 553, 7),
    ('Actium', 'Midden-Drenthe', 140, 3), ('Woonservice', 'Aa en Hunze', 60, 1), ('alle', 'alle', 753, 11)
) as t (corporatie, gemeente, n_2020, n_per_jaar);

create temp table cijfer as
select *
from (values
    ('toewijzingen', 'aantal', 'aantal', 1.0, 0, null),
    ('mutaties', 'aantal', 'aantal', 0.96, 0, null),
    ('aangeboden_woningen', 'aantal', 'aantal', 0.7, 0, null),
    ('actief_woningzoekenden', 'aantal', 'aantal', 17.5, 0, null),
    ('jongeren_23_zonder_woning', 'aantal', 'aantal', 1.1, 0, null),
    ('zoektijd', 'mediaan', 'dagen', 420, 85, 60),
    ('zoektijd', 'gemiddelde', 'dagen', 510, 90, 40),
    ('zoektijd', 'p25', 'dagen', 150, 30, null),
    ('zoektijd', 'p75', 'dagen', 800, 120, null),
    ('inschrijftijd', 'mediaan', 'dagen', 1850, 25, 90),
    ('inschrijftijd', 'gemiddelde', 'dagen', 1948, 31, 80),
    ('wachttijd_jongeren', 'gemiddelde', 'dagen', 990, 42, 120),
    ('wachttijd_jongeren', 'mediaan', 'dagen', 900, 40, 150),
    ('reacties_per_woning', 'verhouding', 'per woning', 96.4, 14.2, 9),
    ('aandeel_vrije_ruimte', 'aandeel', 'aandeel', 0.23, 0.004, 0.03),
    ('aandeel_uitstroom', 'aandeel', 'aandeel', 0.031, 0.004, 0.01)
) as t (indicator, maat, eenheid, begin, stap, marge);

insert into reporting.rpt_indicatoren
with waarden as (
    select
        *,
        n_2020 + n_per_jaar * (jaar - 2020) as toewijzingen,
        indicator = 'zoektijd' and corporatie = 'Woonservice' and jaar = 2022 as is_leeg,
        if(eenheid = 'aantal', round(begin * toewijzingen), begin + stap * (jaar - 2020)) as gemeten
    from gebied cross join cijfer cross join range(2020, 2026) as jaren (jaar)
)

select
    indicator, maat, 'jaar', make_date(jaar, 1, 1), make_date(jaar, 12, 31), corporatie, gemeente,
    'totaal', 'totaal', if(is_leeg, null, gemeten), eenheid, null, null,
    case when is_leeg then 0 when eenheid = 'aantal' then gemeten else toewijzingen end,
    if(is_leeg, null, gemeten - marge), if(is_leeg, null, gemeten + marge),
    jaar = 2020, if(indicator = 'zoektijd' and jaar < 2025, 'indicatief', null)
from waarden;

insert into reporting.rpt_indicatoren
select
    'toewijzingen', 'aantal', 'jaar', date '2025-01-01', date '2025-12-31', 'Actium', 'Assen', 'wijk', wijk, 3,
    'aantal', null, null, 3, null, null, false, null
from (values
    ('<script>window.gehackt = 1</script>'), ('=cmd|'' /C calc''!A0'), ('+31'), ('@wijk'), ('-leeg'),
    (chr(9) || 'tab'), ('Pittelo'), ('De "Lariks", west')
) as t (wijk);

insert into reporting.rpt_norm_vrije_ruimte
with geteld as (
    select *
    from (values
        ('Actium', 2020, 70, 410), ('Actium', 2021, 95, 550), ('Actium', 2022, 120, 560),
        ('Actium', 2023, 128, 566), ('Actium', 2024, 135, 580), ('Actium', 2025, 152, 601),
        ('Woonservice', 2020, 1, 9), ('Woonservice', 2021, 2, 14), ('Woonservice', 2022, 3, 15),
        ('Woonservice', 2023, 2, 12), ('Woonservice', 2024, 4, 14), ('Woonservice', 2025, 3, 15)
    ) as t (corporatie, jaar, k_a, n_a)
),

lezingen as (
    select
        *,
        corporatie = 'Woonservice' as is_klein,
        if(lezing = 'U', k_a + if(is_klein, 2, 60), k_a) as k,
        if(lezing = 'B', n_a - if(is_klein, 1, 30), n_a) as n,
        if(jaar >= 2022, 0.2, null) as norm
    from geteld cross join (values ('A'), ('B'), ('U')) as l (lezing)
),

beoordeeld as (
    select
        *,
        case
            when norm is null then 'geen_norm'
            when 100 * k <= 20 * n then 'binnen_norm'
            when not is_klein and jaar >= 2023 then 'structureel'
            else 'overschrijding'
        end as oordeel
    from lezingen
)

select
    corporatie, 'Assen', jaar, lezing, k, n, k / n, norm, if(is_klein, 1, 20), k - if(is_klein, 1, 20),
    if(is_klein, 1, 4), n // 5 - k, k, if(is_klein, 42, n), if(is_klein, 4, 1), 0.001, 0.001, null, oordeel,
    if(is_klein and oordeel = 'binnen_norm', 'overschrijding', oordeel), 'statistisch',
    if(oordeel = 'structureel', 'A', null), jaar = 2020, jaar > 2020, lezing = 'A', is_klein,
    case when norm is not null then if(is_klein, 'ongebruikt', 'door anderen') end, null, 0.001, null,
    norm / 4, if(is_klein, 0 * norm, norm - 0.03), if(is_klein, 3 * norm, norm + 0.03), if(is_klein, 4 * norm, norm + 0.05),
    null, null, null
from beoordeeld;

insert into reporting.rpt_afspraken
with getoond as (
    select *
    from (values
        ('5', 'Betaalbaarheid', 'De wachttijd van jongeren (t/m 22 jaar) loopt niet op', 'Actium', 'wachttijd_jongeren', 'gemiddelde', 1095.75, 'norm', 'maximaal', 'niet gehaald'),
        ('19', 'Beschikbaarheid', 'Zoektijd: van de eerste reactie tot het vinden van een woning', 'Actium', 'zoektijd', 'mediaan', null, null, null, 'geen norm'),
        ('19', 'Beschikbaarheid', 'Zoektijd: van de eerste reactie tot het vinden van een woning', 'Woonservice', 'zoektijd', 'mediaan', null, null, null, 'geen norm'),
        ('20', 'Beschikbaarheid', 'Maximaal 20% vrije beleidsruimte', 'Actium', 'aandeel_vrije_ruimte', 'aandeel', 0.2, 'norm', 'maximaal', 'niet gehaald'),
        ('20', 'Beschikbaarheid', 'Binnen de 20% is 5% bedoeld voor uitstroom', 'Actium', 'aandeel_uitstroom', 'aandeel', 0.05, 'streven', 'maximaal', 'op koers')
    ) as t (afspraak, thema, tekst, corporatie, indicator, maat, norm, norm_soort, norm_richting, staat)
)

select
    afspraak, thema, tekst, corporatie, gemeente, indicator, waarde, eenheid, n, periode_soort, periode_start,
    periode_eind, norm, norm_soort, norm_richting, staat, null, 'convenant'
from getoond
inner join reporting.rpt_indicatoren using (corporatie, indicator, maat)
where gemeente = 'Assen' and dimensie = 'totaal' and year(periode_start) = 2025;

insert into reporting.rpt_kwaliteit values
('geweigerd', 'reacties', 'R102', repeat('3f', 32), 'reacties_deel1.csv', 12, 'De datum is niet te lezen', 'zoektijd, reacties'),
('gemarkeerd', 'toewijzingen', 'grond onbekend', repeat('3f', 32), 'toewijzingen.xlsx', 5, 'Onbekende grond <script>window.gehackt = 2</script>', 'aandeel_vrije_ruimte'),
('ontbreekt', 'inschrijvingen', 'niet geleverd', null, null, 0, 'De inschrijvingen zijn niet geleverd.', 'inschrijftijd, wachtend_jongeren');

insert into reporting.rpt_leveringen values
(repeat('3f', 32), 1, 'thuiskompas', '2025-12-31', 'volledig', '2020-04-28', '2025-12-31', repeat('c0', 32), false, 'voorbeeld', '2026-01-14 09:00:00', 1000, 983, 12, 3, 2, 40);

insert into reporting.rpt_bestanden values
(repeat('3f', 32), 'reacties_deel1.csv', 'reacties', repeat('ab', 32), 900, 885, 12, 1, 2, 40),
(repeat('3f', 32), 'toewijzingen.xlsx', 'toewijzingen', repeat('cd', 32), 100, 98, 0, 2, 0, 0);

update reporting.rpt_voorraadplan set gerealiseerd = 44, voorlopig = false;
insert into reporting.rpt_voorraadplan values ('Actium', 2026, 2029, 'sloop', -554, -3, true, 'convenant');

insert into reporting.rpt_taakstelling values
('Assen', '2024-07-01', 50, 40, -10, -10, false, 'brief'),
('Assen', '2025-01-01', null, 65, null, null, true, null),
('Assen', '2020-01-01', null, 0, null, null, true, null),
('Rolde', '2025-01-01', 7, 7777, 0, 0, false, 'brief');

-- intervals that touch, and that lie apart
insert into reporting.rpt_interventies
select
    'label ' || naam, 'zoektijd', 'mediaan', 'Actium', 'Assen', 'totaal', 'totaal', date '2025-01-01',
    'Woningen gelabeld ' || naam, 'convenant, afspraak 5', date '2024-01-01', date '2024-12-31', date '2025-01-01',
    date '2025-12-31', 'dagen', 400, 31, 380, 420, na, 29, na - 20, na + 20, na - 400, 'indicatief', 'vergeleken', 'geen bewijs'
from (values ('a', 440), ('b', 359)) as v (naam, na);
insert into reporting.rpt_interventies (interventie, indicator, maat, corporatie, gemeente, dimensie, dimensie_waarde, omschrijving, bron, staat)
values ('contract', 'mutaties', 'aantal', 'alle', 'alle', 'totaal', 'totaal', 'Een jongerencontract', 'convenant', 'datum onbekend');

insert into reporting.rpt_signalen values
('langer', 'trend', null, 'zoektijd', 'mediaan', null, 'alle', 'Assen', 'totaal', 'totaal', 'maand', '2021-01-01', '2025-12-31', 39.7, null, 'dagen', 5, 0.0204, 0.05, 'Zoeken duurt langer', 'indicatief', 'Meer bouwen', 'Doorstroming'),
('norm', 'norm', '20', 'aandeel_vrije_ruimte', null, null, 'Actium', 'Assen', 'totaal', 'totaal', 'jaar', '2025-01-01', '2025-12-31', 0.2004, null, 'aandeel', 601, 0.2004, 0.2, 'Niet gehaald', null, null, 'In overleg'),
('leeftijd', 'kloof', null, 'mutaties', 'aantal', 'zoektijd', 'alle', 'Assen', 'leeftijdsgroep', 't/m 22', 'jaar', '2025-01-01', '2025-12-31', 0.27, 0.16, 'aandeel', 4056, 1.6875, 1.25, 'Zoekt vaker', null, 'Labelen', null),
('leeftijd', 'kloof', null, 'mutaties', 'aantal', 'zoektijd', 'alle', 'Assen', 'leeftijdsgroep', '75+', 'jaar', '2025-01-01', '2025-12-31', 0.1, 0, 'aandeel', 300, null, 1.25, 'Zoekt vaker', null, null, null);

update reporting.rpt_build
set aantal_leveringen = 1, laatste_peildatum = '2025-12-31', levering_ids = repeat('3f', 32),
    contract_sha256 = repeat('c0', 32);

-- a trend that could only be tested by month, one that the age of the register explains, and one too short
insert into reporting.rpt_trends values
('wachttijd_jongeren', 'gemiddelde', 'jaar', 'Actium', 'Assen', 'totaal', 'totaal', 2021, 2025, 5, 42, 40, 44, 'dagen', 0.02, 0.2, 'geen trend aangetoond', null),
('wachttijd_jongeren', 'gemiddelde', 'maand', 'Actium', 'Assen', 'totaal', 'totaal', 2021, 2025, 5, 42, 31, 52, 'dagen', 0.0001, 0.004, 'stijgt', null),
('zoektijd', 'mediaan', 'maand', 'Actium', 'Assen', 'totaal', 'totaal', 2021, 2025, 5, 85, 60, 99, 'dagen', 0.0001, 0.004, 'mogelijk schijnstijging', 'indicatief'),
('zoektijd', 'mediaan', 'maand', 'Woonservice', 'Assen', 'totaal', 'totaal', 2021, 2025, 4, null, null, null, 'dagen', null, null, 'te weinig jaren', 'indicatief'),
('aandeel_vrije_ruimte', 'aandeel', 'maand', 'Actium', 'Assen', 'totaal', 'totaal', 2021, 2025, 5, -0.004, -0.01, -0.001, 'aandeel', 0.001, 0.01, 'daalt', null);

-- per wijk: a large one, a small one and one without; per rent class, by corporatie and by wijk
insert into reporting.rpt_indicatoren
select
    'aandeel_aandachtsgroepen', 'aandeel', 'jaar', make_date(jaar, 1, 1), make_date(jaar, 12, 31), 'alle', 'Assen',
    dimensie, waarde, if(n = 0, null, aandeel), 'aandeel', null, null, n, if(n = 0, null, aandeel - 0.1),
    if(n = 0, null, aandeel + 0.1), jaar = 2020, null
from (values
    ('totaal', 'totaal', 0.164, 111), ('wijk', 'Pittelo', 0.14, 100), ('wijk', 'De "Lariks", west', 0.5, 6),
    ('wijk', '<b>leeg</b>', 0, 0)
) as v (dimensie, waarde, aandeel, n)
cross join (values (2020), (2024), (2025)) as j (jaar);

insert into reporting.rpt_indicatoren
select
    'aandeel_huurklasse', 'aandeel', 'jaar', make_date(jaar, 1, 1), make_date(jaar, 12, 31), corporatie, gemeente,
    dimensie, if(wijk = '', '', wijk || ', ') || klasse, aandeel, 'aandeel', null, null, n, null, null,
    jaar = 2020, null
from (values
    ('Actium', 'Assen', 'huurklasse', '', 700), ('Actium', 'alle', 'huurklasse', '', 800),
    ('alle', 'Assen', 'huurklasse', '', 720), ('alle', 'Assen', 'wijk_en_huurklasse', 'Pittelo', 400),
    ('alle', 'Assen', 'wijk_en_huurklasse', 'De "Lariks", west', 320)
) as v (corporatie, gemeente, dimensie, wijk, n)
cross join (values
    ('t/m kwaliteitskortingsgrens', 0.12), ('t/m 1e aftoppingsgrens', 0.58), ('t/m 2e aftoppingsgrens', 0.2),
    ('t/m huurtoeslaggrens', 0.09), ('daarboven', 0.01)
) as k (klasse, aandeel)
cross join (values (2020), (2025)) as j (jaar);

-- Twelve months to the end of each month of two years; of the first the leveringen do not cover all twelve.
insert into reporting.rpt_indicatoren
select
    'aandeel_vrije_ruimte', 'aandeel', 'voortschrijdend_jaar', (maand - interval 11 month)::date, last_day(maand),
    corporatie, 'Assen', 'totaal', 'totaal', k / n, 'aandeel', k, n, n, k / n - 0.03, k / n + 0.03,
    maand = date '2024-01-01', null
from (values ('Actium', 150, 600), ('Woonservice', 3, 15)) as t (corporatie, k, n)
cross join generate_series(date '2024-01-01', date '2025-12-01', interval 1 month) as maanden (maand);
