"""The landing suite, the six datasets: what every landed row must hold before figures are built on it.

Columns, keys and event dates follow the delivery contract (ingest/contract); a test compares them. A dataset
that was not delivered is an empty table and passes: the figures that need it are then "niet leverbaar". That
delivered rows are really there is demanded by the accounting in landing_boekhouding.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from expectations.landing_boekhouding import BOEKHOUDING, PRIVACY
from expectations.toets import (
    AantalRijen,
    Geen,
    HoogstensAandeel,
    Poorttabel,
    Tussen,
    Uniek,
    Verwachting,
    blokkerend,
    gevuld,
    waarschuwing,
)

# Above this share of rows that refer to nothing, a file was probably forgotten or an id was rewritten.
MAX_ONBEKEND = 0.01
# Euros a month. Not what is social but what can be a rent at all: beyond it lies a misplaced comma.
HUUR_LAAGST, HUUR_HOOGST = 50, 3000

# Labels compare without accents, case and drift in spacing, as everywhere in the house.
_GEVOUWEN = r"regexp_replace(trim(lower(strip_accents(corporatie))), '[\s_\-]+', ' ', 'g')"


@dataclass(frozen=True)
class Dataset:
    """What the contract says of a dataset; `gebeurtenis` is None where the peildatum itself is the event."""

    naam: str
    sleutel: str
    gebeurtenis: str | None
    verplicht: tuple[str, ...]
    pseudoniem: tuple[str, ...]
    raakt: str
    eigen: tuple[Verwachting, ...]


def _tabel(dataset: Dataset) -> Poorttabel:
    """The gates that every dataset has, then its own."""
    algemeen = [
        *gevuld(*dataset.verplicht, "bron", "levering_id", "bestand_id", "rijnummer"),
        blokkerend(
            "sleutel_uniek",
            f"{dataset.sleutel} komt binnen een levering één keer voor",
            Uniek(("levering_id", dataset.sleutel)),
        ),
        blokkerend(
            "bestand_bekend",
            "iedere rij hoort bij een bestand in de boekhouding",
            Geen("anti join landing.bestanden using (levering_id, bestand_id)"),
        ),
    ]
    if dataset.gebeurtenis:
        na_peildatum = f"cast({dataset.gebeurtenis} as date) > peildatum"
        algemeen.append(
            blokkerend(
                "gebeurtenis_voor_peildatum",
                f"{dataset.gebeurtenis} ligt niet na de peildatum van de levering",
                Geen(f"join landing.leveringen using (levering_id) where {na_peildatum}"),
            )
        )
    algemeen += [
        blokkerend(f"{kolom}_pseudoniem", f"{kolom} is een pseudoniem", Geen(geen_pseudoniem(kolom)), PRIVACY)
        for kolom in dataset.pseudoniem
    ]
    return Poorttabel(f"landing.{dataset.naam}", dataset.raakt, (*algemeen, *dataset.eigen))


def geen_pseudoniem(kolom: str) -> str:
    """Rows whose id is not the lower-case hex of a keyed SHA-256."""
    return f"where length({kolom}) <> 64 or regexp_matches({kolom}, '[^0-9a-f]')"


def _verwijst(kolom: str, dataset: str) -> Verwachting:
    """Warning: the id resolves within its bron. Not asked of a bron that never delivered that dataset."""
    return waarschuwing(
        f"{kolom}_bekend",
        f"hoogstens {MAX_ONBEKEND:.0%} heeft een {kolom} die in {dataset} niet voorkomt",
        HoogstensAandeel(
            MAX_ONBEKEND,
            fout=f"(bron, {kolom}) not in (select (bron, {kolom}) from landing.{dataset})",
            onder=f"{kolom} is not null and bron in (select bron from landing.{dataset})",
        ),
    )


def _volgorde(eerst: str, dan: str) -> Verwachting:
    return waarschuwing(f"{dan}_na_{eerst}", f"{dan} ligt niet voor {eerst}", Geen(f"where {dan} < {eerst}"))


def _niet_ver_vooruit(kolom: str) -> Verwachting:
    """Warning: a date may lie ahead, but over a year after the peildatum it is a typing error."""
    return waarschuwing(
        f"{kolom}_niet_ver_vooruit",
        f"{kolom} ligt niet meer dan een jaar na de peildatum",
        Geen(f"join landing.leveringen using (levering_id) where {kolom} > peildatum + interval 1 year"),
    )


_HUUR_GELOOFWAARDIG = waarschuwing(
    "rekenhuur_geloofwaardig",
    f"de rekenhuur ligt tussen {HUUR_LAAGST} en {HUUR_HOOGST} euro",
    Tussen("rekenhuur", HUUR_LAAGST, HUUR_HOOGST),
)


DATASETS = (
    Dataset(
        "toewijzingen",
        sleutel="toewijzing_id",
        gebeurtenis="toewijzingsdatum",
        verplicht=(
            "toewijzing_id",
            "eenheid_id",
            "corporatie",
            "toewijzingsdatum",
            "rekenhuur",
        ),
        pseudoniem=("inschrijving_id",),
        raakt="toewijzingen, zoektijd, inschrijftijd, wachttijd jongeren, mutaties, alle aandelen en de norm "
        "vrije ruimte (afspraak 20)",
        eigen=(
            blokkerend("niet_leeg", "er zijn toewijzingen geland", AantalRijen(1)),
            _HUUR_GELOOFWAARDIG,
            _verwijst("eenheid_id", "eenheden"),
            _verwijst("publicatie_id", "publicaties"),
            _verwijst("inschrijving_id", "inschrijvingen"),
            _niet_ver_vooruit("huur_ingangsdatum"),
            waarschuwing(
                "corporatie_blijft_leveren",
                "iedere corporatie met toewijzingen heeft ze ook in de laatste volledige levering",
                Geen(f"""
                    join landing.leveringen using (levering_id)
                    where soort = 'volledig'
                    group by rijen.bron, {_GEVOUWEN}
                    having max(peildatum) < (
                        select max(laatste.peildatum) from landing.leveringen as laatste
                        where laatste.bron = rijen.bron and laatste.soort = 'volledig'
                    )"""),
            ),
        ),
    ),
    Dataset(
        "eenheden",
        sleutel="eenheid_id",
        gebeurtenis=None,
        verplicht=("eenheid_id", "corporatie", "gemeente", "rekenhuur", "zelfstandig"),
        pseudoniem=(),
        raakt="voorraad, mutatiegraad, en de afbakening, corporatie en gemeente van alle cijfers",
        eigen=(
            blokkerend("niet_leeg", "er zijn eenheden geland", AantalRijen(1)),
            _HUUR_GELOOFWAARDIG,
            _volgorde("in_exploitatie", "uit_exploitatie"),
        ),
    ),
    Dataset(
        "publicaties",
        sleutel="publicatie_id",
        gebeurtenis="publicatiedatum",
        verplicht=("publicatie_id", "corporatie", "publicatiedatum", "sluitingsdatum", "model"),
        pseudoniem=(),
        raakt="zoektijd, slaagkans, aangeboden woningen, reacties en reacties per woning",
        eigen=(
            _verwijst("eenheid_id", "eenheden"),
            _volgorde("publicatiedatum", "sluitingsdatum"),
            _niet_ver_vooruit("sluitingsdatum"),
        ),
    ),
    Dataset(
        "reacties",
        sleutel="reactie_id",
        gebeurtenis="reactiedatum",
        verplicht=("reactie_id", "publicatie_id", "inschrijving_id", "reactiedatum"),
        pseudoniem=("inschrijving_id",),
        raakt="zoektijd, slaagkans, reacties, reacties per woning en actief woningzoekenden",
        eigen=(_verwijst("publicatie_id", "publicaties"), _verwijst("inschrijving_id", "inschrijvingen")),
    ),
    Dataset(
        "inschrijvingen",
        sleutel="inschrijving_id",
        gebeurtenis="inschrijfdatum",
        verplicht=("inschrijving_id", "inschrijfdatum"),
        pseudoniem=("inschrijving_id", "woningzoekende_id"),
        raakt="inschrijftijd, wachttijd jongeren, slaagkans, ingeschrevenen en actief woningzoekenden",
        eigen=(
            blokkerend(
                "geboortedatum_op_maand",
                "van een geboortedatum is alleen de maand bewaard",
                Geen("where day(geboortedatum) <> 1"),
                PRIVACY,
            ),
            _volgorde("geboortedatum", "inschrijfdatum"),
            _volgorde("inschrijfdatum", "uitschrijfdatum"),
            _niet_ver_vooruit("uitschrijfdatum"),
        ),
    ),
    Dataset(
        "opzeggingen",
        sleutel="opzegging_id",
        gebeurtenis="einddatum_huur",
        verplicht=("opzegging_id", "eenheid_id", "einddatum_huur"),
        pseudoniem=(),
        raakt="leegstandsduur",
        eigen=(_verwijst("eenheid_id", "eenheden"), _volgorde("opzegdatum", "einddatum_huur")),
    ),
)

LANDING = (*BOEKHOUDING, *(_tabel(dataset) for dataset in DATASETS))
