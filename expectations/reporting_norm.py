"""The gates of `reporting.rpt_norm_vrije_ruimte`: a verdict on a corporation must follow from its counts."""

from __future__ import annotations

from expectations.toets import (
    AantalRijen,
    Geen,
    Poorttabel,
    Toegestaan,
    Tussen,
    Uniek,
    blokkerend,
    gevuld,
    waarschuwing,
)

OORDELEN = ("geen_norm", "geen_oordeel", "structureel", "overschrijding", "dreigend", "binnen_norm")
BESTEMMINGEN = ("gebruikt", "ongebruikt", "door anderen")
REGELS = ("statistisch", "twee_jaar", "zes_maanden")

# Share of toewijzingen with an unknown grond, above which the verdict is more about them than about k.
MAX_ONBEKENDE_GROND = 0.05

# In whole numbers, as the norm is defined: exactly on the norm is within it.
_OVER = "1000 * k > round(1000 * norm) * n"
_POOL_OVER = "1000 * k_pool > round(1000 * norm) * n_pool"

_INDICATOR_VAN_LEZING = """case lezing
    when 'A' then 'aandeel_vrije_ruimte'
    when 'B' then 'aandeel_vrije_ruimte_excl_statushouders'
    when 'U' then 'aandeel_vrije_ruimte_incl_urgentie' end"""


def _kant_van(lezing: str, kolom: str) -> str:
    return f"max({kolom}) filter (lezing = '{lezing}')"


