"""Lettings, offers and stock as the definitions see them: one row per fact, with all it is broken down by."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from delivered import Levering, Row
from versions import current

UNKNOWN = "onbekend"
BOUNDS = {  # euro cents: kwaliteitskorting, 1st and 2nd aftopping, huurtoeslag
    2020: (43251, 61901, 66340, 73714),
    2021: (44246, 63325, 67866, 75233),
    2022: (44246, 63325, 67866, 76347),
    2023: (45220, 64719, 69360, 80806),
    2024: (45447, 65043, 69707, 87966),
    2025: (47720, 68296, 73193, 90007),
    2026: (49820, 71302, 76414, 93293),
}
CLASSES = (
    "t/m kwaliteitskortingsgrens",
    "t/m 1e aftoppingsgrens",
    "t/m 2e aftoppingsgrens",
    "t/m huurtoeslaggrens",
)
UITSTROOM = {
    "uitstroom_beschermd_wonen",
    "uitstroom_medisch_verblijf",
    "uitstroom_maatschappelijke_opvang",
}
CATEGORIES = (
    dict.fromkeys(("regulier", "loting", "doorstroming_senioren", "urgentie"), "regulier")
    | dict.fromkeys(UITSTROOM, "vrije_ruimte")
    | dict.fromkeys(
        ("zorgindicatie", "herhuisvesting", "maatwerk", "wijkgericht", "experiment", "overig_afwijkend"),
        "vrije_ruimte",
    )
    | {"statushouder": "statushouder"}
)
GROND_LABELS = {"urgentieverklaring": "urgentie", "vergunninghouder": "statushouder"}
MODEL_LABELS = {"directe_bemiddeling": "distributie"}
AGE_GROUPS = {22: "t/m 22", 27: "23 t/m 27", 54: "28 t/m 54", 64: "55 t/m 64", 74: "65 t/m 74"}

BY_DWELLING = ("wijk", "woningtype", "kamers")
OFFER_DIMENSIONS = (*BY_DWELLING, "huurklasse", "model", "doelgroep")
STOCK_DIMENSIONS = (*BY_DWELLING, "huurklasse", "doelgroep")
LETTING_DIMENSIONS = (
    *OFFER_DIMENSIONS, "leeftijdsgroep", "huishoudgrootte", "woonsituatie", "categorie", "toewijzingsgrond",
    "urgentie", "eerste_verhuring_van_inschrijving",
)  # fmt: skip


def huurklasse(rent: int, year: int) -> str:
    return next(
        (name for name, bound in zip(CLASSES, BOUNDS[year], strict=True) if rent <= bound), "daarboven"
    )


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
        self._rents = self._rent_versions()
        self.lettings = self._lettings()
        self.offers = list(self._offers())
        self.searches = list(self._searches())

    def _keyed(self, table: str, key: str) -> dict[tuple[str, str], Row]:
        return {(row["bron"], row[key]): row for row in self.tables[table]}

    # Rent and stock

    def _rent_versions(self) -> dict[tuple[str, str], list[tuple[dt.date, Row]]]:
        """Per dwelling its landed versions by peildatum; of two alike the later ingested."""
        versions: dict[tuple[str, str], dict[dt.date, Row]] = defaultdict(dict)
        for levering in sorted(self.leveringen, key=lambda one: one.order):
            for key, row in levering.rows.get("eenheden", {}).items():
                versions[levering.bron, key][levering.peildatum] = row
        return {which: sorted(rows.items(), key=lambda pair: pair[0]) for which, rows in versions.items()}

    def _rent_on(self, which: tuple[str, str], date: dt.date) -> tuple[Row, int]:
        """The row that holds the rent on a date, and the year of its peildatum."""
        versions = self._rents[which]
        place = max(bisect_right([peildatum for peildatum, _ in versions], date) - 1, 0)
        peildatum, row = versions[place]
        return row, peildatum.year

    def stock(self, date: dt.date) -> Iterator[Row]:
        """The dwellings in the stock `sociaal` on a date."""
        for which, dwelling in self.dwellings.items():
            start, end = dwelling["in_exploitatie"], dwelling["uit_exploitatie"]
            if (start and start > date) or (end and end <= date):
                continue
            if not dwelling["zelfstandig"] or dwelling["intramuraal"]:
                continue
            rent, year = self._rent_on(which, date)
            if (rent["kale_huur"] or rent["rekenhuur"]) <= BOUNDS[year][3]:
                yield {
                    "which": which,
                    "corporatie": dwelling["corporatie"],
                    "gemeente": dwelling["gemeente"],
                    **{name: dwelling[name] for name in BY_DWELLING},
                    "doelgroep": dwelling["doelgroep"],
                    "huurklasse": huurklasse(rent["rekenhuur"], year),
                }

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
        age = _age(row, registration)
        household = row["huishoudgrootte"] or (registration or {}).get("huishoudgrootte")
        waited = (date - registration["inschrijfdatum"]).days if registration else -1
        return {
            "which": (row["bron"], row["eenheid_id"]),
            "date": date,
            "corporatie": (dwelling or row)["corporatie"],
            "gemeente": (dwelling or {}).get("gemeente", UNKNOWN),
            **{name: (dwelling or {}).get(name) for name in BY_DWELLING},
            "huurklasse": huurklasse(rent, date.year),
            "model": "zonder publicatie" if not row["publicatie_id"] else (offer or {}).get("model"),
            "doelgroep": (offer or {}).get("doelgroep") or (dwelling or {}).get("doelgroep"),
            "leeftijdsgroep": _age_group(age),
            "huishoudgrootte": "5+" if household and household >= 5 else household,
            "woonsituatie": (registration or {}).get("woonsituatie"),
            "categorie": categorie,
            "toewijzingsgrond": grond,
            "urgentie": UNKNOWN if grond == UNKNOWN else "ja" if grond == "urgentie" else "nee",
            "eerste_verhuring_van_inschrijving": None,
            "sociaal": (not dwelling or dwelling["zelfstandig"]) and rent <= BOUNDS[date.year][3],
            "zoektijd": None,
            "inschrijftijd": waited if categorie == "regulier" and waited >= 0 else None,
            "age": age,
        }

    # Offers and who searches

    def _offers(self) -> Iterator[Row]:
        """Publicaties with their valid reactions; `is_offered`: in scope, and there to choose from."""
        reacted: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self.tables["reacties"]:
            if row["status"] != "ingetrokken":
                reacted[row["bron"], row["publicatie_id"]].add(row["inschrijving_id"])
        for which, offer in self.offers_by_id.items():
            offered = offer["status"] != "ingetrokken" and offer["model"] != "distributie"
            date, unit = offer["sluitingsdatum"], (which[0], offer["eenheid_id"])
            dwelling = self.dwellings.get(unit)
            klasse = None
            if dwelling:
                rent, _ = self._rent_on(unit, date)
                asked = rent["kale_huur"] or rent["rekenhuur"]
                offered = offered and dwelling["zelfstandig"] and asked <= BOUNDS[date.year][3]
                klasse = huurklasse(rent["rekenhuur"], date.year)
            yield {
                "date": date,
                "corporatie": (dwelling or offer)["corporatie"],
                "gemeente": (dwelling or {}).get("gemeente", UNKNOWN),
                **{name: (dwelling or {}).get(name) for name in BY_DWELLING},
                "huurklasse": klasse,
                "model": offer["model"],
                "doelgroep": offer["doelgroep"] or (dwelling or {}).get("doelgroep"),
                "woningen": offer["aantal_eenheden"],
                "reacties": len(reacted[which]),
                "is_offered": offered,
            }

    def _searches(self) -> Iterator[Row]:
        """Valid reactions: who, when, and where the publicatie is."""
        for row in self.tables["reacties"]:
            if row["status"] == "ingetrokken":
                continue
            offer = self.offers_by_id.get((row["bron"], row["publicatie_id"]), {})
            dwelling = self.dwellings.get((row["bron"], offer.get("eenheid_id")))
            person = (row["bron"], row["inschrijving_id"])
            seeker = self.registrations.get(person, {}).get("woningzoekende_id") or row["inschrijving_id"]
            yield {
                "date": row["reactiedatum"],
                "corporatie": (dwelling or offer).get("corporatie", UNKNOWN),
                "gemeente": (dwelling or {}).get("gemeente", UNKNOWN),
                "seeker": f"{row['bron']}|{seeker}",
            }


def _age(row: Row, registration: Row | None) -> int | None:
    """On the toewijzing first; a birthday in the month of the event counts as reached."""
    if row["leeftijd"] is not None or registration is None:
        return row["leeftijd"]
    date, born = row["toewijzingsdatum"], registration["geboortedatum"]
    if born:
        return date.year - born.year - (date.month < born.month)
    return date.year - registration["geboortejaar"] if registration["geboortejaar"] else None


def _age_group(age: int | None) -> str | None:
    return None if age is None else next((name for top, name in AGE_GROUPS.items() if age <= top), "75+")
