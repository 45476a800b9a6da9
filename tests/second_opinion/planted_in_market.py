"""What all leveringen of the made-up market show: dwellings, waits and lettings that are rare by chance.

Each is planted by its place in the market, so that it is the same in every run.
"""

import datetime as dt
from collections import defaultdict

from delivered import day
from made_up_market import Tables, Text, amount, change, number_of, of_corporatie, pointed_to

MANY = 30


def plant(market: Tables) -> Tables:
    """The market with its oddities."""
    through_offer = [row for row in market["toewijzingen"] if row["inschrijving_id"] and row["publicatie_id"]]
    _qualities(market["eenheden"])
    _came_and_went(market["eenheden"])
    _people(market["inschrijvingen"])
    _new_built(market, through_offer[60:80])
    _meant_for_the_young(market, through_offer[80:92])
    _seniors(market, through_offer[92:112])
    _turned_23(market, through_offer[112:118])
    _persons(market["toewijzingen"])
    _between_tenants(market)
    _longest_search(market)
    _again_after_a_birthday(market)
    return market


def _qualities(units: list[Text]) -> None:
    """Of some it is not said; of a few the opposite of what is common."""
    for column, unknown, yes in (
        ("nultreden", 6, 8), ("rolstoelgeschikt", 9, 30), ("geclusterd", 10, 35), ("flex", 12, 45),
    ):  # fmt: skip
        for row in units:
            number = number_of(column + row["eenheid_id"])
            if number % unknown == 0:
                row[column] = ""
            elif number % yes == 0:
                row[column] = "Ja"
    for row in units[1::97]:
        change(row, intramuraal="Ja")
    for row in units[20::45]:
        change(row, woningtype="standplaats", flex="Nee")
    change(units[20], zelfstandig="Nee")
    change(units[110], rekenhuur="1450,00", kale_huur="1400,00")
    for row in units[15::MANY]:
        change(row, doelgroep="jongeren")
    for row in units[17::80]:
        change(row, wijk="")


def _came_and_went(units: list[Text]) -> None:
    """Each way in and out of the stock, for ordinary and for flex dwellings, cheap and dear ones."""
    free = [row for row in units if not row["in_exploitatie"] and not row["uit_exploitatie"]][200:]
    came = ("aankoop", "overname", "transformatie", "nieuwbouw", "")
    went = ("sloop", "verkoop", "overdracht", "transformatie", "")
    ordinary, flex, dear = free[:40], free[40:46], free[46:50]
    for number, row in enumerate(ordinary):
        date = dt.date(2022, 1, 1) + dt.timedelta(29 * number)
        if number % 2:
            change(row, in_exploitatie=str(date), in_exploitatie_reden=came[number % 5], flex="Nee")
        else:
            change(row, uit_exploitatie=str(date), uit_exploitatie_reden=went[number % 5], flex="")
    for row, reason in zip(flex[:4], ("nieuwbouw", "nieuwbouw", "aankoop", "overname"), strict=True):
        change(row, flex="Ja", in_exploitatie="2023-03-01", in_exploitatie_reden=reason)
    for row in flex[3:]:
        change(row, flex="Ja", uit_exploitatie="2024-03-01", uit_exploitatie_reden="sloop")
    for row in dear:
        change(row, rekenhuur="1299,99", kale_huur="1299,99", in_exploitatie="01-02-2023")
        change(row, in_exploitatie_reden="nieuwbouw", uit_exploitatie="2024-02-01")
    # Came and went within a year; on its first day or its last; never there at all.
    stays = (("2023-02-01", "2023-11-01"), ("2023-01-01", "2024-12-31"), ("2022-12-31", "2025-01-01"),
             ("2024-04-04", "2024-04-04"), ("2021-12-31", "2022-01-01"), ("2019-06-01", ""))  # fmt: skip
    for row, (start, end) in zip(free[50:56], stays, strict=True):
        change(row, in_exploitatie=start, in_exploitatie_reden="nieuwbouw", nultreden="Ja")
        change(row, uit_exploitatie=end, uit_exploitatie_reden="sloop" if end else "", flex="Nee")


