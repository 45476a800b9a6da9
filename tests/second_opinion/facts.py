"""Lettings, offers, searches and vacancies: one row per fact, with all that it is broken down by."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from classes import (
    AANDACHTSGROEP,
    BOUNDS,
    CATEGORIES,
    GROND_LABELS,
    MODEL_LABELS,
    UNKNOWN,
    age_group,
    age_on,
    household,
    huurklasse,
    month_of_birth,
)
from delivered import Levering, Row
from stock import BY_DWELLING, Stock
from versions import current

OFFER_DIMENSIONS = (*BY_DWELLING, "huurklasse", "model", "doelgroep")
STOCK_DIMENSIONS = (*BY_DWELLING, "huurklasse", "doelgroep")
PERSON_DIMENSIONS = ("leeftijdsgroep", "huishoudgrootte", "woonsituatie")
LETTING_DIMENSIONS = (
    *OFFER_DIMENSIONS, *PERSON_DIMENSIONS, "categorie", "toewijzingsgrond", "urgentie",
    "eerste_verhuring_van_inschrijving",
)  # fmt: skip
Key = tuple[str, str]
"""bron and an id."""


class Facts:
    """All facts known from these leveringen; lists of rows, made once."""

    def __init__(self, leveringen: list[Levering]) -> None:
        self.leveringen = leveringen
        self.tables = current(leveringen)
        self.dwellings = self._keyed("eenheden", "eenheid_id")
        for row in self.tables["publicaties"]:
            row["model"] = MODEL_LABELS.get(row["model"], row["model"])
        self.offers_by_id = self._keyed("publicaties", "publicatie_id")
        self.registrations = self._keyed("inschrijvingen", "inschrijving_id")
        self.stock = Stock(leveringen, self.dwellings)
        self.lettings = self._lettings()
        self.offers = list(self._offers())
        self.searches = list(self._searches())
        self.vacancies = list(self._vacancies())

    def _keyed(self, table: str, key: str) -> dict[Key, Row]:
        return {(row["bron"], row[key]): row for row in self.tables[table]}

    def seeker(self, person: Key) -> str:
        """Who it is; a registration that names nobody is somebody of its own."""
        bron, own = person
        return f"{bron}|{self.registrations.get(person, {}).get('woningzoekende_id') or own}"

    # Lettings

    def _lettings(self) -> list[Row]:
        """Toewijzingen that count, by date and id, whatever their scope (`sociaal` says which are in it)."""
        valid = [row for row in self.tables["toewijzingen"] if row["status"] != "vervallen"]
        valid.sort(key=lambda row: (row["toewijzingsdatum"], row["toewijzing_id"]))
        reactions = self._reaction_days()
        previous: dict[tuple[str, str], dt.date] = {}
        let_before: set[tuple[str, str]] = set()
        result = []
        for row in valid:
            bron, date = row["bron"], row["toewijzingsdatum"]
            dwelling_id, person = (bron, row["eenheid_id"]), (bron, row["inschrijving_id"])
            fact = self._letting(row, self.dwellings.get(dwelling_id), self.registrations.get(person))
            fact["is_first_of_new"] = dwelling_id not in let_before and (
                self.dwellings.get(dwelling_id, {}).get("in_exploitatie_reden")
                in {"nieuwbouw", "transformatie"}
            )
            fact["is_first_of_dwelling"] = dwelling_id not in let_before
            let_before.add(dwelling_id)
            if row["inschrijving_id"]:
                fact["eerste_verhuring_van_inschrijving"] = "nee" if person in previous else "ja"
                after = previous.get(person, dt.date.min)
                days = [day for day in reactions.get(person, ()) if after < day <= date]
                if fact["categorie"] == "regulier" and fact["model"] not in {
                    "distributie",
                    "zonder publicatie",
                }:
                    fact["zoektijd"] = (date - min(days)).days if days else None
                previous[person] = date
            result.append(fact)
        return result

    def _reaction_days(self) -> dict[tuple[str, str], list[dt.date]]:
        days = defaultdict(list)
        for row in self.tables["reacties"]:
            if row["status"] != "ingetrokken":
                days[row["bron"], row["inschrijving_id"]].append(row["reactiedatum"])
        return days

    def _letting(self, row: Row, dwelling: Row | None, registration: Row | None) -> Row:
        date, rent = row["toewijzingsdatum"], row["rekenhuur"]
        offer = self.offers_by_id.get((row["bron"], row["publicatie_id"]))
        grond = GROND_LABELS.get(row["toewijzingsgrond"], row["toewijzingsgrond"])
        categorie = CATEGORIES.get(grond, UNKNOWN)
        grond = grond if categorie != UNKNOWN else UNKNOWN
        age = row["leeftijd"]
        if age is None:
            age = age_on(month_of_birth(registration), date)
        people = row["huishoudgrootte"] or (registration or {}).get("huishoudgrootte")
        waited = (date - registration["inschrijfdatum"]).days if registration else -1
        return {
            "which": (row["bron"], row["eenheid_id"]),
            "person": (row["bron"], row["inschrijving_id"]),
            "date": date,
            "corporatie": (dwelling or row)["corporatie"],
            "gemeente": (dwelling or {}).get("gemeente", UNKNOWN),
            **{name: (dwelling or {}).get(name) for name in BY_DWELLING},
            "huurklasse": huurklasse(rent, date.year),
            "model": "zonder publicatie" if not row["publicatie_id"] else (offer or {}).get("model"),
            "doelgroep": (offer or {}).get("doelgroep") or (dwelling or {}).get("doelgroep"),
            "leeftijdsgroep": age_group(age),
            "huishoudgrootte": household(people),
            "woonsituatie": (registration or {}).get("woonsituatie"),
            "categorie": categorie,
            "toewijzingsgrond": grond,
            "urgentie": UNKNOWN if grond == UNKNOWN else "ja" if grond == "urgentie" else "nee",
            "eerste_verhuring_van_inschrijving": None,
            "sociaal": (not dwelling or dwelling["zelfstandig"]) and rent <= BOUNDS[date.year][3],
            "zoektijd": None,
            "inschrijftijd": waited if categorie == "regulier" and waited >= 0 else None,
            "age": age,
            "people": people,
            "rent": rent,
            "starts": row["huur_ingangsdatum"],
            "passendheid": row["passendheid"],
            "nultreden": (dwelling or {}).get("nultreden"),
            "is_new_built": (dwelling or {}).get("in_exploitatie_reden") == "nieuwbouw",
            "is_aandachtsgroep": grond in AANDACHTSGROEP,
            "seeker": self.seeker((row["bron"], row["inschrijving_id"])) if row["inschrijving_id"] else None,
        }

    # Offers, who searches, and vacancies

    def _offers(self) -> Iterator[Row]:
        """Publicaties with their valid reactions; `is_offered`: in scope, and there to choose from."""
        reacted: dict[Key, dict[Key, dt.date]] = defaultdict(dict)
        for row in self.tables["reacties"]:
            if row["status"] != "ingetrokken":
                first = reacted[row["bron"], row["publicatie_id"]]
                person, date = (row["bron"], row["inschrijving_id"]), row["reactiedatum"]
                first[person] = min(date, first.get(person, date))
        for which, offer in self.offers_by_id.items():
            offered = offer["status"] != "ingetrokken" and offer["model"] != "distributie"
            date, unit = offer["sluitingsdatum"], (which[0], offer["eenheid_id"])
            dwelling = self.dwellings.get(unit)
            if dwelling:
                rent, _ = self.stock.rent_on(unit, date)
                asked = rent["kale_huur"] or rent["rekenhuur"]
                offered = offered and dwelling["zelfstandig"] and asked <= BOUNDS[date.year][3]
            yield {
                "date": date,
                **self._place_of(which),
                "woningen": offer["aantal_eenheden"],
                "reacties": len(reacted[which]),
                "who": [self.person(person, first) for person, first in reacted[which].items()],
                "is_offered": offered,
            }

    def _place_of(self, which: Key) -> Row:
        """Where a publicatie is, and its own breakdowns; all unknown of one that is not known."""
        offer = self.offers_by_id.get(which, {})
        unit = (which[0], offer.get("eenheid_id"))
        dwelling, klasse = self.dwellings.get(unit), None
        if dwelling:
            rent, _ = self.stock.rent_on(unit, offer["sluitingsdatum"])
            klasse = huurklasse(rent["rekenhuur"], offer["sluitingsdatum"].year)
        return {
            "corporatie": (dwelling or offer).get("corporatie", UNKNOWN),
            "gemeente": (dwelling or {}).get("gemeente", UNKNOWN),
            **{name: (dwelling or {}).get(name) for name in BY_DWELLING},
            "huurklasse": klasse,
            "model": offer.get("model"),
            "doelgroep": offer.get("doelgroep") or (dwelling or {}).get("doelgroep"),
        }

    def person(self, person: Key, date: dt.date) -> Row:
        registration = self.registrations.get(person)
        return {
            "leeftijdsgroep": age_group(age_on(month_of_birth(registration), date)),
            "huishoudgrootte": household((registration or {}).get("huishoudgrootte")),
            "woonsituatie": (registration or {}).get("woonsituatie"),
        }

    def _searches(self) -> Iterator[Row]:
        """Valid reactions: who, when, and where the publicatie is."""
        known: dict[Key, Row] = {}
        for row in self.tables["reacties"]:
            if row["status"] == "ingetrokken":
                continue
            which, person = (row["bron"], row["publicatie_id"]), (row["bron"], row["inschrijving_id"])
            if which not in known:
                known[which] = self._place_of(which)
            date = row["reactiedatum"]
            who = {"person": "|".join(person), "seeker": self.seeker(person)}
            yield {"date": date} | known[which] | self.person(person, date) | who

    def _vacancies(self) -> Iterator[Row]:
        """From the end of a tenancy to the next, unless another ended in between."""
        starts: dict[Key, list[dt.date]] = defaultdict(list)
        for row in self.lettings:
            if row["starts"]:
                starts[row["which"]].append(row["starts"])
        ends: dict[Key, list[Row]] = defaultdict(list)
        for row in self.tables["opzeggingen"]:
            ends[row["bron"], row["eenheid_id"]].append(row)
        for which, left in ends.items():
            left.sort(key=lambda row: (row["einddatum_huur"], row["opzegging_id"]))
            dwelling = self.dwellings.get(which)
            for row, later in zip(left, [*left[1:], None], strict=True):
                date = row["einddatum_huur"]
                start = min((start for start in starts[which] if start >= date), default=None)
                if not start or (later and later["einddatum_huur"] <= start):
                    continue
                klasse = None
                if dwelling:
                    rent, year = self.stock.rent_on(which, date)
                    klasse = huurklasse(rent["rekenhuur"], year)
                yield {
                    "date": date,
                    **{name: (dwelling or {}).get(name, UNKNOWN) for name in ("corporatie", "gemeente")},
                    **{name: (dwelling or {}).get(name) for name in (*BY_DWELLING, "doelgroep")},
                    "huurklasse": klasse,
                    "days": (start - date).days,
                }
