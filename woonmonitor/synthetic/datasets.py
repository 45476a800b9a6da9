"""The six datasets of the delivery contract, made from the market's state: one function each."""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from woonmonitor.synthetic import files, register, selection, stock
from woonmonitor.synthetic.calibration import CELLEN
from woonmonitor.synthetic.chance import Ints
from woonmonitor.synthetic.lettings import Toewijzing
from woonmonitor.synthetic.market import Markt, Week
from woonmonitor.synthetic.register import DAG_NUL

_NL = "%d-%m-%Y"
_RIJEN_TEGELIJK = 250_000
_CORPORATIES = tuple(cel.corporatie for cel in CELLEN)
_GEMEENTEN = tuple(cel.gemeente for cel in CELLEN)

KOLOMMEN = {
    "inschrijvingen": (
        "inschrijving_id", "woningzoekende_id", "inschrijfdatum", "uitschrijfdatum", "uitschrijfreden",
        "geboortedatum", "huishoudgrootte", "woonsituatie", "gemeente_herkomst", "herkomst",
    ),
    "publicaties": (
        "publicatie_id", "eenheid_id", "corporatie", "publicatiedatum", "sluitingsdatum", "model",
        "doelgroep", "aantal_eenheden", "status",
    ),
    "reacties": ("reactie_id", "publicatie_id", "inschrijving_id", "reactiedatum", "status", "positie"),
    "toewijzingen": (
        "toewijzing_id", "eenheid_id", "publicatie_id", "inschrijving_id", "corporatie", "toewijzingsdatum",
        "huur_ingangsdatum", "toewijzingsgrond", "leeftijd", "huishoudgrootte", "rekenhuur", "passendheid",
        "contractsoort", "status",
    ),
    "eenheden": (
        "eenheid_id", "corporatie", "gemeente", "wijk", "woningtype", "kamers", "rekenhuur", "kale_huur",
        "zelfstandig", "doelgroep", "nultreden", "rolstoelgeschikt", "geclusterd", "flex", "intramuraal",
        "in_exploitatie", "in_exploitatie_reden", "uit_exploitatie", "uit_exploitatie_reden",
    ),
    "opzeggingen": ("opzegging_id", "eenheid_id", "opzegdatum", "einddatum_huur", "reden"),
}  # fmt: skip


def reacties(week: Week, eerste_nummer: int) -> pl.DataFrame:
    """The reactions of one week, numbered on from `eerste_nummer`."""
    r, uitslag = week.reacties, week.uitslag
    nummers = np.array([p.nummer for p in week.publicaties], dtype=np.int64)
    return pl.DataFrame(
        [
            files.kenmerk("R", np.arange(len(r)) + eerste_nummer, 8),
            files.kenmerk("P", nummers[r.publicatie], 6),
            files.kenmerk("I", r.zoeker, 7),
            files.tijdstippen(r.moment),
            files.teksten(selection.STATUSSEN, uitslag.status),
            files.getallen(uitslag.positie),
        ],
        schema=list(KOLOMMEN["reacties"]),
    )


def inschrijvingen(markt: Markt) -> Iterator[pl.DataFrame]:
    """The whole register, in order of inschrijfdatum; what happens after the peildatum is not known yet."""
    r, laatste = markt.register, markt.laatste
    for deel in _delen(len(r)):
        uit = np.where(r.uit[deel] > laatste, -1, r.uit[deel])
        yield pl.DataFrame(
            [
                files.kenmerk("I", np.arange(deel.start, deel.stop), 7),
                files.kenmerk("W", r.woningzoekende[deel], 7),
                files.datums(r.ingeschreven[deel]),
                files.datums(uit),
                files.teksten(register.UITSCHRIJFREDENEN, np.where(uit < 0, 0, r.uit_reden[deel])),
                files.geboortedatums(r.geboren[deel], r.zonder_geboortedatum[deel]),
                files.getallen(r.huishouden[deel]),
                files.teksten(("starter", "doorstromer"), r.doorstromer[deel].astype(np.int64)),
                files.teksten(register.WOONPLAATSEN, r.woonplaats[deel]),
                files.teksten(register.HERKOMSTEN, r.herkomst[deel]),
            ],
            schema=list(KOLOMMEN["inschrijvingen"]),
        )


def publicaties(markt: Markt) -> Iterator[pl.DataFrame]:
    alle = markt.publicaties
    eerste = _reeks([p.eenheden[0] for p in alle])
    yield pl.DataFrame(
        [
            files.kenmerk("P", _reeks([p.nummer for p in alle]), 6),
            files.kenmerk("E", eerste, 6),
            files.teksten(_CORPORATIES, markt.voorraad.cel[eerste]),
            files.datums(_reeks([p.gepubliceerd for p in alle])),
            files.datums(_reeks([p.sluit for p in alle])),
            pl.Series([p.model for p in alle], dtype=pl.String),
            files.teksten(stock.DOELGROEPEN, _reeks([p.doelgroep for p in alle])),
            files.getallen(_reeks([len(p.eenheden) for p in alle])),
            pl.Series([p.status for p in alle], dtype=pl.String),
        ],
        schema=list(KOLOMMEN["publicaties"]),
    )


