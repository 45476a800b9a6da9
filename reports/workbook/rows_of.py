"""The rows of the sheets beside the figures, each as its columns in `tables` name them."""

from collections.abc import Iterable
from datetime import date

from reports import display, texts
from reports.edition import Edition
from reports.withheld import SIGN, is_withheld
from reports.workbook.prose import plain
from reports.workbook.sheets import Measured, Row

_TITLES = "select indicator, titel from reporting.rpt_definities"
_AGREEMENTS = """
    select * replace (norm::double as norm) from reporting.rpt_afspraken
    order by
        try_cast(regexp_extract(afspraak, '^[0-9]+') as integer), afspraak, norm is null, tekst, corporatie,
        gemeente, indicator, periode_start
"""
_NORM = """
    from reporting.rpt_norm_vrije_ruimte
    order by not is_bekrachtigde_lezing, lezing, gemeente <> $gemeente, gemeente, corporatie, jaar
"""
_TRENDS = """
    from reporting.rpt_trends
    order by
        indicator, maat, dimensie <> 'totaal', dimensie, gemeente <> $gemeente, gemeente, corporatie,
        dimensie_waarde, periode_soort
"""
_QUALITY = """
    from reporting.rpt_kwaliteit
    order by soort, dataset, code, levering_id, bestand, omschrijving, indicatoren
"""
_LEVERINGEN = "from reporting.rpt_leveringen order by volgnummer"
_FILES = """
    select bestanden.*, leveringen.volgnummer from reporting.rpt_bestanden as bestanden
    left join reporting.rpt_leveringen as leveringen using (levering_id)
    order by leveringen.volgnummer, bestanden.dataset, bestanden.bestand, bestanden.sha256
"""
#: Where the rows of a file went; together they are the rows that were read.
_DESTINATIONS = ("rijen_geland", "rijen_quarantaine", "rijen_dubbel", "rijen_overgeslagen")


def _titles(edition: Edition) -> dict[str, str]:
    return {row["indicator"]: row["titel"] or row["indicator"] for row in edition.rows(_TITLES)}


def definitions(edition: Edition) -> Iterable[Row]:
    for row in edition.rows("from reporting.rpt_definities order by titel, indicator"):
        yield (
            *(row[name] for name in ("titel", "indicator", "eenheid", "afspraken")),
            *(plain(row[name]) or None for name in ("definitie", "kanttekening")),
        )


def agreements(edition: Edition) -> Iterable[Row]:
    titles, states = _titles(edition), texts.general().staten
    for row in edition.rows(_AGREEMENTS):
        value, norm, unit = row["waarde"], row["norm"], row["eenheid"] or "aantal"
        withheld = SIGN if is_withheld(row["reden"]) else None
        state = states.get(row["staat"])
        yield (
            *(row[name] for name in ("afspraak", "thema", "tekst", "corporatie", "gemeente")),
            titles.get(row["indicator"], row["indicator"]),
            _known(display.period(row["periode_soort"], row["periode_start"], row["periode_eind"])),
            withheld if value is None else Measured(value, unit),
            None if value is None else display.figure(value, row["eenheid"], norm),
            withheld if row["n"] is None else row["n"],
            None if norm is None else Measured(norm, unit),
            texts.general().normsoorten.get(row["norm_soort"], row["norm_soort"]),
            texts.general().richtingen.get(row["norm_richting"], row["norm_richting"]),
            f"{state.teken} {state.woord}" if state else row["staat"],
            row["reden"],
            row["bron"],
        )


def norm(edition: Edition) -> Iterable[Row]:
    verdicts = texts.general().oordelen
    words = {name: f"{verdict.teken} {verdict.woord}" for name, verdict in verdicts.items()}
    for row in edition.rows(_NORM, {"gemeente": edition.gemeente}):
        yield (
            *(row[name] for name in ("corporatie", "gemeente", "jaar", "lezing", "is_bekrachtigde_lezing")),
            SIGN if row["k"] is None else row["k"],
            SIGN if row["n"] is None else row["n"],
            *(row[name] for name in ("aandeel", "norm", "ruimte_over")),
            *(words.get(row[name], row[name]) for name in ("oordeel", "oordeel_met_onbekend")),
            *(row[name] for name in ("regel", "regel_grond", "k_uitstroom", "k_overig", "k_onbekend")),
            *(row[name] for name in ("bedoeld_voor_uitstroom", "bestemming_uitstroom")),
            *(row[name] for name in ("toeval_van", "toeval_tot", "toeval_uiterst")),
            *(row[name] for name in ("k_pool", "n_pool", "jaren_pool")),
            *(row[name] for name in ("p_eenzijdig", "p_gepoold", "p_samen")),
            *(row[name] for name in ("prognose_vanaf", "n_verwacht", "aandeel_verwacht")),
            *(row[name] for name in ("aandeel_verwacht_van", "aandeel_verwacht_tot", "kans_boven_norm")),
            *(row[name] for name in ("is_gesloten", "voorlopig", "te_weinig_toewijzingen")),
        )


def trends(edition: Edition) -> Iterable[Row]:
    titles = _titles(edition)
    for row in edition.rows(_TRENDS, {"gemeente": edition.gemeente}):
        is_share = row["eenheid"] == "aandeel"
        unit = "procentpunt" if is_share else row["eenheid"]
        yield (
            titles.get(row["indicator"], row["indicator"]),
            *(row[name] for name in ("maat", "periode_soort", "corporatie", "gemeente")),
            *(row[name].replace("_", " ") for name in ("dimensie", "dimensie_waarde")),
            *(row[name] for name in ("eerste_jaar", "laatste_jaar", "aantal_jaren")),
            *(
                None if row[name] is None else Measured(row[name] * (100 if is_share else 1), "helling")
                for name in ("helling", "ondergrens", "bovengrens")
            ),
            f"{unit} {display.pace(unit, row['periode_soort'])}",
            *(row[name] for name in ("p", "q", "richting", "kwalificatie")),
        )


def quality(edition: Edition) -> Iterable[Row]:
    titles, words = _titles(edition), texts.general()
    for row in edition.rows(_QUALITY):
        kind = words.kwaliteit.get(row["soort"])
        touched = [name.strip() for name in (row["indicatoren"] or "").split(",") if name.strip()]
        yield (
            kind.kop if kind else row["soort"],
            row["dataset"],
            row["code"],
            words.weigeringen.get(row["code"]) or row["omschrijving"],
            row["bestand"],
            _known(display.short_hash(row["levering_id"])),
            row["aantal"],
            ", ".join(titles.get(name, name) for name in touched) or None,
        )


def leveringen(edition: Edition) -> Iterable[Row]:
    for row in edition.rows(_LEVERINGEN):
        landed: date | None = row["geland_op"] and row["geland_op"].date()
        yield (
            *(row[name] for name in ("volgnummer", "bron", "peildatum", "soort", "periode_van")),
            *(row[name] for name in ("periode_tot_en_met", "synthetisch")),
            landed,
            *(row[name] for name in ("rijen_gelezen", *_DESTINATIONS, "rijen_vergeten")),
            row["levering_id"],
        )


def files(edition: Edition) -> Iterable[Row]:
    for row in edition.rows(_FILES):
        went = sum(row[name] for name in _DESTINATIONS)
        yield (
            *(row[name] for name in ("volgnummer", "dataset", "bestand", "rijen_gelezen", *_DESTINATIONS)),
            "ja" if went == row["rijen_gelezen"] else "NEE",
            row["rijen_vergeten"],
            row["sha256"],
        )


def _known(text: str) -> str | None:
    return None if text == display.NOTHING else text
