"""Dwellings by the second reading: the stock on a date, what came and went, and rents a year apart."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from classes import BOUNDS, UNKNOWN, huurklasse
from delivered import Levering, Row

Which = tuple[str, str]
"""bron and eenheid_id."""

BY_DWELLING = ("wijk", "woningtype", "kamers")
QUALITIES = ("nultreden", "rolstoelgeschikt", "geclusterd", "flex")
WAYS = {"nieuwbouw", "aankoop", "transformatie", "sloop", "verkoop", "overname", "overdracht"}
SLACK = 31
DAY = dt.timedelta(days=1)


class Stock:
    """`dwellings`: the current register; `leveringen`: all that are known, each with its own rents."""

    def __init__(self, leveringen: list[Levering], dwellings: dict[Which, Row]) -> None:
        self.dwellings = dwellings
        self._rents = _rent_versions(leveringen)

    def rent_on(self, which: Which, date: dt.date) -> tuple[Row, int]:
        """The row that holds the rent on a date, and the year of its peildatum."""
        versions = self._rents[which]
        place = max(bisect_right([peildatum for peildatum, _ in versions], date) - 1, 0)
        peildatum, row = versions[place]
        return row, peildatum.year

    def on(self, date: dt.date) -> Iterator[Row]:
        """The dwellings in exploitatie; `sociaal`: in the stock of that name."""
        for which, dwelling in self.dwellings.items():
            if not _is_there(dwelling, date):
                continue
            rent, year = self.rent_on(which, date)
            yield {
                "which": which,
                "corporatie": dwelling["corporatie"],
                "gemeente": dwelling["gemeente"],
                **{name: dwelling[name] for name in (*BY_DWELLING, *QUALITIES, "doelgroep")},
                "huurklasse": huurklasse(rent["rekenhuur"], year),
                "zelfstandig": dwelling["zelfstandig"],
                "sociaal": self.is_sociaal(which, date),
            }

    def is_sociaal(self, which: Which, date: dt.date) -> bool:
        dwelling = self.dwellings[which]
        rent, year = self.rent_on(which, date)
        asked = rent["kale_huur"] or rent["rekenhuur"]
        return _is_there(dwelling, date) and _is_stock(dwelling) and asked <= BOUNDS[year][3]

    def changes(self) -> Iterator[Row]:
        """What came (`sign` 1) and went (-1) of the stock sociaal, and how; a flex dwelling by being one."""
        for which, dwelling in self.dwellings.items():
            start, end = dwelling["in_exploitatie"], dwelling["uit_exploitatie"]
            for date, seen, way, sign in (
                (start, start, dwelling["in_exploitatie_reden"], 1),
                (end, end and end - DAY, dwelling["uit_exploitatie_reden"], -1),
            ):
                if date and self.is_sociaal(which, seen):
                    yield {
                        "date": date,
                        "corporatie": dwelling["corporatie"],
                        "gemeente": dwelling["gemeente"],
                        "mutatiesoort": "flex" if dwelling["flex"] else way if way in WAYS else UNKNOWN,
                        "way": way,
                        "sign": sign,
                        "nultreden": dwelling["nultreden"],
                    }

    def rises(self, start: dt.date, end: dt.date, let: dict[Which, list[dt.date]]) -> Iterator[Row]:
        """By how much each rent rose in the year before the last peildatum of a period; `let`: when anew."""
        peildata: dict[str, set[dt.date]] = defaultdict(set)
        for (bron, _), versions in self._rents.items():
            peildata[bron] |= {peildatum for peildatum, _ in versions}
        for bron, known in peildata.items():
            last = max((one for one in known if start <= one <= end), default=None)
            before = last and min(known, key=lambda one: (abs(one - _year_before(last)), one))
            if not last or abs(before - _year_before(last)) > SLACK * DAY:
                continue
            for dwelling in self.on(before):
                which = dwelling["which"]
                rents = dict(self._rents[which])
                is_let = any(before < date <= last for date in let.get(which, ()))
                if which[0] == bron and dwelling["sociaal"] and not is_let and {before, last} <= set(rents):
                    old, new = rents[before]["rekenhuur"], rents[last]["rekenhuur"]
                    yield dwelling | {"date": end, "rise": (new - old) / old}


def _rent_versions(leveringen: list[Levering]) -> dict[Which, list[tuple[dt.date, Row]]]:
    """Per dwelling its landed versions by peildatum; of two alike the later ingested."""
    versions: dict[Which, dict[dt.date, Row]] = defaultdict(dict)
    for levering in sorted(leveringen, key=lambda one: one.order):
        for key, row in levering.rows.get("eenheden", {}).items():
            versions[levering.bron, key][levering.peildatum] = row
    return {which: sorted(rows.items(), key=lambda pair: pair[0]) for which, rows in versions.items()}


def _is_there(dwelling: Row, date: dt.date) -> bool:
    start, end = dwelling["in_exploitatie"], dwelling["uit_exploitatie"]
    return not (start and start > date) and not (end and end <= date)


def _is_stock(dwelling: Row) -> bool:
    return bool(dwelling["zelfstandig"] and not dwelling["intramuraal"])


def _year_before(date: dt.date) -> dt.date:
    return date.replace(year=date.year - 1, day=28 if (date.month, date.day) == (2, 29) else date.day)
