"""How rents, ages, households and reasons are classed."""

import datetime as dt

from delivered import Row

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
AANDACHTSGROEP = UITSTROOM | {"zorgindicatie", "statushouder"}


def huurklasse(rent: int, year: int) -> str:
    return next(
        (name for name, bound in zip(CLASSES, BOUNDS[year], strict=True) if rent <= bound), "daarboven"
    )


def month_of_birth(registration: Row | None) -> dt.date | None:
    """The first of the month; of January where the year alone is known."""
    if registration is None:
        return None
    if born := registration["geboortedatum"]:
        return dt.date(born.year, born.month, 1)
    return dt.date(registration["geboortejaar"], 1, 1) if registration["geboortejaar"] else None


def age_on(born: dt.date | None, date: dt.date) -> int | None:
    """A birthday in the month of the event counts as reached."""
    return date.year - born.year - (date.month < born.month) if born else None


def age_group(age: int | None) -> str | None:
    return None if age is None else next((name for top, name in AGE_GROUPS.items() if age <= top), "75+")


def household(people: int | None) -> str | None:
    return "5+" if people and people >= 5 else str(people) if people else None
