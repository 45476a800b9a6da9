"""A market small enough to know by heart, counted into the reporting tables: figures that fit each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any

import duckdb

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Letting:
    jaar: int
    corporatie: str
    gemeente: str
    wijk: str
    categorie: str
    zoekdagen: int  # 0: let without an offer


def market() -> list[Letting]:
    """Actium lets 120 a year in Assen, Woonservice 6 of which 2 deviate, and 20 elsewhere."""
    lettings = []
    for jaar in (2023, 2024):
        for i in range(120):
            wijk = "Pittelo" if i < 60 else "Lariks" if i < 105 else "Marsdijk" if i < 117 else "Kloosterveen"
            categorie = "vrije_ruimte" if i % 5 == 0 else "statushouder" if i % 12 == 1 else "regulier"
            lettings.append(
                Letting(jaar, "Actium", "Assen", wijk, categorie, 0 if i % 4 == 3 else 300 + 7 * i)
            )
        for i in range(6):
            categorie = "vrije_ruimte" if i < 2 else "regulier"
            lettings.append(Letting(jaar, "Woonservice", "Assen", "Lariks", categorie, 900 + i))
        lettings += [Letting(jaar, "Woonservice", "Rolde", "Rolde", "regulier", 500 + i) for i in range(20)]
    return lettings


def _groups(lettings: list[Letting]) -> Iterator[tuple[tuple[Any, ...], list[Letting]]]:
    """(year, corporatie, gemeente, dimensie, value) → its lettings, with those taken together."""
    for jaar in sorted({one.jaar for one in lettings}):
        for corporatie in ("alle", "Actium", "Woonservice"):
            for gemeente in ("alle", "Assen", "Rolde"):
                here = [
                    one
                    for one in lettings
                    if one.jaar == jaar
                    and corporatie in ("alle", one.corporatie)
                    and gemeente in ("alle", one.gemeente)
                ]
                if not here:
                    continue
                yield (jaar, corporatie, gemeente, "totaal", "totaal"), here
                for wijk in sorted({one.wijk for one in here}):
                    yield (
                        (jaar, corporatie, gemeente, "wijk", wijk),
                        [one for one in here if one.wijk == wijk],
                    )


def _figures(lettings: list[Letting]) -> Iterator[tuple[Any, ...]]:
    for (jaar, *place, dimensie, value), here in _groups(lettings):
        found = [one.zoekdagen for one in here if one.categorie == "regulier" and one.zoekdagen]
        cases: list[tuple[Any, ...]] = [
            ("toewijzingen", "aantal", len(here), "aantal", None, None, len(here))
        ]
        if found:
            cases += [
                ("zoektijd", "gemiddelde", mean(found), "dagen", None, None, len(found)),
                ("zoektijd", "mediaan", median(found), "dagen", None, None, len(found)),
            ]
        if dimensie == "totaal":
            for indicator, categorie in (
                ("aandeel_vrije_ruimte", "vrije_ruimte"),
                ("aandeel_statushouders", "statushouder"),
            ):
                k = sum(one.categorie == categorie for one in here)
                cases.append((indicator, "aandeel", k / len(here), "aandeel", k, len(here), len(here)))
        for indicator, maat, waarde, eenheid, teller, noemer, n in cases:
            yield (
                *(indicator, maat, "jaar", date(jaar, 1, 1), date(jaar, 12, 31), *place, dimensie, value),
                *(waarde, eenheid, teller, noemer, n, None, None, False, None),
            )


def _verdicts(lettings: list[Letting]) -> Iterator[dict[str, Any]]:
    for (jaar, corporatie, gemeente, dimensie, _), here in _groups(lettings):
        if dimensie == "totaal" and gemeente == "Assen":
            k = sum(one.categorie == "vrije_ruimte" for one in here)
            verdict = "overschrijding" if 5 * k > len(here) else "binnen_norm"
            yield {
                **{"corporatie": corporatie, "gemeente": gemeente, "jaar": jaar, "lezing": "A", "k": k},
                **{"n": len(here), "aandeel": k / len(here), "norm": 0.2, "oordeel": verdict},
                **{"jaren_pool": 1, "k_pool": k, "n_pool": len(here), "is_gesloten": True},
                **{"k_uitstroom": k // 2, "k_overig": k - k // 2},
                **{"is_bekrachtigde_lezing": True, "voorlopig": False, "te_weinig_toewijzingen": False},
            }


def build(path: Path, *, then: str = "", lettings: Callable[[], list[Letting]] = market) -> Path:
    """The warehouse of the market at `path`; `then` is SQL on top of it."""
    with duckdb.connect(str(path)) as con:
        for part in ("schema", "altijd"):
            con.execute((_HERE / f"{part}.sql").read_text(encoding="utf-8"))
        figures = list(_figures(lettings()))
        con.executemany(
            f"insert into reporting.rpt_indicatoren values ({', '.join('?' * len(figures[0]))})", figures
        )
        for row in _verdicts(lettings()):
            names = ", ".join(row)
            con.execute(
                f"insert into reporting.rpt_norm_vrije_ruimte ({names}) values ({', '.join('?' * len(row))})",
                list(row.values()),
            )
        con.execute(_AGREEMENTS)
        con.execute("update reporting.rpt_build set aantal_leveringen = 1, laatste_peildatum = '2024-12-31'")
        con.execute(then or "select 1")
    return path


_AGREEMENTS = """
    insert into reporting.rpt_afspraken
    select
        '20', 'Beschikbaarheid', 'Maximaal 20% vrije beleidsruimte', corporatie, gemeente, indicator, waarde,
        eenheid, n, periode_soort, periode_start, periode_eind, 0.2, 'norm',
        'maximaal', 'gehaald', null, 'convenant'
    from reporting.rpt_indicatoren
    where indicator = 'aandeel_vrije_ruimte' and gemeente = 'Assen' and corporatie <> 'alle'
        and dimensie = 'totaal' and year(periode_start) = 2024
"""