def geleverde_toewijzingen(markt: Markt) -> list[Toewijzing]:
    """Those from the opening to the peildatum, in the order in which they get their number."""
    return sorted((t for t in markt.verhuur.toewijzingen if t.datum <= markt.laatste), key=lambda t: t.datum)


def toewijzingen(markt: Markt) -> Iterator[pl.DataFrame]:
    alle = geleverde_toewijzingen(markt)
    eenheid = _reeks([t.eenheid for t in alle])
    yield pl.DataFrame(
        [
            files.kenmerk("T", np.arange(len(alle)), 6),
            files.kenmerk("E", eenheid, 6),
            files.kenmerk("P", _reeks([t.publicatie for t in alle]), 6),
            files.kenmerk("I", _reeks([t.inschrijving for t in alle]), 7),
            files.teksten(_CORPORATIES, markt.voorraad.cel[eenheid]),
            files.datums(_reeks([t.datum for t in alle]), vorm=_NL),
            files.datums(_reeks([t.huur_ingang for t in alle]), vorm=_NL),
            pl.Series([t.grond for t in alle], dtype=pl.String),
            files.getallen(_reeks([t.leeftijd for t in alle])),
            files.getallen(_reeks([t.huishouden for t in alle])),
            files.euros(_reeks([t.huur for t in alle])),
            pl.Series([t.passendheid for t in alle], dtype=pl.String),
            pl.Series([t.contract for t in alle], dtype=pl.String),
            pl.Series(["vervallen" if t.vervallen else "definitief" for t in alle], dtype=pl.String),
        ],
        schema=list(KOLOMMEN["toewijzingen"]),
    )


def eenheden(markt: Markt) -> Iterator[pl.DataFrame]:
    """All dwellings of the period, those since demolished or sold too; rents as on the peildatum."""
    v, laatste = markt.voorraad, markt.laatste
    for deel in _delen(len(v)):
        uit = np.where(v.uit_exploitatie[deel] > laatste, -1, v.uit_exploitatie[deel])
        kenmerken = (v.nultreden, v.rolstoelgeschikt, v.geclusterd, v.flex, v.intramuraal)
        yield pl.DataFrame(
            [
                files.kenmerk("E", np.arange(deel.start, deel.stop), 6),
                files.teksten(_CORPORATIES, v.cel[deel]),
                files.teksten(_GEMEENTEN, v.cel[deel]),
                files.teksten(stock.WIJKEN, v.wijk[deel]),
                files.teksten(stock.WONINGTYPEN, v.woningtype[deel]),
                files.getallen(v.kamers[deel]),
                files.euros(v.huur[deel]),
                files.euros(v.huur[deel] - v.servicekosten[deel]),
                files.ja_nee(v.zelfstandig[deel]),
                files.teksten(stock.DOELGROEPEN, v.doelgroep[deel]),
                *(files.ja_nee(kenmerk[deel]) for kenmerk in kenmerken),
                files.datums(v.in_exploitatie[deel], vorm=_NL),
                files.teksten(stock.IN_REDENEN, v.in_reden[deel]),
                files.datums(uit, vorm=_NL),
                files.teksten(stock.UIT_REDENEN, np.where(uit < 0, 0, v.uit_reden[deel])),
            ],
            schema=list(KOLOMMEN["eenheden"]),
        )


def opzeggingen(markt: Markt) -> Iterator[pl.DataFrame]:
    """Tenancies that ended between the opening and the peildatum."""
    alle = [o for o in markt.vertrek.opzeggingen if DAG_NUL <= o.einddatum <= markt.laatste]
    alle.sort(key=lambda o: o.einddatum)
    yield pl.DataFrame(
        [
            files.kenmerk("O", np.arange(len(alle)), 6),
            files.kenmerk("E", _reeks([o.eenheid for o in alle]), 6),
            files.datums(_reeks([o.opgezegd for o in alle]), vorm=_NL),
            files.datums(_reeks([o.einddatum for o in alle]), vorm=_NL),
            pl.Series([o.reden for o in alle], dtype=pl.String),
        ],
        schema=list(KOLOMMEN["opzeggingen"]),
    )


def _delen(aantal: int) -> Iterator[slice]:
    """Slices that together cover `aantal` rows, so that a large register is written piece by piece."""
    for begin in range(0, aantal, _RIJEN_TEGELIJK):
        yield slice(begin, min(begin + _RIJEN_TEGELIJK, aantal))


def _reeks(waarden: list[int]) -> Ints:
    return np.array(waarden, dtype=np.int64)


TABELLEN: dict[str, Callable[[Markt], Iterator[pl.DataFrame]]] = {
    "inschrijvingen": inschrijvingen,
    "publicaties": publicaties,
    "toewijzingen": toewijzingen,
    "eenheden": eenheden,
    "opzeggingen": opzeggingen,
}
"""The datasets that are written when the market has run; its reacties stream out while it runs."""
