-- A landing of two full leveringen of the same 200 of everything.
create schema landing;

create table landing.schema_versie as select 1 as versie, timestamp '2025-01-01' as since;

create table landing.leveringen as
select
    sha256('levering' || volgnummer) as levering_id,
    volgnummer,
    'thuiskompas' as bron,
    peildatum,
    'volledig' as soort,
    date '2020-04-28' as periode_van,
    peildatum as periode_tot_en_met,
    sha256('contract') as contract_sha256,
    'vinger' as sleutel_vingerafdruk,
    false as synthetisch,
    'levering' || volgnummer as herkomst,
    peildatum + interval 10 day as geland_op
from (values (1::bigint, date '2024-12-31'), (2::bigint, date '2025-12-31')) as v(volgnummer, peildatum);

create temp table herkomst as
select bron, levering_id, volgnummer, peildatum from landing.leveringen;

create temp table nummers as
select i, herkomst.* from range(1, 201) as r(i) cross join herkomst;

create macro bestand(levering_id, dataset) as sha256(levering_id || dataset);
create macro pseudoniem(i) as sha256('thuiskompas|' || i);

create table landing.inschrijvingen as
select
    pseudoniem(i) as inschrijving_id,
    pseudoniem('w' || i) as woningzoekende_id,
    date '2018-03-15' + i::integer as inschrijfdatum,
    case when i % 2 = 0 then date '2024-06-01' end as uitschrijfdatum,
    null::varchar as uitschrijfreden,
    date '1990-05-01' as geboortedatum,
    null::integer as geboortejaar,
    2 as huishoudgrootte,
    'starter' as woonsituatie,
    null::varchar as gemeente_herkomst,
    'woningzoekende' as herkomst,
    bron, levering_id, bestand(levering_id, 'inschrijvingen') as bestand_id, i + 1 as rijnummer
from nummers;

create table landing.publicaties as
select
    'P' || i as publicatie_id,
    'E' || i as eenheid_id,
    'Actium' as corporatie,
    date '2024-01-01' as publicatiedatum,
    date '2024-01-08' as sluitingsdatum,
    'aanbod' as model,
    null::varchar as doelgroep,
    1 as aantal_eenheden,
    'afgerond' as status,
    bron, levering_id, bestand(levering_id, 'publicaties') as bestand_id, i + 1 as rijnummer
from nummers;

create table landing.reacties as
select
    'R' || i as reactie_id,
    'P' || i as publicatie_id,
    pseudoniem(i) as inschrijving_id,
    timestamp '2024-01-02 10:30:00' as reactiedatum,
    'actief' as status,
    1 as positie,
    bron, levering_id, bestand(levering_id, 'reacties') as bestand_id, i + 1 as rijnummer
from nummers;

create table landing.toewijzingen as
select
    'T' || i as toewijzing_id,
    'E' || i as eenheid_id,
    'P' || i as publicatie_id,
    pseudoniem(i) as inschrijving_id,
    case when i % 4 = 0 then 'Woonservice' else 'Actium' end as corporatie,
    date '2024-02-01' as toewijzingsdatum,
    date '2024-03-01' as huur_ingangsdatum,
    'regulier' as toewijzingsgrond,
    30 as leeftijd,
    2 as huishoudgrootte,
    650.00::decimal(10, 2) as rekenhuur,
    'passend' as passendheid,
    'onbepaald' as contractsoort,
    'definitief' as status,
    bron, levering_id, bestand(levering_id, 'toewijzingen') as bestand_id, i + 1 as rijnummer
from nummers;

create table landing.eenheden as
select
    'E' || i as eenheid_id,
    'Actium' as corporatie,
    'Assen' as gemeente,
    'Centrum' as wijk,
    600.00::decimal(10, 2) as rekenhuur,
    true as zelfstandig,
    date '2021-01-01' as in_exploitatie,
    null::date as uit_exploitatie,
    bron, levering_id, bestand(levering_id, 'eenheden') as bestand_id, i + 1 as rijnummer
from nummers;

create table landing.opzeggingen as
select
    'O' || i as opzegging_id,
    'E' || i as eenheid_id,
    date '2023-12-01' as opzegdatum,
    date '2024-01-01' as einddatum_huur,
    'verhuizing' as reden,
    bron, levering_id, bestand(levering_id, 'opzeggingen') as bestand_id, i + 1 as rijnummer
from nummers;

-- one refused row with two errors in each file of toewijzingen, one identical duplicate, one total line
create table landing.quarantaine as
select
    levering_id,
    bestand(levering_id, 'toewijzingen') as bestand_id,
    'toewijzingen.csv' as bestand,
    'toewijzingen' as dataset,
    300::bigint as rijnummer,
    kolom,
    'R103' as code,
    'geen getal' as melding,
    'veel' as waarde,
    'T300' as sleutel
from herkomst cross join (values ('rekenhuur'), ('leeftijd')) as fout(kolom);

create table landing.bestanden as
select
    levering_id,
    bestand(levering_id, dataset) as bestand_id,
    dataset || '.csv' as bestand,
    dataset,
    sha256(levering_id || dataset || 'bytes') as sha256,
    case when dataset = 'toewijzingen' then 203 else 200 end::bigint as rijen_gelezen,
    200::bigint as rijen_geland,
    case when dataset = 'toewijzingen' then 1 else 0 end::bigint as rijen_quarantaine,
    case when dataset = 'toewijzingen' then 1 else 0 end::bigint as rijen_dubbel,
    case when dataset = 'toewijzingen' then 1 else 0 end::bigint as rijen_overgeslagen,
    peildatum + interval 10 day as geland_op,
    0::bigint as rijen_vergeten
from herkomst
cross join (
    values ('inschrijvingen'), ('publicaties'), ('reacties'), ('toewijzingen'), ('eenheden'), ('opzeggingen')
) as d(dataset);
