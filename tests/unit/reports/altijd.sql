-- What stands in the tables before a first landing too: the build, the definitions, agreements without a figure.
insert into reporting.rpt_build values
('b0f7a2c4-0000-4000-8000-00000000beef', '2026-01-14 09:30:00', null, null, 0, '', '',
'{"gemeente": "Assen", "lezing": "A", "per_corporatie": true, "structureel_regel": "statistisch",
"norm_minimum_toewijzingen": 50}', false, '0.1.0');

insert into reporting.rpt_definities values
('zoektijd', 'Zoektijd', 'Van de **eerste reactie** tot het vinden van een woning.' || chr(10) || chr(10) || '- alleen regulier' || chr(10) || '- <b>geen html</b>', 'dagen', '19', 'Voor 2025 *indicatief*. [klik](javascript:alert(1))'),
('mutaties', 'Mutaties', 'Toewijzingen, behalve de eerste van een nieuwe woning.', 'aantal', '19', null);

insert into reporting.rpt_afspraken values
('7', 'Betaalbaarheid', 'De gemeente verkoopt grond voor een sociale prijs', 'alle', 'Assen', null, null, null, null, null, null, null, null, null, null, 'niet leverbaar', 'Grondprijzen staan in geen levering', null),
('12a', 'Beschikbaarheid', 'Eind 2025 zijn er minstens 9.170 sociale huurwoningen', 'alle', 'Assen', 'voorraad', null, null, null, null, null, null, 9170, 'norm', 'minimaal', 'niet leverbaar', 'Niet van elke corporatie zijn er gegevens', null);

-- the further over the norm and the more lettings, the surer; .6 at 20 % of 600
insert into reporting.rpt_regelkenmerken
select
    regel, procent / 100, n, spreiding, least(1, greatest(0, (procent - 20) / 10 + n / 1000)), regel = 'statistisch'
from (values ('statistisch'), ('twee_jaar'), ('zes_maanden')) as r (regel)
cross join (values (14), (50), (300), (600)) as a (n)
cross join (values (0), (0.03)) as s (spreiding)
cross join (select unnest(range(15, 31)) as procent);

insert into reporting.rpt_voorraadplan values
('Actium', 2025, 2025, 'nieuwbouw', 186, null, true, 'convenant');

insert into reporting.rpt_interventies
select
    'einde verkoopstop', 'voorraad_netto', 'aantal', 'Actium', 'Assen', 'mutatiesoort', 'verkoop', date '2025-06-01',
    'De verkoopstop liep af', 'convenant, afspraak 15', date '2024-06-01', date '2025-05-31', date '2025-06-01',
    date '2026-05-31', 'aantal', null, null, null, null, null, null, null, null, null, null, 'nog te vroeg', 'geen bewijs';
