"""The reporting suite: open on sound figures, and every gate shuts on the fault that it is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from expectations import Poort, check_reporting
from expectations.reporting import REPORTING
from expectations.reporting_indicatoren import NODIG
from expectations.toets import Gevuld, Poorttabel

Planter = Callable[[Path, str], Path]
Teller = Callable[[duckdb.DuckDBPyConnection, str, tuple[Poorttabel, ...], str], int]

IND = "update reporting.rpt_indicatoren"
NORM = "update reporting.rpt_norm_vrije_ruimte"
AFSPRAAK = "update reporting.rpt_afspraken"

# one row of rpt_indicatoren: Actium in Assen, 2025
RIJ = (
    "corporatie = 'Actium' and gemeente = 'Assen' and periode_soort = 'jaar' "
    "and periode_start = '2025-01-01' and dimensie = 'totaal'"
)
TOEWIJZINGEN = f"indicator = 'toewijzingen' and {RIJ}"
# the chance of a home in 2025
KANS = "indicator = 'kans_op_woning' and periode_start = '2025-01-01' and dimensie_waarde"
TREND = "update reporting.rpt_trends"
INTERVENTIE = "update reporting.rpt_interventies"
SIGNAAL = "update reporting.rpt_signalen"
# one class of one year: the lowest but one, of Actium in Assen
HUURKLASSE = (
    "indicator = 'aandeel_huurklasse' and corporatie = 'Actium' and gemeente = 'Assen' "
    "and periode_soort = 'jaar' and dimensie_waarde = 't/m 1e aftoppingsgrens' and year(periode_start) ="
)
ACTIEF = f"indicator = 'actief_woningzoekenden' and {RIJ}"
# one row of rpt_norm_vrije_ruimte
OORDEEL = "corporatie = 'Actium' and gemeente = 'Assen' and jaar = 2025 and lezing = 'A'"
KALENDER = "update reporting.rpt_kalender"
PSEUDONIEM = "'klant ' || sha256('iemand')"

# gate → the fault planted, and the number of rows (or groups, for what must add up) that then deviate
FOUTEN: dict[str, tuple[str, int]] = {
    "rpt_build.een_rij": ("insert into reporting.rpt_build select * from reporting.rpt_build", 1),
    "rpt_build.heeft_leveringen": ("update reporting.rpt_build set aantal_leveringen = 0", 1),
    "rpt_build.leveringen_geteld": ("update reporting.rpt_build set laatste_peildatum = '2025-11-30'", 1),
    "rpt_leveringen.niet_leeg": ("delete from reporting.rpt_leveringen", 1),
    "rpt_leveringen.levering_uniek": (
        "insert into reporting.rpt_leveringen select * from reporting.rpt_leveringen",
        2,
    ),
    "rpt_leveringen.rijen_verantwoord": ("update reporting.rpt_leveringen set rijen_dubbel = 0", 1),
    "rpt_leveringen.vergeten_was_geland": ("update reporting.rpt_leveringen set rijen_vergeten = 2401", 1),
    "rpt_leveringen.weigering_niet_verzwegen": (
        "delete from reporting.rpt_kwaliteit where soort = 'geweigerd'",
        1,
    ),
    "rpt_bestanden.niet_leeg": ("delete from reporting.rpt_bestanden", 1),
    "rpt_bestanden.rijen_verantwoord": ("update reporting.rpt_bestanden set rijen_dubbel = 0", 1),
    "rpt_bestanden.vergeten_was_geland": ("update reporting.rpt_bestanden set rijen_vergeten = -1", 6),
    "rpt_bestanden.levering_bekend": ("update reporting.rpt_bestanden set levering_id = 'x'", 6),
    "rpt_indicatoren.niet_leeg": ("delete from reporting.rpt_indicatoren", 1),
    "rpt_indicatoren.sleutel_uniek": (
        f"insert into reporting.rpt_indicatoren select * from reporting.rpt_indicatoren where {TOEWIJZINGEN}",
        2,
    ),
    "rpt_indicatoren.indicator_omschreven": (f"{IND} set indicator = 'geluk' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.maat_bekend": (f"{IND} set maat = 'modus' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.periode_soort_bekend": (f"{IND} set periode_soort = 'week' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.dimensie_bekend": (f"{IND} set dimensie = 'geslacht' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.eenheid_bekend": (f"{IND} set eenheid = 'jaren' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.totaal_is_totaal": (f"{IND} set dimensie_waarde = 'Centrum' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.periode_op_volgorde": (f"{IND} set periode_eind = '2024-12-31' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.n_niet_negatief": (f"{IND} set n = -1 where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.leeg_zonder_waarnemingen": (
        f"{IND} set waarde = null where {TOEWIJZINGEN};"
        f"{IND} set n = 0 where indicator = 'mutaties' and {RIJ};"
        f"{IND} set waarde = null, kwalificatie = 'niet leverbaar' where indicator = 'voorraad' and {RIJ};"
        f"{IND} set waarde = null where {KANS} = '2 jaar';"
        f"{IND} set kwalificatie = null where indicator = 'zoektijd_alle_zoekers'",
        4,
    ),
    "rpt_indicatoren.waarde_eindig": (
        f"{IND} set waarde = 'nan' where {TOEWIJZINGEN};"
        f"{IND} set bovengrens = 'infinity' where indicator = 'mutaties' and {RIJ}",
        2,
    ),
    "rpt_indicatoren.aandeel_tussen_0_en_1": (
        f"{IND} set waarde = 20 where indicator = 'aandeel_vrije_ruimte' and {RIJ};"
        f"{IND} set waarde = -0.1 where indicator = 'aandeel_vrije_ruimte_incl_urgentie' and {RIJ}",
        2,
    ),
    "rpt_indicatoren.quotient_klopt": (
        f"{IND} set teller = teller + 1 where indicator = 'aandeel_vrije_ruimte' and {RIJ};"
        f"{IND} set n = 1 where indicator = 'reacties_per_woning' and {RIJ}",
        2,
    ),
    "rpt_indicatoren.interval_omvat_waarde": (
        f"{IND} set ondergrens = waarde + 1 where {TOEWIJZINGEN};"
        f"{IND} set bovengrens = waarde - 1 where indicator = 'mutaties' and {RIJ}",
        2,
    ),
    "rpt_indicatoren.duur_niet_negatief": (
        f"{IND} set waarde = -3 where indicator = 'zoektijd' and maat = 'p25' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.aantal_niet_negatief": (f"{IND} set waarde = -3 where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.duur_geloofwaardig": (
        f"{IND} set waarde = 36525 where indicator = 'inschrijftijd' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.kwantielen_op_volgorde": (
        f"{IND} set waarde = 100 where indicator = 'zoektijd' and maat = 'p90' and {RIJ}",
        1,
    ),
    **{
        f"rpt_indicatoren.{indicator}_aanwezig": (
            f"delete from reporting.rpt_indicatoren where indicator = '{indicator}'",
            1,
        )
        for indicator in NODIG
    },
    # a year that is one too high: half-years, corporaties, gemeenten and wijken each disagree with it
    "rpt_indicatoren.halfjaar_telt_op_tot_jaar": (f"{IND} set waarde = waarde + 1 where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.kwartaal_telt_op_tot_halfjaar": (
        "delete from reporting.rpt_indicatoren where periode_soort = 'kwartaal' and indicator = 'zoektijd'",
        # 4 half-years, 9 places, total and two wijken; only the mean is read
        108,
    ),
    "rpt_indicatoren.maand_telt_op_tot_kwartaal": (
        f"{IND} set waarde = waarde + 1 where {TOEWIJZINGEN.replace('jaar', 'kwartaal')}",
        1,
    ),
    "rpt_indicatoren.voortschrijdend_december_is_jaar": (
        f"{IND} set waarde = waarde + 1 where {TOEWIJZINGEN.replace('jaar', 'voortschrijdend_jaar')}",
        1,
    ),
    "rpt_indicatoren.corporaties_tellen_op": (f"{IND} set waarde = waarde + 1 where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.gemeenten_tellen_op": (f"{IND} set waarde = waarde + 1 where {TOEWIJZINGEN}", 1),
    # wijken and huurklassen
    "rpt_indicatoren.uitsplitsing_telt_op": (f"{IND} set waarde = waarde + 1 where {TOEWIJZINGEN}", 2),
    "rpt_indicatoren.duren_binnen_toewijzingen": (
        f"{IND} set n = n + 1 where indicator = 'inschrijftijd' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.jongeren_binnen_inschrijftijd": (
        f"{IND} set n = 100 where indicator = 'wachttijd_jongeren' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.aandelen_over_toewijzingen": (
        f"{IND} set noemer = 59 where indicator = 'aandeel_vrije_ruimte' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.reacties_per_woning_teller": (
        f"{IND} set waarde = 1 where indicator = 'reacties' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.reacties_per_woning_noemer": (
        f"{IND} set waarde = 1 where indicator = 'aangeboden_woningen' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.statushouders_minstens_toewijzingen": (
        f"{IND} set waarde = 11 where indicator = 'statushouders_gehuisvest' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.delen_binnen_voorraad": (
        f"{IND} set n = 901 where indicator in ('voorraad_flex', 'aandeel_nultreden') and {RIJ}",
        2,
    ),
    "rpt_indicatoren.sociaal_binnen_huurklasse": (
        f"{IND} set n = 13 where indicator = 'voorraad' and {RIJ.replace('totaal', 'huurklasse')}",
        1,
    ),
    # a class is missing, and in another year one holds a dwelling too many: the wijken disagree with it too
    "rpt_indicatoren.huurklassen_tellen_op": (
        f"delete from reporting.rpt_indicatoren where {HUURKLASSE} 2025;"
        f"{IND} set teller = teller + 1 where {HUURKLASSE} 2024",
        2,
    ),
    "rpt_indicatoren.huurklassen_van_wijken_tellen_op": (
        f"{IND} set teller = teller + 1 where {HUURKLASSE} 2024",
        1,
    ),
    # in one place the sum is wrong, in another only the number of mutaties
    "rpt_indicatoren.mutatiesoorten_tellen_op": (
        f"{IND} set waarde = 4 where indicator = 'voorraad_netto' and {RIJ};"
        f"{IND} set n = 6 where indicator = 'voorraad_netto' and {RIJ.replace('2025', '2024')}",
        2,
    ),
    "rpt_indicatoren.alleen_samen": (f"{IND} set indicator = 'ingeschrevenen' where {TOEWIJZINGEN}", 1),
    "rpt_indicatoren.stand_telt_op": (
        f"{IND} set n = n + 1 where indicator = 'ingeschrevenen' and dimensie_waarde = 'starter' "
        "and periode_soort = 'jaar';"
        f"{IND} set n = n + 1 where {RIJ} "
        "and indicator in ('aanbod_jongeren', 'voorraad_jongeren', 'wachtend_jongeren')",
        5,
    ),
    "rpt_indicatoren.actieven_per_uitsplitsing_een_keer": (
        # more than all wijken together, and fewer than the largest
        f"{IND} set waarde = 141 where {ACTIEF};{IND} set waarde = 69 where {ACTIEF.replace('2025', '2024')}",
        2,
    ),
    "rpt_indicatoren.actieven_per_corporatie_samen_een_keer": (
        # more than both together, and in the year before fewer than the larger
        f"{IND} set waarde = 141 where {ACTIEF.replace('Actium', 'alle')};"
        f"{IND} set waarde = 71 where {ACTIEF.replace('2025', '2024')}",
        2,
    ),
    "rpt_indicatoren.actieven_per_gemeente_samen_een_keer": (f"{IND} set waarde = 71 where {ACTIEF}", 1),
    "rpt_indicatoren.slaagkans_over_actieven": (
        f"{IND} set noemer = 69 where indicator = 'slaagkans' and {RIJ};"
        f"{IND} set noemer = 83 where indicator = 'slaagkans' and {RIJ.replace('2025', '2024')}",
        2,
    ),
    "rpt_indicatoren.geslaagden_binnen_toewijzingen": (
        f"{IND} set teller = 61 where indicator = 'slaagkans' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.wachtenden_binnen_actieven": (
        f"{IND} set n = 71 where indicator = 'wachtend_jongeren' and {RIJ}",
        1,
    ),
    **{
        f"rpt_indicatoren.{cijfer}_is_deel_van_{geheel}": (
            f"{IND} set waarde = waarde + 1 where indicator = '{cijfer}' and {RIJ};"
            f"delete from reporting.rpt_indicatoren where indicator = '{cijfer}' "
            f"and {RIJ.replace('2025', '2024')}",
            2,
        )
        for cijfer, geheel in (
            ("aanbod_jongeren", "voorraad"),
            ("aanbod_jongeren_toewijzingen", "toewijzingen"),
            ("voorraad_jongeren", "voorraad"),
        )
    },
    "rpt_indicatoren.aandeel_jongeren_binnen_toewijzingen": (
        f"{IND} set noemer = 61 where indicator = 'aanbod_jongeren_aandeel' and {RIJ}",
        1,
    ),
    "rpt_indicatoren.mutatiegraad_jongeren_binnen_geheel": (
        f"{IND} set teller = 91 where indicator = 'mutatiegraad_jongeren' and {RIJ};"
        f"{IND} set noemer = 901 where indicator = 'mutatiegraad_jongeren' and {RIJ.replace('2025', '2024')}",
        2,
    ),
    "rpt_indicatoren.kans_is_geschat": (f"{IND} set teller = 1 where {KANS} = '1 jaar'", 1),
    "rpt_indicatoren.kans_groeit_met_de_tijd": (
        f"{IND} set waarde = 0.5 where {KANS} = '1 jaar';"
        f"{IND} set waarde = null where {KANS} = 'loting, 1 jaar'",
        2,
    ),
    "rpt_indicatoren.kansen_tellen_op": (f"{IND} set waarde = 0.2 where {KANS} = 'aanbod, 1 jaar'", 1),
    "rpt_indicatoren.schijnstijging_alleen_van_zoektijd": (
        f"{IND} set kwalificatie = 'mogelijk schijnstijging' where {TOEWIJZINGEN};"
        f"{IND} set kwalificatie = 'mogelijk schijnstijging' where indicator = 'zoektijd' and {RIJ}",
        1,
    ),
    "rpt_trends.aanwezig": ("delete from reporting.rpt_trends", 1),
    "rpt_trends.sleutel_uniek": (
        "insert into reporting.rpt_trends from reporting.rpt_trends where indicator = 'mutaties'",
        2,
    ),
    "rpt_trends.richting_bekend": (f"{TREND} set richting = 'hoger' where indicator = 'mutaties'", 1),
    "rpt_trends.reeks_van_jaren_of_maanden": (
        f"{TREND} set periode_soort = 'kwartaal' where indicator = 'mutaties'",
        1,
    ),
    "rpt_trends.indicator_omschreven": (f"{TREND} set indicator = 'geluk' where indicator = 'mutaties'", 1),
    "rpt_trends.p_is_kans": (f"{TREND} set p = 1.5 where indicator = 'zoektijd'", 2),
    "rpt_trends.q_niet_onder_p": (
        f"{TREND} set q = p / 2 where indicator = 'inschrijftijd';"
        f"{TREND} set q = null where indicator = 'zoektijd';"
        f"{TREND} set q = 1.1 where indicator = 'toewijzingen'",
        4,
    ),
    "rpt_trends.geen_p_op_vier_jaren": (
        f"{TREND} set aantal_jaren = 4 where indicator = 'toewijzingen';"
        f"{TREND} set helling = 1 where indicator = 'mutaties';"
        f"{TREND} set richting = 'te weinig jaren' where indicator = 'inschrijftijd'",
        3,
    ),
    "rpt_trends.jaren_geteld": (f"{TREND} set aantal_jaren = 6 where indicator = 'toewijzingen'", 1),
    "rpt_trends.interval_omvat_helling": (f"{TREND} set ondergrens = 10 where indicator = 'zoektijd'", 2),
    "rpt_trends.richting_volgt_de_helling": (
        f"{TREND} set helling = -helling where indicator in ('zoektijd', 'inschrijftijd');",
        3,
    ),
    "rpt_trends.alleen_gesloten_jaren": (
        f"{IND} set voorlopig = true where periode_soort = 'jaar' and periode_start = '2025-01-01'",
        4,
    ),
    "rpt_trends.schijnstijging_alleen_van_zoektijd": (
        f"{TREND} set richting = 'mogelijk schijnstijging' where indicator = 'toewijzingen'",
        1,
    ),
    "rpt_norm_vrije_ruimte.niet_leeg": ("delete from reporting.rpt_norm_vrije_ruimte", 1),
    "rpt_norm_vrije_ruimte.sleutel_uniek": (f"{NORM} set lezing = 'B' where {OORDEEL}", 2),
    "rpt_norm_vrije_ruimte.lezing_bekend": (f"{NORM} set lezing = 'C' where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.regel_bekend": (f"{NORM} set regel = 'gevoel' where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.oordeel_bekend": (f"{NORM} set oordeel = 'prima' where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.oordeel_met_onbekend_bekend": (
        f"{NORM} set oordeel_met_onbekend = 'prima' where {OORDEEL}",
        1,
    ),
    "rpt_norm_vrije_ruimte.k_in_n": (f"{NORM} set k = 61 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.k_onbekend_in_n": (f"{NORM} set k_onbekend = 50 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.k_gesplitst": (f"{NORM} set k_overig = 3 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.pool_omvat_jaar": (f"{NORM} set n_pool = 59 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.aandeel_klopt": (f"{NORM} set aandeel = 20 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.norm_is_kans": (f"{NORM} set norm = 20 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.p_eenzijdig_is_kans": (f"{NORM} set p_eenzijdig = 1.5 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.p_gepoold_is_kans": (f"{NORM} set p_gepoold = -1 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.p_samen_is_kans": (f"{NORM} set p_samen = 2 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.kans_boven_norm_is_kans": (f"{NORM} set kans_boven_norm = 80 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.lezingen_samen": (f"{NORM} set n = n + 1 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.een_lezing_bekrachtigd": (
        f"{NORM} set is_bekrachtigde_lezing = true where lezing = 'B' and jaar = 2025",
        2,
    ),
    "rpt_norm_vrije_ruimte.norm_geldt_ergens": (f"{NORM} set is_bekrachtigde_lezing = false", 1),
    "rpt_norm_vrije_ruimte.corporaties_tellen_op": (f"{NORM} set k = k + 1 where {OORDEEL}", 1),
    # k is exactly 20 %: within the norm, so an overschrijding is one verdict too many
    "rpt_norm_vrije_ruimte.overschrijding_terecht": (
        f"{NORM} set oordeel = 'overschrijding' where {OORDEEL}",
        1,
    ),
    "rpt_norm_vrije_ruimte.structureel_terecht": (f"{NORM} set oordeel = 'structureel' where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.overschrijding_niet_verzwegen": (
        f"{NORM} set k = k + 1, oordeel = 'binnen_norm' where {OORDEEL}",
        1,
    ),
    "rpt_norm_vrije_ruimte.dreigend_alleen_lopend": (f"{NORM} set oordeel = 'dreigend' where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.dreigend_met_prognose": (
        f"{NORM} set is_gesloten = false, oordeel = 'dreigend' where {OORDEEL}",
        1,
    ),
    "rpt_norm_vrije_ruimte.prognose_alleen_lopend": (f"{NORM} set n_verwacht = n where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.aandeel_verwacht_is_kans": (
        f"{NORM} set is_gesloten = false, aandeel_verwacht = 30 where {OORDEEL}",
        1,
    ),
    # the share is exactly 20 %, within what chance explains: p says so too
    "rpt_norm_vrije_ruimte.toeval_klopt": (
        f"{NORM} set p_eenzijdig = 0.02 where {OORDEEL};"
        f"{NORM} set toeval_tot = 0.19 where {OORDEEL.replace('2025', '2024')};"
        f"{NORM} set toeval_van = null where {OORDEEL.replace('Actium', 'Woonservice')}",
        3,
    ),
    "rpt_norm_vrije_ruimte.verwachting_klopt": (
        f"{NORM} set aandeel_verwacht = 0.3 where {OORDEEL};"
        f"{NORM} set kans_boven_norm = 1, aandeel_verwacht = 0.3, aandeel_verwacht_van = 0.4,"
        f" aandeel_verwacht_tot = 0.2 where {OORDEEL.replace('2025', '2024')}",
        2,
    ),
    "rpt_norm_vrije_ruimte.bestemming_binnen_norm": (
        f"{NORM} set bedoeld_voor_uitstroom = 5 where {OORDEEL}",
        1,
    ),
    "rpt_norm_vrije_ruimte.ruimte_klopt": (f"{NORM} set ruimte_over = 1 where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.bestemming_bekend": (f"{NORM} set bestemming_uitstroom = 'op' where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.geen_norm_geen_oordeel": (f"{NORM} set norm = null where {OORDEEL}", 1),
    "rpt_norm_vrije_ruimte.met_onbekend_niet_milder": (
        f"{NORM} set oordeel = 'overschrijding', oordeel_met_onbekend = 'binnen_norm' where {OORDEEL}",
        1,
    ),
    "rpt_norm_vrije_ruimte.gelijk_aan_aandelen": (
        f"{IND} set teller = 11 where indicator = 'aandeel_vrije_ruimte' and {RIJ}",
        1,
    ),
    "rpt_norm_vrije_ruimte.gelijk_aan_toewijzingen": (f"{IND} set waarde = 59 where {TOEWIJZINGEN}", 1),
    "rpt_norm_vrije_ruimte.weinig_onbekende_grond": (f"{NORM} set k_onbekend = 4 where {OORDEEL}", 1),
    "rpt_kalender.niet_leeg": ("delete from reporting.rpt_kalender", 1),
    "rpt_kalender.soort_bekend": (f"{KALENDER} set soort = 'borrel' where soort = 'rapportage'", 1),
    "rpt_kalender.dag_uniek": (f"{KALENDER} set maand = 4, dag = 1 where maand = 12", 2),
    "rpt_kalender.dag_bestaat": (
        f"{KALENDER} set maand = 2, dag = 29 where maand = 12; {KALENDER} set maand = 13 where maand = 4",
        2,
    ),
    "rpt_kalender.overleg_staat_erin": ("delete from reporting.rpt_kalender where soort = 'overleg'", 1),
    "rpt_afspraken.niet_leeg": ("delete from reporting.rpt_afspraken", 1),
    "rpt_afspraken.staat_bekend": (f"{AFSPRAAK} set staat = 'bijna' where afspraak = '2'", 1),
    "rpt_afspraken.norm_soort_bekend": (f"{AFSPRAAK} set norm_soort = 'wens' where afspraak = '2'", 1),
    "rpt_afspraken.norm_richting_bekend": (f"{AFSPRAAK} set norm_richting = 'meer' where afspraak = '2'", 1),
    "rpt_afspraken.oordeel_onderbouwd": (f"{AFSPRAAK} set waarde = null where afspraak in ('2', '3')", 2),
    "rpt_afspraken.oordeel_klopt": (f"{AFSPRAAK} set staat = 'gehaald' where afspraak = '5'", 1),
    "rpt_afspraken.streven_niet_gemist": (f"{AFSPRAAK} set staat = 'niet gehaald' where afspraak = '3'", 1),
    "rpt_afspraken.niet_leverbaar_met_reden": (f"{AFSPRAAK} set reden = ' ' where afspraak = '12'", 1),
    "rpt_afspraken.op_koers_nog_niet_gehaald": (f"{AFSPRAAK} set waarde = 0.96 where afspraak = '3'", 1),
    "rpt_taakstelling.niet_leeg": ("delete from reporting.rpt_taakstelling", 1),
    "rpt_taakstelling.sleutel_uniek": ("update reporting.rpt_taakstelling set gemeente = 'Assen'", 8),
    "rpt_taakstelling.verschil_klopt": (
        "update reporting.rpt_taakstelling set saldo = 5 where halfjaar_start = '2024-07-01';"
        "update reporting.rpt_taakstelling set verschil = 1 where halfjaar_start = '2025-07-01'",
        4,
    ),
    "rpt_taakstelling.gelijk_aan_indicatoren": (
        "update reporting.rpt_taakstelling set gehuisvest = 25 where halfjaar_start = '2025-07-01'",
        2,
    ),
    "rpt_voorraadplan.niet_leeg": ("delete from reporting.rpt_voorraadplan", 1),
    "rpt_voorraadplan.sleutel_uniek": ("update reporting.rpt_voorraadplan set jaar = 2025", 2),
    "rpt_voorraadplan.gesloten_met_cijfer": ("update reporting.rpt_voorraadplan set gerealiseerd = null", 1),
    "rpt_interventies.sleutel_uniek": (f"{INTERVENTIE} set interventie = 'label'", 2),
    "rpt_interventies.staat_bekend": (f"{INTERVENTIE} set staat = 'gelukt' where interventie = 'label'", 1),
    "rpt_interventies.indicator_omschreven": (f"{INTERVENTIE} set indicator = 'geluk'", 3),
    "rpt_interventies.twaalf_hele_maanden": (
        # the months before reach into the day; those after begin two months on; a day without months
        f"{INTERVENTIE} set datum = '2024-12-31' where interventie = 'label';"
        f"{INTERVENTIE} set datum = '2025-05-31' where interventie = 'contract';"
        f"{INTERVENTIE} set datum = '2025-05-31', staat = 'nog te vroeg' where interventie = 'makelaar'",
        3,
    ),
    "rpt_interventies.verschil_klopt": (
        f"{INTERVENTIE} set verschil = 1 where interventie = 'label';"
        f"{INTERVENTIE} set staat = 'vergeleken' where interventie = 'contract'",
        2,
    ),
    "rpt_interventies.gelijk_aan_indicatoren": (
        f"{INTERVENTIE} set waarde_na = 61 where interventie = 'label';"
        f"{IND} set voorlopig = true where indicator = 'mutaties' and periode_start = '2024-06-01'",
        2,
    ),
    "rpt_interventies.uitsplitsing_bestaat": (
        f"{INTERVENTIE} set dimensie = 'wijken' where interventie = 'label';"
        f"{INTERVENTIE} set dimensie = 'wijk' where interventie = 'contract'",
        1,
    ),
    "rpt_signalen.sleutel_uniek": (f"{SIGNAAL} set dimensie_waarde = 'Peelo' where soort = 'kloof'", 2),
    "rpt_signalen.soort_bekend": (f"{SIGNAAL} set soort = 'gevoel' where soort = 'norm'", 1),
    "rpt_signalen.indicator_omschreven": (f"{SIGNAAL} set indicator = 'geluk' where soort = 'norm'", 1),
    "rpt_signalen.trend_is_gevonden": (
        f"{TREND} set richting = 'mogelijk schijnstijging' where periode_soort = 'maand'",
        1,
    ),
    "rpt_signalen.trend_onder_de_drempel": (f"{SIGNAAL} set gemeten = drempel where soort = 'trend'", 1),
    "rpt_signalen.norm_is_gemist": (f"{AFSPRAAK} set staat = 'gehaald' where afspraak = '5'", 1),
    "rpt_signalen.waarde_aanbod_is_aandeel": (f"{SIGNAAL} set waarde_aanbod = 25 where soort = 'kloof'", 2),
    "rpt_signalen.kloof_boven_de_drempel": (
        f"{SIGNAAL} set gemeten = 1, waarde = 0.25 where dimensie_waarde = 'Centrum';"
        f"{SIGNAAL} set gemeten = 9 where dimensie_waarde = 'Peelo'",
        2,
    ),
    "rpt_signalen.kloof_van_gesloten_jaar": (
        f"{IND} set voorlopig = true where periode_start = '2025-01-01' and indicator = 'toewijzingen'",
        1,
    ),
    "rpt_signalen.heeft_voorstel": (f"{SIGNAAL} set voorstel_kwantitatief = null where soort = 'norm'", 1),
    "rpt_definities.niet_leeg": ("delete from reporting.rpt_definities", 1),
    "rpt_definities.indicator_uniek": (
        "insert into reporting.rpt_definities from reporting.rpt_definities where indicator = 'zoektijd'",
        2,
    ),
    "rpt_kwaliteit.gemeente_bekend": (
        "update reporting.rpt_kwaliteit set code = 'gemeente niet in lijst'",
        2,
    ),
    "rpt_kwaliteit.soort_bekend": ("update reporting.rpt_kwaliteit set soort = 'vreemd'", 2),
    "rpt_kwaliteit.aantal_niet_negatief": ("update reporting.rpt_kwaliteit set aantal = -1", 2),
}

GEVULD = {
    (poort.tabel, verwachting.naam): verwachting.toets.kolom
    for poort in REPORTING
    for verwachting in poort.verwachtingen
    if isinstance(verwachting.toets, Gevuld)
}


def test_sound_figures_pass_without_a_warning(warehouse_oordeel: Poort) -> None:
    assert warehouse_oordeel.passed
    assert warehouse_oordeel.build_id == "bouw-1"
    assert [u.verwachting for u in warehouse_oordeel.resultaten if not u.geslaagd] == []


@pytest.mark.parametrize("poort", FOUTEN)
def test_gate_counts_its_fault(
    poort: str, warehouse_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    fout, aantal = FOUTEN[poort]
    assert tel_na(warehouse_in_geheugen, fout, REPORTING, poort) == aantal


@pytest.mark.parametrize("poort", FOUTEN)
def test_gate_counts_nothing_on_sound_data(
    poort: str, warehouse_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    assert tel_na(warehouse_in_geheugen, "select 1", REPORTING, poort) == 0


def test_every_gate_has_a_fault_that_shuts_it() -> None:
    poorten = {
        f"{poort.tabel.removeprefix('reporting.')}.{verwachting.naam}"
        for poort in REPORTING
        for verwachting in poort.verwachtingen
        if not isinstance(verwachting.toets, Gevuld)
    }
    assert poorten == set(FOUTEN)


def test_required_columns_may_not_be_null(gaaf_warehouse: Path, met_fout: Planter) -> None:
    leeg = ";".join(
        f"update {tabel} set {kolom} = null where rowid = 0" for (tabel, _), kolom in GEVULD.items()
    )
    poort = check_reporting(met_fout(gaaf_warehouse, leeg))
    uitslagen = {(u.tabel, u.verwachting.partition(".")[2]): u for u in poort.resultaten}
    assert {sleutel: uitslagen[sleutel].aantal_afwijkend for sleutel in GEVULD} == dict.fromkeys(GEVULD, 1)
    assert poort.build_id is None


def test_figure_that_is_not_deliverable_or_not_defined_is_not_demanded(
    warehouse_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    geen_rijen = "delete from reporting.rpt_indicatoren;"
    for oorzaak, cijfer in (
        ("delete from reporting.rpt_bestanden where dataset = 'publicaties'", "zoektijd"),
        ("update reporting.rpt_bestanden set rijen_geland = 99 where dataset = 'publicaties'", "zoektijd"),
        ("delete from reporting.rpt_definities where indicator = 'leegstandsduur'", "leegstandsduur"),
    ):
        poort = f"rpt_indicatoren.{cijfer}_aanwezig"
        assert tel_na(warehouse_in_geheugen, geen_rijen, REPORTING, poort) == 1
        assert tel_na(warehouse_in_geheugen, geen_rijen + oorzaak, REPORTING, poort) == 0


@pytest.mark.parametrize("oordeel", ["dreigend", "geen_oordeel"])
def test_unknown_gronden_make_no_verdict_milder(
    oordeel: str, warehouse_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    fout = f"{NORM} set oordeel = '{oordeel}', oordeel_met_onbekend = 'binnen_norm' where {OORDEEL}"
    assert (
        tel_na(warehouse_in_geheugen, fout, REPORTING, "rpt_norm_vrije_ruimte.met_onbekend_niet_milder") == 1
    )


def test_a_forecast_is_not_under_what_was_let(
    warehouse_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    for verwacht, aantal in (("n - 1", 1), ("n", 0)):
        loopt = f"{NORM} set is_gesloten = false, n_verwacht = {verwacht} where {OORDEEL}"
        poort = "rpt_norm_vrije_ruimte.prognose_alleen_lopend"
        assert tel_na(warehouse_in_geheugen, loopt, REPORTING, poort) == aantal


def test_running_year_has_no_twelve_months_yet(
    warehouse_in_geheugen: duckdb.DuckDBPyConnection, tel_na: Teller
) -> None:
    loopt = (
        f"{IND} set voorlopig = true where periode_soort = 'jaar' and periode_start = '2025-01-01';"
        "delete from reporting.rpt_indicatoren "
        "where periode_soort = 'voortschrijdend_jaar' and periode_start = '2025-01-01'"
    )
    poort = "rpt_indicatoren.voortschrijdend_december_is_jaar"
    assert tel_na(warehouse_in_geheugen, loopt, REPORTING, poort) == 0


def test_no_table_may_carry_a_pseudonym(gaaf_warehouse: Path, met_fout: Planter) -> None:
    """Nor one outside the suite; hashes of leveringen and files, and a folder named so, are none."""
    gelekt = {
        "rpt_build": ("instellingen", 1),
        "rpt_leveringen": ("soort", 1),
        "rpt_bestanden": ("dataset", 6),
        "rpt_norm_vrije_ruimte": ("regel_grond", 54),
        "rpt_afspraken": ("reden", 5),
        "rpt_definities": ("kanttekening", 40),
        "rpt_kwaliteit": ("omschrijving", 2),
    }
    lek = [f"update reporting.{tabel} set {kolom} = {PSEUDONIEM}" for tabel, (kolom, _) in gelekt.items()]
    lek += [
        f"{IND} set dimensie_waarde = {PSEUDONIEM} where {TOEWIJZINGEN}",
        f"create table reporting.rpt_nieuw as select {PSEUDONIEM} as wie, sha256('a') as levering_id",
        "update reporting.rpt_leveringen set herkomst = sha256('map')",
        "create table reporting.rpt_getallen as select 1 as n, sha256('a') as levering_id",
    ]
    poort = check_reporting(met_fout(gaaf_warehouse, ";".join(lek)))
    gevonden = {u.verwachting: u.aantal_afwijkend for u in poort.blokkades if "pseudoniem" in u.verwachting}
    assert gevonden == {f"{tabel}.geen_pseudoniem": aantal for tabel, (_, aantal) in gelekt.items()} | {
        "rpt_indicatoren.geen_pseudoniem": 1,
        "rpt_nieuw.geen_pseudoniem": 1,
    }


def test_figures_before_the_first_levering_are_shut(gaaf_warehouse: Path, met_fout: Planter) -> None:
    """As dbt builds them on an empty landing: all tables there, without a figure."""
    leeg = ";".join(
        f"delete from reporting.{tabel}"
        for tabel in (
            "rpt_leveringen",
            "rpt_bestanden",
            "rpt_indicatoren",
            "rpt_norm_vrije_ruimte",
            "rpt_kwaliteit",
        )
    )
    poort = check_reporting(met_fout(gaaf_warehouse, leeg))
    assert {u.verwachting for u in poort.blokkades} >= {
        "rpt_indicatoren.niet_leeg",
        "rpt_indicatoren.toewijzingen_aanwezig",
        "rpt_indicatoren.voorraad_aanwezig",
        "rpt_norm_vrije_ruimte.niet_leeg",
        "rpt_leveringen.niet_leeg",
    }
