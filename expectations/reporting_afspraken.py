"""The gates of `reporting.rpt_afspraken`, and of the two tables of agreements that differ by year."""

from __future__ import annotations

from expectations.toets import AantalRijen, Geen, Poorttabel, Toegestaan, Uniek, blokkerend, gevuld

STATEN = ("gehaald", "niet gehaald", "op koers", "niet leverbaar", "geen norm")

AFSPRAKEN = (
    Poorttabel(
        "reporting.rpt_afspraken",
        "de staat van de afspraken op de voorpagina",
        (
            blokkerend("niet_leeg", "er is ten minste één afspraak", AantalRijen(1)),
            *gevuld("afspraak", "thema", "tekst", "staat"),
            blokkerend("staat_bekend", "de staat is toegestaan", Toegestaan("staat", STATEN)),
            blokkerend("norm_soort_bekend", "norm of streven", Toegestaan("norm_soort", ("norm", "streven"))),
            blokkerend(
                "norm_richting_bekend",
                "minimaal of maximaal",
                Toegestaan("norm_richting", ("minimaal", "maximaal")),
            ),
            blokkerend(
                "oordeel_onderbouwd",
                "gehaald, niet gehaald of op koers rust op een cijfer en een norm",
                Geen("""
                    where staat in ('gehaald', 'niet gehaald', 'op koers')
                        and (waarde is null or norm is null)"""),
            ),
            blokkerend(
                "oordeel_klopt",
                "gehaald of niet gehaald volgt uit cijfer, norm en richting",
                # a hair from the norm the exact fraction decides, which is not in this table
                Geen("""
                    where staat in ('gehaald', 'niet gehaald') and abs(waarde - norm) > 1e-4
                        and (staat = 'gehaald') <> (
                        case norm_richting when 'minimaal' then waarde >= norm else waarde <= norm end)"""),
            ),
            blokkerend(
                "streven_niet_gemist",
                "een streven is nooit 'niet gehaald'",
                Geen("where norm_soort = 'streven' and staat = 'niet gehaald'"),
            ),
            blokkerend(
                "niet_leverbaar_met_reden",
                "niet leverbaar heeft een reden",
                Geen("where staat = 'niet leverbaar' and coalesce(trim(reden), '') = ''"),
            ),
            blokkerend(
                "op_koers_nog_niet_gehaald",
                "op koers is wat de norm nog niet haalt",
                Geen("""
                    where staat = 'op koers' and abs(waarde - norm) > 1e-4 and
                        case norm_richting when 'minimaal' then waarde >= norm else waarde <= norm end"""),
            ),
        ),
    ),
    Poorttabel(
        "reporting.rpt_taakstelling",
        "de taakstelling statushouders (afspraak 21)",
        (
            blokkerend("niet_leeg", "er is ten minste één halfjaar", AantalRijen(1)),
            *gevuld("gemeente", "halfjaar_start", "voorlopig"),
            blokkerend(
                "sleutel_uniek", "ieder halfjaar staat er één keer in", Uniek(("gemeente", "halfjaar_start"))
            ),
            blokkerend(
                "verschil_klopt",
                "het verschil is gehuisvest min taakstelling, en het saldo alle verschillen tot dan",
                Geen("""
                    where verschil is distinct from gehuisvest - taakstelling
                        or (verschil is null) <> (saldo is null)
                        or saldo <> (
                            select sum(eerder.verschil) from rijen as eerder
                            where eerder.gemeente = rijen.gemeente
                                and eerder.halfjaar_start <= rijen.halfjaar_start)"""),
            ),
            blokkerend(
                "gelijk_aan_indicatoren",
                "het aantal gehuisveste statushouders is dat van rpt_indicatoren",
                Geen("""
                    join reporting.rpt_indicatoren as cijfer
                        on cijfer.indicator = 'statushouders_gehuisvest' and cijfer.periode_soort = 'halfjaar'
                        and cijfer.dimensie = 'totaal' and cijfer.corporatie = 'alle'
                        and cijfer.gemeente = rijen.gemeente
                        and cijfer.periode_start = rijen.halfjaar_start
                    where rijen.gehuisvest is distinct from cijfer.n"""),
            ),
        ),
    ),
    Poorttabel(
        "reporting.rpt_voorraadplan",
        "de tabel van afspraak 12",
        (
            blokkerend("niet_leeg", "er is ten minste één regel", AantalRijen(1)),
            *gevuld("corporatie", "jaar", "jaar_tot_en_met", "soort", "gepland", "voorlopig"),
            blokkerend(
                "sleutel_uniek", "iedere regel staat er één keer in", Uniek(("corporatie", "jaar", "soort"))
            ),
            blokkerend(
                "gesloten_met_cijfer",
                "een gesloten regel heeft een cijfer",
                Geen("where not voorlopig and gerealiseerd is null"),
            ),
        ),
    ),
)
