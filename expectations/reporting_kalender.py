"""The gates of `reporting.rpt_kalender`, by which the parties are reminded of what they owe."""

from __future__ import annotations

from expectations.toets import AantalRijen, Geen, Poorttabel, Toegestaan, Uniek, blokkerend, gevuld

SOORTEN = ("overleg", "rapportage")

KALENDER = Poorttabel(
    "reporting.rpt_kalender",
    "de herinnering aan het overleg (afspraak 20)",
    (
        blokkerend("niet_leeg", "er is ten minste één dag", AantalRijen(1)),
        *gevuld("maand", "dag", "soort", "omschrijving"),
        blokkerend("soort_bekend", "een dag is van overleg of van rapportage", Toegestaan("soort", SOORTEN)),
        blokkerend("dag_uniek", "een dag staat er per soort één keer in", Uniek(("maand", "dag", "soort"))),
        blokkerend(
            "dag_bestaat",
            "iedere dag komt elk jaar voor",
            Geen("where maand is not null and dag is not null and try(make_date(2023, maand, dag)) is null"),
        ),
        blokkerend(
            "overleg_staat_erin",
            "zonder overleg is er niets om voor te herinneren",
            Geen("where (select count(*) from reporting.rpt_kalender where soort = 'overleg') = 0"),
        ),
    ),
)
