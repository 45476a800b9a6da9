"""Eight leveringen from one made-up market: dirt, late corrections, withdrawals, a second bron, out of order.

Each oddity that a definition speaks of is planted where the levering is made.
"""

import datetime as dt
from pathlib import Path

from delivered import day
from made_up_market import (
    START,
    Manifest,
    Tables,
    amount,
    cents_of,
    change,
    manifest,
    number_of,
    of_corporatie,
    read_market,
    since,
    until,
    write,
)
from planted_in_first import plant_oddities
from planted_in_market import plant


def write_leveringen(folder: Path) -> list[Path]:
    """Writes the eight under `folder`; returns them in the order in which they are to be ingested."""
    market = plant(read_market(folder / "markt"))
    return [
        write(folder / name, *levering)
        for name, levering in (
            ("volledig_2023", _first(market)),
            ("volledig_2025", _second(market)),
            ("nagekomen_2024", _late(market)),
            ("andere_bron", _other_source(market)),
            ("zelfde_peildatum", _same_day(market)),
            ("aanvulling_2025", _last(market)),
            ("huren_nieuwjaar", _rents(market, dt.date(2025, 1, 11), 900)),
            ("huren_2024", _rents(market, dt.date(2024, 12, 20), 500)),
        )
    ]


def _first(market: Tables) -> tuple[Manifest, Tables]:
    """All from the start to the end of 2023."""
    tables = until(market, dt.date(2023, 12, 31))
    for row in tables["reacties"][::17]:
        change(row, status="ingetrokken")
    _without(tables)
    plant_oddities(tables)
    return manifest(dt.date(2023, 12, 31), van=START), tables


def _second(market: Tables) -> tuple[Manifest, Tables]:
    """Complete from 2023 on: leaves rows out, changes some of before, refuses some that were known."""
    everything = until(market, dt.date(2025, 6, 30))
    tables = since(everything, dt.date(2023, 1, 1))
    for name, step in (("toewijzingen", 23), ("publicaties", 29), ("reacties", 31), ("eenheden", 41)):
        del tables[name][5::step]
    del tables["inschrijvingen"][::60]
    lettings, units = tables["toewijzingen"], tables["eenheden"]
    for row in of_corporatie({"toewijzingen": lettings}, "Actium")["toewijzingen"][::6]:
        change(row, toewijzingsgrond="uitstroom_medisch_verblijf")
    before = [row for row in everything["toewijzingen"] if day(row["toewijzingsdatum"]).year == 2022]
    lettings += [row | {"toewijzingsgrond": "maatwerk"} for row in before[:6]]
    for row in units[::13]:
        change(row, rekenhuur=amount(cents_of(row["rekenhuur"]) + 9000), kale_huur="")
    for row in units[3::50]:
        change(row, gemeente="Aa en Hunze", wijk="Rolde")
    for row in tables["reacties"][2::13]:
        change(row, status="geweigerd")
    change(lettings[0], rekenhuur="")
    change(lettings[1], toewijzingsdatum="01-07-2025")  # after the peildatum
    change(lettings[2], corporatie="Niemand")
    change(units[5], rekenhuur="veel")
    change(units[6], zelfstandig="Nee")
    return manifest(dt.date(2025, 6, 30), van=dt.date(2023, 1, 1)), tables


def _late(market: Tables) -> tuple[Manifest, Tables]:
    """Ingested after a later one: older versions, rows that one withdraws, other rents. Actium alone."""
    everything = of_corporatie(until(market, dt.date(2024, 9, 30)), "Actium")
    tables = since(everything, dt.date(2023, 10, 1))
    tables["eenheden"] = everything["eenheden"][::5]
    for row in tables["eenheden"]:
        change(row, rekenhuur=amount(cents_of(row["rekenhuur"]) - 4000), kale_huur="")
    lettings = tables["toewijzingen"]
    for row in lettings[::4]:
        change(row, toewijzingsgrond="zorgindicatie")
    change(lettings[1], status="vervallen")
    _without(tables)
    lettings.append(lettings[2] | {"toewijzing_id": "T-later-weg", "toewijzingsdatum": "2024-05-05"})
    lettings.append(lettings[2] | {"toewijzing_id": "T-blijft", "toewijzingsdatum": "2022-05-05"})
    del tables["inschrijvingen"]
    return manifest(dt.date(2024, 9, 30), soort="aanvulling", van=dt.date(2024, 1, 1)), tables


def _other_source(market: Tables) -> tuple[Manifest, Tables]:
    """Another supplier, whose ids are the first one's and mean something else."""
    tables = since(until(market, dt.date(2025, 3, 31)), dt.date(2025, 1, 1))
    tables["eenheden"] = [row | {"gemeente": "Assen", "wijk": "Peelo"} for row in tables["eenheden"][:60]]
    for name in ("eenheden", "publicaties", "toewijzingen"):
        for row in tables[name]:
            change(row, corporatie="Domesta")
    for row in tables["toewijzingen"]:
        change(row, eenheid_id=tables["eenheden"][number_of(row["eenheid_id"]) % 60]["eenheid_id"])
    tables["inschrijvingen"] = tables["inschrijvingen"][::2]
    about = manifest(dt.date(2025, 3, 31), soort="aanvulling", van=dt.date(2025, 1, 1))
    return about | {"bron": "anderkompas"}, tables


def _same_day(market: Tables) -> tuple[Manifest, Tables]:
    """The peildatum of `_second`, ingested later: goes before it. Says no period."""
    everything = until(market, dt.date(2025, 6, 30))
    tables = since(everything, dt.date(2025, 2, 1))
    del tables["inschrijvingen"], tables["opzeggingen"]
    tables["eenheden"] = everything["eenheden"][2::9]
    for row in tables["eenheden"]:
        change(row, rekenhuur="641,00", kale_huur="639,00", wijk="", kamers="")
    for row in tables["toewijzingen"][::3]:
        change(row, toewijzingsgrond="urgentie", rekenhuur="455,10")
    for row in tables["reacties"][::5]:
        change(row, status="ingetrokken")
    about = manifest(dt.date(2025, 6, 30), soort="aanvulling", van=START)
    return {name: value for name, value in about.items() if not name.startswith("periode")}, tables


def _last(market: Tables) -> tuple[Manifest, Tables]:
    """Actium closes its year; Woonservice does not."""
    everything = of_corporatie(until(market, dt.date(2025, 12, 31)), "Actium")
    tables = since(everything, dt.date(2025, 7, 1))
    tables["eenheden"] = [row for row in everything["eenheden"] if number_of(row["eenheid_id"]) % 3 == 0]
    return manifest(dt.date(2025, 12, 31), soort="aanvulling", van=dt.date(2025, 7, 1)), tables


def _rents(market: Tables, peildatum: dt.date, cents_more: int) -> tuple[Manifest, Tables]:
    """Rents alone, of some dwellings: as far from a year before the last levering as the other such one."""
    tables = {"eenheden": until(market, peildatum)["eenheden"][::2]}
    for row in tables["eenheden"]:
        change(row, rekenhuur=amount(cents_of(row["rekenhuur"]) + cents_more))
    return manifest(peildatum, soort="aanvulling", van=peildatum), tables


def _without(tables: Tables) -> None:
    """Columns that came only later."""
    for row in tables["toewijzingen"]:
        row["passendheid"] = ""
    for row in tables["eenheden"]:
        row["geclusterd"] = ""
