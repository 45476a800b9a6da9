"""The reporting suite: the two tables of figures, and all that stands beside them in the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from expectations.reporting_afspraken import AFSPRAKEN
from expectations.reporting_indicatoren import INDICATOREN
from expectations.reporting_interventies import INTERVENTIES
from expectations.reporting_kalender import KALENDER
from expectations.reporting_kansen import TRENDS
from expectations.reporting_norm import NORM
from expectations.toets import (
    AantalRijen,
    Geen,
    Poorttabel,
    Toegestaan,
    Tussen,
    Uniek,
    Verwachting,
    blokkerend,
    gevuld,
    waarschuwing,
)

PRIVACY = "de privacy van woningzoekenden"

KWALITEIT = ("geweigerd", "gemarkeerd", "buiten_bereik", "ontbreekt", "te_laat")
RIJEN_KOLOMMEN = (
    "rijen_gelezen",
    "rijen_geland",
    "rijen_quarantaine",
    "rijen_dubbel",
    "rijen_overgeslagen",
    "rijen_vergeten",
)

# Columns that may hold 64 hex characters: hashes of leveringen, files and the contract, and the names that a
# supplier gave to folders and files.
ZONDER_PSEUDONIEM = ("levering_id", "levering_ids", "sha256", "contract_sha256", "herkomst", "bestand")

_VERANTWOORD = blokkerend(
    "rijen_verantwoord",
    "gelezen = geland + quarantaine + dubbel + overgeslagen",
    Geen("where rijen_gelezen <> rijen_geland + rijen_quarantaine + rijen_dubbel + rijen_overgeslagen"),
)

_VERGETEN_WAS_GELAND = blokkerend(
    "vergeten_was_geland",
    "wat is vergeten, was geland",
    Geen("where rijen_vergeten not between 0 and rijen_geland"),
)

REPORTING = (
    Poorttabel(
        "reporting.rpt_build",
        "alle cijfers: zonder herkomst is geen cijfer te herleiden",
        (
            blokkerend("een_rij", "er is precies één bouw", AantalRijen(1, 1)),
            *gevuld("build_id", "gebouwd_op", "laatste_peildatum", "contract_sha256", "synthetisch"),
            blokkerend(
                "heeft_leveringen", "de bouw leest ten minste één levering", Tussen("aantal_leveringen", 1)
            ),
            blokkerend(
                "leveringen_geteld",
                "aantal, hashes en laatste peildatum zijn die van rpt_leveringen",
                Geen("""
                    where aantal_leveringen <> (select count(*) from reporting.rpt_leveringen)
                        or len(string_split(levering_ids, ',')) <> aantal_leveringen
                        or laatste_peildatum <> (select max(peildatum) from reporting.rpt_leveringen)"""),
            ),
        ),
    ),
    Poorttabel(
        "reporting.rpt_leveringen",
        "de herkomst van alle cijfers",
        (
            blokkerend("niet_leeg", "er is ten minste één levering", AantalRijen(1)),
            *gevuld("levering_id", "bron", "peildatum", "contract_sha256", *RIJEN_KOLOMMEN),
            blokkerend("levering_uniek", "iedere levering staat er één keer in", Uniek(("levering_id",))),
            _VERANTWOORD,
            _VERGETEN_WAS_GELAND,
            blokkerend(
                "weigering_niet_verzwegen",
                "wat is geweigerd, staat in rpt_kwaliteit",
                Geen("""
                    anti join (
                        select levering_id from reporting.rpt_kwaliteit where soort = 'geweigerd'
                    ) as vermeld using (levering_id)
                    where rijen_quarantaine > 0"""),
            ),
        ),
    ),
    Poorttabel(
        "reporting.rpt_bestanden",
        "de herkomst van alle cijfers",
        (
            blokkerend("niet_leeg", "er is ten minste één bestand", AantalRijen(1)),
            *gevuld("levering_id", "bestand", "dataset", "sha256", *RIJEN_KOLOMMEN),
            _VERANTWOORD,
            _VERGETEN_WAS_GELAND,
            blokkerend(
                "levering_bekend",
                "ieder bestand hoort bij een levering",
                Geen("anti join reporting.rpt_leveringen using (levering_id)"),
            ),
        ),
    ),
    INDICATOREN,
    TRENDS,
    NORM,
    KALENDER,
    *AFSPRAKEN,
    *INTERVENTIES,
    Poorttabel(
        "reporting.rpt_definities",
        "de uitleg bij alle cijfers",
        (
            blokkerend("niet_leeg", "er is ten minste één definitie", AantalRijen(1)),
            *gevuld("indicator", "titel", "definitie", "eenheid"),
            blokkerend("indicator_uniek", "ieder cijfer heeft één definitie", Uniek(("indicator",))),
        ),
    ),
    Poorttabel(
        "reporting.rpt_kwaliteit",
        "de kwaliteit van de gegevens achter alle cijfers",
        (
            # empty when all was well; that refusals are in it is demanded of rpt_leveringen
            *gevuld("soort", "aantal", "omschrijving"),
            blokkerend("soort_bekend", "de soort is toegestaan", Toegestaan("soort", KWALITEIT)),
            blokkerend("aantal_niet_negatief", "het aantal is niet negatief", Tussen("aantal", 0)),
            waarschuwing(
                "gemeente_bekend",
                "elke woning staat in een gemeente van seeds/gemeenten.csv (hoeveel niet: rpt_kwaliteit)",
                Geen("where code = 'gemeente niet in lijst'"),
            ),
        ),
    ),
)


def reporting_suite(tekstkolommen: Mapping[str, Iterable[str]]) -> tuple[Poorttabel, ...]:
    """All gates for a warehouse whose `reporting` tables have these columns of text.

    The privacy gate is put to every table that is there, so that one added later cannot carry a pseudonym out
    unseen.
    """
    bekend = {poort.tabel for poort in REPORTING}
    extra = (Poorttabel(f"reporting.{tabel}", PRIVACY, ()) for tabel in tekstkolommen)
    return tuple(
        replace(poort, verwachtingen=(*poort.verwachtingen, *_privacy(poort, tekstkolommen)))
        for poort in (*REPORTING, *(poort for poort in extra if poort.tabel not in bekend))
    )


def _privacy(poort: Poorttabel, tekstkolommen: Mapping[str, Iterable[str]]) -> Iterator[Verwachting]:
    """Blocking: no text of the table holds 64 hex characters in a row, as a pseudonym does."""
    kolommen = set(tekstkolommen.get(poort.tabel.partition(".")[2], ())) - set(ZONDER_PSEUDONIEM)
    if kolommen:
        fout = " or ".join(
            f"regexp_matches({kolom}::varchar, repeat('[0-9a-f]', 64))" for kolom in sorted(kolommen)
        )
        yield blokkerend(
            "geen_pseudoniem", "geen kolom draagt een pseudoniem", Geen(f"where {fout}"), PRIVACY
        )
