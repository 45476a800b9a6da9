"""Oddities of the first levering: of dwellings, offers, lettings, and of who searched."""

import datetime as dt

from delivered import day
from made_up_market import Tables, Text, amount, change, pointed_to


def plant_oddities(tables: Tables) -> None:
    """Changes the tables; each by its place, so that it is the same in every run."""
    _odd_dwellings(tables["eenheden"])
    _odd_offers(tables)
    _odd_lettings(tables)
    _odd_searches(tables)


def _odd_dwellings(units: list[Text]) -> None:
    for row in units[::7]:
        change(row, kale_huur="")
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


def _searched(tables: Tables) -> list[Text]:
    """The lettings of one who reacted to an offer."""
    return [row for row in tables["toewijzingen"] if row["inschrijving_id"] and row["publicatie_id"]]


def _bound(letting: Text, cents_above: int = 0) -> str:
    """The huurtoeslaggrens of the letting's year."""
    bounds = {2022: 76347, 2023: 80806}
    return amount(bounds[day(letting["toewijzingsdatum"]).year] + cents_above)
