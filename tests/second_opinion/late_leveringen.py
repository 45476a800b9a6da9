"""Six leveringen from one made-up market: dirt, late corrections, withdrawals, a second bron, out of order.

Each oddity that a definition speaks of is planted where the levering is made.
"""

import datetime as dt
from pathlib import Path

from delivered import day
from made_up_market import (
    START,
    Manifest,
    Tables,
    Text,
    amount,
    cents_of,
    change,
    manifest,
    number_of,
    of_corporatie,
    pointed_to,
    read_market,
    since,
    until,
    write,
)


def write_leveringen(folder: Path) -> list[Path]:
    """Writes the six under `folder`; returns them in the order in which they are to be ingested."""
    market = read_market(folder / "markt")
    return [
        write(folder / name, *levering)
        for name, levering in (
            ("volledig_2023", _first(market)),
            ("volledig_2025", _second(market)),
            ("nagekomen_2024", _late(market)),
            ("andere_bron", _other_source(market)),
            ("zelfde_peildatum", _same_day(market)),
            ("aanvulling_2025", _last(market)),
        )
    ]


def _first(market: Tables) -> tuple[Manifest, Tables]:
    """All from the start to the end of 2023."""
    tables = until(market, dt.date(2023, 12, 31))
    for row in tables["inschrijvingen"]:
        row["geboortejaar"] = ""
    for row in tables["inschrijvingen"][::9]:
        change(row, geboortejaar=row["geboortedatum"][:4], geboortedatum="")
    for row in tables["inschrijvingen"][::11]:
        change(row, woningzoekende_id="")
    for row in tables["reacties"][::17]:
        change(row, status="ingetrokken")
    _odd_dwellings(tables["eenheden"])
    _odd_offers(tables)
    _odd_lettings(tables)
    _odd_searches(tables)
    return manifest(dt.date(2023, 12, 31), van=START), tables


def _odd_dwellings(units: list[Text]) -> None:
    for row in units[::7]:
        change(row, kale_huur="")
    for row in units[1::97]:
        change(row, intramuraal="Ja")
    change(units[12], rekenhuur="812,00", kale_huur="790,00")  # by kale huur within the bound of 2023
    change(units[13], zelfstandig="Nee")
    for row in units[36:40]:
        change(row, uit_exploitatie="2022-12-31", uit_exploitatie_reden="sloop")
    change(units[31], in_exploitatie="01-01-2023", in_exploitatie_reden="aankoop")
    change(units[32], rekenhuur="808,06", kale_huur="")  # the bound of the peildatum's year, to the cent
    change(units[33], rekenhuur="808,07", kale_huur="")
    change(units[34], wijk="De  Lariks")
    in_drenthe = [row for row in units if row["gemeente"] == "Midden-Drenthe"]
    change(in_drenthe[0], gemeente="Midden- Drenthe")
    change(in_drenthe[1], gemeente="MIDDEN-DRENTHE", corporatie=f" {in_drenthe[1]['corporatie'].upper()}")
    change(next(row for row in units if row["corporatie"] == "Actium"), corporatie="Stichting Actium")


def _odd_offers(tables: Tables) -> None:
    offers, reacties = tables["publicaties"], tables["reacties"]
    change(offers[2], eenheid_id="E-onbekend")
    change(offers[3], eenheid_id="")
    change(offers[4], aantal_eenheden="3")
    change(offers[5], status="ingetrokken")
    change(offers[6], model="Directe bemiddeling")
    change(offers[7], aantal_eenheden="")
    for row in offers[8::10]:
        change(row, doelgroep="studenten")  # whatever the dwelling is meant for
    # Before the period; on an offer that nobody knows; twice the same person on the same offer.
    reacties.append(reacties[0] | {"reactie_id": "R-vroeg", "reactiedatum": "2021-11-03"})
    reacties.append(reacties[1] | {"reactie_id": "R-los", "publicatie_id": "P-nergens"})
    reacties.append(reacties[2] | {"reactie_id": "R-weer", "status": "actief"})