def _people(registrations: list[Text]) -> None:
    """Known by their year alone, registered twice, without a person, at the edge of a period."""
    for row in registrations:
        row["geboortejaar"] = ""
    for row in registrations[::9]:
        change(row, geboortejaar=row["geboortedatum"][:4], geboortedatum="")
    for row in registrations[4::70]:
        change(row, geboortedatum="", geboortejaar="")
    for first, second in zip(registrations[1::MANY], registrations[2::MANY], strict=False):
        second["woningzoekende_id"] = first["woningzoekende_id"]
    for row in registrations[::11]:
        change(row, woningzoekende_id="")
    for row in registrations[3::25]:
        change(row, huishoudgrootte="")
    for row in registrations[7::20]:
        change(row, woonsituatie="")
    open_ones = [row for row in registrations if not row["uitschrijfdatum"]]
    for row, end in zip(
        open_ones[::40], ("2022-12-31", "2023-01-01", "2023-06-30", "2023-07-01") * 20, strict=False
    ):
        if day(row["inschrijfdatum"]) < day(end):
            change(row, uitschrijfdatum=end)
    for row, start in zip(
        registrations[13::60], ("2023-12-31", "2024-01-01", "30-06-2024") * 20, strict=False
    ):
        change(row, inschrijfdatum=start)