NORM = Poorttabel(
    "reporting.rpt_norm_vrije_ruimte",
    "de norm vrije ruimte (afspraak 20) en haar alerts",
    (
        blokkerend("niet_leeg", "er is ten minste één oordeel", AantalRijen(1)),
        *gevuld("corporatie", "gemeente", "jaar", "lezing", "k", "n", "oordeel", "is_gesloten"),
        blokkerend(
            "sleutel_uniek",
            "per corporatie, gemeente, jaar en lezing is er één oordeel",
            Uniek(("corporatie", "gemeente", "jaar", "lezing")),
        ),
        blokkerend("lezing_bekend", "de lezing is A, B of U", Toegestaan("lezing", ("A", "B", "U"))),
        blokkerend("regel_bekend", "de regel is een van de drie", Toegestaan("regel", REGELS)),
        blokkerend("oordeel_bekend", "het oordeel is toegestaan", Toegestaan("oordeel", OORDELEN)),
        blokkerend(
            "oordeel_met_onbekend_bekend",
            "het oordeel met onbekend is toegestaan",
            Toegestaan("oordeel_met_onbekend", OORDELEN),
        ),
        blokkerend("k_in_n", "0 ≤ k ≤ n", Geen("where k < 0 or k > n")),
        blokkerend(
            "k_onbekend_in_n",
            "k_onbekend telt niet mee in k en past in n",
            Geen("where k_onbekend < 0 or k + k_onbekend > n"),
        ),
        blokkerend(
            "k_gesplitst",
            "k = k_uitstroom + k_overig; alleen lezing U telt urgentie erbij",
            Geen("where k < k_uitstroom + k_overig or (lezing <> 'U' and k <> k_uitstroom + k_overig)"),
        ),
        blokkerend(
            "pool_omvat_jaar",
            "0 ≤ k_pool ≤ n_pool, over één tot vier jaar, en een gesloten jaar zit in zijn eigen pool",
            Geen("""
                where k_pool < 0 or k_pool > n_pool or jaren_pool not between 1 and 4
                    or (is_gesloten and (k_pool < k or n_pool < n))"""),
        ),
        blokkerend(
            "aandeel_klopt",
            "aandeel = k / n, leeg als n = 0",
            Geen("where (n = 0) <> (aandeel is null) or abs(aandeel - k / n) > 1e-9"),
        ),
        *(
            blokkerend(f"{kolom}_is_kans", f"{kolom} ligt tussen 0 en 1", Tussen(kolom, 0, 1))
            for kolom in (
                "norm",
                "p_eenzijdig",
                "p_gepoold",
                "p_samen",
                "kans_boven_norm",
                "aandeel_verwacht",
            )
        ),
        blokkerend(
            "toeval_klopt",
            "het toeval reikt om de norm heen; erboven ligt een aandeel precies als p hoogstens 1 op 40 is",
            Geen("""
                where norm is not null and n > 0 and not coalesce(
                    norm between toeval_van and toeval_tot and toeval_uiterst between norm and 1
                    and (aandeel > toeval_tot) = (p_eenzijdig <= 0.025), false)"""),
        ),
        blokkerend(
            "lezingen_samen",
            "de drie lezingen zijn er alle en tellen dezelfde toewijzingen",
            Geen(f"""
                group by corporatie, gemeente, jaar
                having count(distinct lezing) <> 3
                    or {_kant_van("A", "k")} <> {_kant_van("B", "k")}
                    or {_kant_van("A", "k")} > {_kant_van("U", "k")}
                    or {_kant_van("A", "n")} < {_kant_van("B", "n")}
                    or {_kant_van("A", "n")} <> {_kant_van("U", "n")}"""),
        ),
        blokkerend(
            "een_lezing_bekrachtigd",
            "hoogstens één lezing is de bekrachtigde",
            Geen("where is_bekrachtigde_lezing group by corporatie, gemeente, jaar having count(*) > 1"),
        ),
        waarschuwing(
            "norm_geldt_ergens",
            "er is een oordeel waaruit een melding kan komen: in de gemeente en volgens de lezing die gelden",
            Geen("having not bool_or(is_bekrachtigde_lezing)"),
        ),
        blokkerend(
            "corporaties_tellen_op",
            "de corporaties tellen op tot 'alle'",
            Geen("""
                group by gemeente, jaar, lezing
                having count(*) filter (corporatie = 'alle') > 0 and (
                    coalesce(sum(k) filter (corporatie = 'alle'), 0)
                        <> coalesce(sum(k) filter (corporatie <> 'alle'), 0)
                    or coalesce(sum(n) filter (corporatie = 'alle'), 0)
                        <> coalesce(sum(n) filter (corporatie <> 'alle'), 0))"""),
        ),
        blokkerend(
            "overschrijding_terecht",
            "overschrijding alleen in een gesloten jaar met k boven de norm",
            Geen(f"where oordeel = 'overschrijding' and not (is_gesloten and coalesce({_OVER}, false))"),
        ),
        blokkerend(
            "structureel_terecht",
            "structureel alleen in een gesloten jaar met de pool boven de norm",
            Geen(f"""
                where oordeel = 'structureel' and not (is_gesloten and coalesce(
                    case when regel = 'zes_maanden' then {_OVER} else {_POOL_OVER} end, false))"""),
        ),
        blokkerend(
            "overschrijding_niet_verzwegen",
            "een gesloten jaar met k boven de norm is niet 'binnen_norm'",
            Geen(f"where is_gesloten and {_OVER} and oordeel in ('binnen_norm', 'dreigend')"),
        ),
        blokkerend(
            "dreigend_alleen_lopend",
            "dreigend is alleen een jaar dat nog loopt",
            Geen("where is_gesloten and oordeel = 'dreigend'"),
        ),
        blokkerend(
            "dreigend_met_prognose",
            "dreigend steunt op een prognose",
            Geen("where 'dreigend' in (oordeel, oordeel_met_onbekend) and kans_boven_norm is null"),
        ),
        blokkerend(
            "prognose_alleen_lopend",
            "een prognose is van een jaar dat nog loopt, en verwacht niet minder dan er al is",
            Geen("where n_verwacht is not null and (is_gesloten or n_verwacht < n)"),
        ),
        blokkerend(
            "verwachting_klopt",
            "bij elke kans hoort een verwacht aandeel, met een ondergrens en een bovengrens tussen 0 en 1",
            Geen("""
                where (kans_boven_norm is null) <> (aandeel_verwacht is null)
                    or not coalesce(0 <= aandeel_verwacht_van and aandeel_verwacht_van <= aandeel_verwacht_tot
                        and aandeel_verwacht_tot <= 1, kans_boven_norm is null)"""),
        ),
        blokkerend(
            "ruimte_klopt",
            "de ruimte is wat de norm toelaat van n, of van n_verwacht in een lopend jaar, min k",
            Geen("where ruimte_over <> floor(round(100 * norm) * coalesce(n_verwacht, n) / 100) - k"),
        ),
        blokkerend(
            "bestemming_bekend",
            "wat er van de 5 % voor uitstroom werd, is toegestaan",
            Toegestaan("bestemming_uitstroom", BESTEMMINGEN),
        ),
        blokkerend(
            "bestemming_binnen_norm",
            "wat voor uitstroom is bedoeld, is een deel van de norm",
            Geen("where bedoeld_voor_uitstroom not between 0 and norm"),
        ),
        blokkerend(
            "geen_norm_geen_oordeel",
            "zonder norm is er geen oordeel",
            Geen("where norm is null and oordeel <> 'geen_norm'"),
        ),
        blokkerend(
            "met_onbekend_niet_milder",
            "het oordeel met onbekend is niet milder dan het oordeel",
            Geen("""
                where (oordeel in ('overschrijding', 'structureel')
                        and oordeel_met_onbekend not in ('overschrijding', 'structureel'))
                    or (oordeel in ('dreigend', 'geen_oordeel') and oordeel_met_onbekend <> oordeel)"""),
        ),
        blokkerend(
            "gelijk_aan_aandelen",
            "k en n zijn teller en noemer van het jaarcijfer van dezelfde lezing",
            Geen(f"""
                left join reporting.rpt_indicatoren as cijfer
                    on cijfer.indicator = {_INDICATOR_VAN_LEZING}
                    and cijfer.periode_soort = 'jaar' and year(cijfer.periode_start) = rijen.jaar
                    and cijfer.corporatie = rijen.corporatie and cijfer.gemeente = rijen.gemeente
                    and cijfer.dimensie = 'totaal'
                where k <> coalesce(cijfer.teller, 0) or rijen.n <> coalesce(cijfer.noemer, 0)"""),
        ),
        blokkerend(
            "gelijk_aan_toewijzingen",
            "n van lezing A is het aantal toewijzingen van het jaar",
            Geen("""
                left join reporting.rpt_indicatoren as cijfer
                    on cijfer.indicator = 'toewijzingen'
                    and cijfer.periode_soort = 'jaar' and year(cijfer.periode_start) = rijen.jaar
                    and cijfer.corporatie = rijen.corporatie and cijfer.gemeente = rijen.gemeente
                    and cijfer.dimensie = 'totaal'
                where lezing = 'A' and rijen.n <> coalesce(cijfer.waarde, 0)"""),
        ),
        waarschuwing(
            "weinig_onbekende_grond",
            f"van hoogstens {MAX_ONBEKENDE_GROND:.0%} van de toewijzingen is de grond onbekend",
            Geen(f"where lezing = 'A' and k_onbekend > {MAX_ONBEKENDE_GROND} * n"),
        ),
    ),
)
