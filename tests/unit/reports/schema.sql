-- The reporting schema that this stage reads, as the dbt models define it.
create schema reporting;

create table reporting.rpt_indicatoren (
    indicator varchar, maat varchar, periode_soort varchar, periode_start date, periode_eind date,
    corporatie varchar, gemeente varchar, dimensie varchar, dimensie_waarde varchar, waarde double,
    eenheid varchar, teller double, noemer double, n bigint, ondergrens double, bovengrens double,
    voorlopig boolean, kwalificatie varchar
);

create table reporting.rpt_norm_vrije_ruimte (
    corporatie varchar, gemeente varchar, jaar integer, lezing varchar, k bigint, n bigint, aandeel double,
    norm double, k_uitstroom bigint, k_overig bigint, k_onbekend bigint, ruimte_over bigint, k_pool bigint,
    n_pool bigint, jaren_pool bigint, p_eenzijdig double, p_gepoold double, kans_boven_norm double,
    oordeel varchar, oordeel_met_onbekend varchar, regel varchar, regel_grond varchar, voorlopig boolean,
    is_gesloten boolean, is_bekrachtigde_lezing boolean, te_weinig_toewijzingen boolean,
    bestemming_uitstroom varchar, n_verwacht bigint, p_samen double, prognose_vanaf date,
    bedoeld_voor_uitstroom double, toeval_van double, toeval_tot double, toeval_uiterst double,
    aandeel_verwacht double, aandeel_verwacht_van double, aandeel_verwacht_tot double
);

create table reporting.rpt_afspraken (
    afspraak varchar, thema varchar, tekst varchar, corporatie varchar, gemeente varchar, indicator varchar,
    waarde double, eenheid varchar, n bigint, periode_soort varchar, periode_start date, periode_eind date,
    norm decimal(10, 4), norm_soort varchar, norm_richting varchar, staat varchar, reden varchar, bron varchar
);

create table reporting.rpt_definities (
    indicator varchar, titel varchar, definitie varchar, eenheid varchar, afspraken varchar, kanttekening varchar
);

create table reporting.rpt_kwaliteit (
    soort varchar, dataset varchar, code varchar, levering_id varchar, bestand varchar, aantal bigint,
    omschrijving varchar, indicatoren varchar
);

create table reporting.rpt_leveringen (
    levering_id varchar, volgnummer bigint, bron varchar, peildatum date, soort varchar, periode_van date,
    periode_tot_en_met date, contract_sha256 varchar, synthetisch boolean, herkomst varchar,
    geland_op timestamp, rijen_gelezen bigint, rijen_geland bigint, rijen_quarantaine bigint,
    rijen_dubbel bigint, rijen_overgeslagen bigint, rijen_vergeten bigint
);

create table reporting.rpt_bestanden (
    levering_id varchar, bestand varchar, dataset varchar, sha256 varchar, rijen_gelezen bigint,
    rijen_geland bigint, rijen_quarantaine bigint, rijen_dubbel bigint, rijen_overgeslagen bigint,
    rijen_vergeten bigint
);

create table reporting.rpt_build (
    build_id varchar, gebouwd_op timestamp, bekend_op date, laatste_peildatum date, aantal_leveringen bigint,
    levering_ids varchar, contract_sha256 varchar, instellingen varchar, synthetisch boolean, versie varchar
);

create table reporting.rpt_regelkenmerken (
    regel varchar, aandeel double, n_per_jaar integer, spreiding double, kans double, is_in_werking boolean
);

create table reporting.rpt_voorraadplan (
    corporatie varchar, jaar integer, jaar_tot_en_met integer, soort varchar, gepland integer,
    gerealiseerd bigint, voorlopig boolean, bron varchar
);

create table reporting.rpt_taakstelling (
    gemeente varchar, halfjaar_start date, taakstelling integer, gehuisvest bigint, verschil bigint,
    saldo bigint, voorlopig boolean, bron varchar
);

create table reporting.rpt_interventies (
    interventie varchar, indicator varchar, maat varchar, corporatie varchar, gemeente varchar,
    dimensie varchar, dimensie_waarde varchar, datum date, omschrijving varchar, bron varchar,
    voor_start date, voor_eind date, na_start date, na_eind date, eenheid varchar, waarde_voor double,
    n_voor bigint, ondergrens_voor double, bovengrens_voor double, waarde_na double, n_na bigint,
    ondergrens_na double, bovengrens_na double, verschil double, kwalificatie varchar, staat varchar,
    kanttekening varchar
);

create table reporting.rpt_signalen (
    regel varchar, soort varchar, afspraak varchar, indicator varchar, maat varchar, aanbod_indicator varchar,
    corporatie varchar, gemeente varchar, dimensie varchar, dimensie_waarde varchar, periode_soort varchar,
    periode_start date, periode_eind date, waarde double, waarde_aanbod double, eenheid varchar, n bigint,
    gemeten double, drempel double, uitleg varchar, kwalificatie varchar, voorstel_kwantitatief varchar,
    voorstel_kwalitatief varchar
);

create table reporting.rpt_trends (
    indicator varchar, maat varchar, periode_soort varchar, corporatie varchar, gemeente varchar,
    dimensie varchar, dimensie_waarde varchar, eerste_jaar integer, laatste_jaar integer, aantal_jaren integer,
    helling double, ondergrens double, bovengrens double, eenheid varchar, p double, q double,
    richting varchar, kwalificatie varchar
);

create table reporting.rpt_kalender (maand integer, dag integer, soort varchar, omschrijving varchar);