def _new_built(market: Tables, lettings: list[Text]) -> None:
    """First let in the year it was built or the next, at either bound for a household of either size."""
    bounds = {2022: (63325, 67866), 2023: (64719, 69360), 2024: (65043, 69707), 2025: (68296, 73193)}
    for number, letting in enumerate(lettings):
        let_on = day(letting["toewijzingsdatum"])
        unit = pointed_to(market["eenheden"], letting, "eenheid_id")
        built = dt.date(let_on.year - 1, 11, 15) if number % 3 else let_on.replace(day=1)
        change(unit, in_exploitatie=str(built), in_exploitatie_reden="nieuwbouw", uit_exploitatie="")
        rent = bounds.get(let_on.year, bounds[2025])[number // 4 % 2] + number % 2
        change(letting, rekenhuur=amount(rent), huishoudgrootte=str(2 + number // 2 % 2))
    person = pointed_to(market["inschrijvingen"], lettings[0], "inschrijving_id")
    change(person, huishoudgrootte="")
    change(lettings[0], huishoudgrootte="")
    # Gone within the year of its first letting.
    last = pointed_to(market["eenheden"], lettings[1], "eenheid_id")
    gone = day(lettings[1]["toewijzingsdatum"]) + dt.timedelta(40)
    change(last, uit_exploitatie=str(gone), uit_exploitatie_reden="sloop")


def _meant_for_the_young(market: Tables, lettings: list[Text]) -> None:
    """Cheap dwellings with a youth label, let to the young, to others, and to one of unknown age."""
    bounds = {2022: 44246, 2023: 45220, 2024: 45447, 2025: 47720}
    for number, letting in enumerate(lettings):
        unit = pointed_to(market["eenheden"], letting, "eenheid_id")
        change(unit, doelgroep="jongeren", zelfstandig="Ja", rekenhuur="430,00", kale_huur="425,10")
        rent = bounds[day(letting["toewijzingsdatum"]).year] + (number % 6 == 5)
        change(letting, rekenhuur=amount(rent), leeftijd=str(20 + number % 4))
    change(lettings[0], leeftijd="")
    person = pointed_to(market["inschrijvingen"], lettings[0], "inschrijving_id")
    change(person, geboortedatum="", geboortejaar="")


def _seniors(market: Tables, lettings: list[Text]) -> None:
    """Into dwellings without steps, with them, or nobody knows; of 64, 65 and older."""
    for number, letting in enumerate(lettings):
        unit = pointed_to(market["eenheden"], letting, "eenheid_id")
        person = pointed_to(market["inschrijvingen"], letting, "inschrijving_id")
        change(unit, nultreden=("Ja", "Ja", "Ja", "Nee", "")[number % 5])
        change(person, woonsituatie="starter" if number % 7 == 6 else "doorstromer")
        change(letting, leeftijd=("65", "64", "78")[number % 3])


def _turned_23(market: Tables, lettings: list[Text]) -> None:
    """Housed the day before they turn 23, on that day, and the day after."""
    for number, letting in enumerate(lettings):
        let_on = day(letting["toewijzingsdatum"])
        first = let_on.replace(day=1) + dt.timedelta(number % 3 - 1)
        change(letting, toewijzingsdatum=str(first), leeftijd="")
        person = pointed_to(market["inschrijvingen"], letting, "inschrijving_id")
        change(person, geboortedatum=f"{let_on.year - 23}-{let_on.month:02d}-20", geboortejaar="")
        change(person, uitschrijfdatum="", inschrijfdatum=f"{let_on.year - 4}-05-05")


def _persons(lettings: list[Text]) -> None:
    """Statushouders of whom it is not said how many they are, or in a dear dwelling; not all suited."""
    statushouders = [row for row in lettings if row["toewijzingsgrond"] == "statushouder"]
    for row in statushouders[::5]:
        change(row, huishoudgrootte="")
    for row in statushouders[1::6]:
        change(row, rekenhuur="1120,00")
    for row in lettings[::11]:
        change(row, passendheid="niet_passend")
    for row in lettings[3::13]:
        change(row, passendheid="")


def _between_tenants(market: Tables) -> None:
    """Let on the day the last one left, before it, after two left, to nobody yet, or nobody knows where."""
    lettings = defaultdict(list)
    for row in market["toewijzingen"]:
        lettings[row["eenheid_id"]].append(row)
    left = [row for row in market["opzeggingen"] if lettings[row["eenheid_id"]]]
    for number, row in enumerate(left):
        letting, end = lettings[row["eenheid_id"]][0], day(row["einddatum_huur"])
        again = {"opzegging_id": f"{row['opzegging_id']}-2"}
        if number % 10 == 0:
            change(letting, huur_ingangsdatum=str(end))
        elif number % 10 == 1:
            change(letting, huur_ingangsdatum=str(end - dt.timedelta(1)))
        elif number % 10 == 2:
            market["opzeggingen"].append(row | again)
        elif number % 10 == 3:
            market["opzeggingen"].append(row | again | {"einddatum_huur": str(end + dt.timedelta(3))})
        elif number % 10 == 4 and letting["huur_ingangsdatum"]:
            market["opzeggingen"].append(row | again | {"einddatum_huur": letting["huur_ingangsdatum"]})
        elif number % 20 == 5:
            change(letting, huur_ingangsdatum="")
        elif number % 40 == 6:
            change(letting, status="vervallen")
        elif number % 40 == 16:
            elsewhere = f"E-elders-{number}"
            change(row, eenheid_id=elsewhere)
            change(letting, eenheid_id=elsewhere)


def _longest_search(market: Tables) -> None:
    """Began before all others, before the first period, and ends in a home when nobody searches so long."""
    first = market["inschrijvingen"][0]
    market["inschrijvingen"].insert(1, first | {"inschrijving_id": "I-lang", "woningzoekende_id": "W-lang"})
    change(market["inschrijvingen"][1], inschrijfdatum="2019-04-01", uitschrijfdatum="")
    change(market["inschrijvingen"][1], geboortedatum="2004-05-05", geboortejaar="")
    began = {"reactie_id": "R-lang", "inschrijving_id": "I-lang", "reactiedatum": "2021-11-01 10:00:00"}
    market["reacties"].append(market["reacties"][0] | began | {"status": "actief"})
    lettings = of_corporatie(market, "Actium")["toewijzingen"]
    found = {"toewijzing_id": "T-lang", "inschrijving_id": "I-lang", "toewijzingsdatum": "2025-12-30"}
    not_by_turn = {"leeftijd": "", "toewijzingsgrond": "maatwerk", "status": "definitief"}
    market["toewijzingen"].append(lettings[-1] | found | not_by_turn)


def _again_after_a_birthday(market: Tables) -> None:
    """Reacts to one offer twice, and grows into another age between."""
    people = {row["inschrijving_id"]: row for row in market["inschrijvingen"]}
    valid = [row for row in market["reacties"] if row["status"] == "actief"]
    known = {row["publicatie_id"]: row for row in valid if row["inschrijving_id"] in people}
    for reaction in known.values():
        if number_of(reaction["reactie_id"]) % 8:
            continue
        person, date = people[reaction["inschrijving_id"]], day(reaction["reactiedatum"])
        change(person, geboortedatum=f"{date.year - 28}-{date.month:02d}-09", geboortejaar="")
        before = date.replace(day=1) - dt.timedelta(1)
        again = {"reactie_id": f"{reaction['reactie_id']}-eerder", "reactiedatum": f"{before} 08:00:00"}
        market["reacties"].append(reaction | again)