def _odd_lettings(tables: Tables) -> None:
    lettings = _searched(tables)
    change(lettings[3], eenheid_id="E-onbekend")
    change(lettings[4], publicatie_id="P-onbekend")
    change(lettings[5], inschrijving_id="I-onbekend")
    change(lettings[6], toewijzingsgrond="Urgentieverklaring")
    change(lettings[7], toewijzingsgrond="zomaar een label")
    change(lettings[8], toewijzingsgrond="")
    change(lettings[9], rekenhuur=_bound(lettings[9]))
    change(lettings[10], rekenhuur=_bound(lettings[10], cents_above=1))
    change(lettings[11], leeftijd="22", toewijzingsgrond="regulier")
    change(lettings[12], leeftijd="23", huishoudgrootte="")
    change(lettings[13], status="vervallen")
    swapped = {"Actium": "Woonservice", "Woonservice": "Actium"}
    change(lettings[14], corporatie=swapped[lettings[14]["corporatie"]])
    change(lettings[21], publicatie_id=tables["publicaties"][6]["publicatie_id"], toewijzingsgrond="regulier")
    # A dwelling that came by transformatie: its first letting is no mutatie, though too dear to count.
    unit = pointed_to(tables["eenheden"], lettings[20], "eenheid_id")
    change(unit, in_exploitatie="2022-02-01", in_exploitatie_reden="transformatie")
    change(lettings[20], rekenhuur="985,00")
    change(lettings[35], eenheid_id=unit["eenheid_id"])
    first, second, third = tables["toewijzingen"][:3]
    tables["toewijzingen"] += [
        lettings[40] | {"toewijzing_id": "T-vroeg", "toewijzingsdatum": "10-10-2021"},  # before the period
        first,  # twice the same
        second | {"rekenhuur": "412,34"},  # one key, two contents: neither lands
        third | {"toewijzing_id": "T-31", "toewijzingsdatum": "31-02-2022"},
        third | {"toewijzing_id": "T-wie", "corporatie": "Niemand"},
    ]


def _odd_searches(tables: Tables) -> None:
    """Who is let to or registered more than once, at the edge of an age, or registered too late."""
    lettings, people = _searched(tables), tables["inschrijvingen"]
    # A youth contract keeps the inschrijving; out of scope here. The next search begins after its day.
    youth = lettings[15]
    change(youth, rekenhuur="990,00")
    change(lettings[30], inschrijving_id=youth["inschrijving_id"])
    for days in (0, 3):
        again = day(youth["toewijzingsdatum"]) + dt.timedelta(days)
        tables["reacties"].append(
            tables["reacties"][0]
            | {"reactie_id": f"R-{days}-later", "reactiedatum": f"{again} 09:30:00", "status": "actief"}
            | {"publicatie_id": lettings[30]["publicatie_id"], "inschrijving_id": youth["inschrijving_id"]}
        )
    for letting in lettings[24:29]:
        own = [row for row in tables["reacties"] if row["inschrijving_id"] == letting["inschrijving_id"]]
        change(min(own, key=lambda row: row["reactiedatum"]), status="ingetrokken")
        change(pointed_to(people, letting, "inschrijving_id"), woningzoekende_id="W-samen")
    change(lettings[31], inschrijving_id=lettings[16]["inschrijving_id"])
    lettings[33] |= {key: lettings[32][key] for key in ("inschrijving_id", "toewijzingsdatum")}
    let_on = day(lettings[22]["toewijzingsdatum"])
    person = pointed_to(people, lettings[22], "inschrijving_id")
    change(
        person, geboortedatum=f"{let_on.year - 23}-{let_on.month:02d}-28", geboortejaar=""
    )  # 23 this month
    change(lettings[22], leeftijd="", toewijzingsgrond="regulier")
    change(pointed_to(people, lettings[23], "inschrijving_id"), inschrijfdatum="2023-12-30")


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


def _searched(tables: Tables) -> list[Text]:
    """The lettings of one who reacted to an offer."""
    return [row for row in tables["toewijzingen"] if row["inschrijving_id"] and row["publicatie_id"]]


def _bound(letting: Text, cents_above: int = 0) -> str:
    """The huurtoeslaggrens of the letting's year."""
    bounds = {2022: 76347, 2023: 80806}
    return amount(bounds[day(letting["toewijzingsdatum"]).year] + cents_above)
