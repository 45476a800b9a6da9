"""What the market is calibrated on. Sources stand with the figures; a figure without one is a choice.

Thuis Kompas has one register for all its corporations: counts of registrations and seekers are of the whole.
Stock, publicaties and toewijzingen are those of Actium and Woonservice alone, as a levering for Assen holds
them.
"""

from dataclasses import dataclass, field
from datetime import date

OPENING = date(2020, 4, 28)
"""The day Thuis Kompas opened; accounts of the older systems were carried over on it."""

GEMEENTEN = ("Assen", "Midden-Drenthe", "Aa en Hunze")


@dataclass(frozen=True)
class Grenzen:
    """Bounds of one year in euro cents, "tot en met"."""

    kwaliteitskorting: int
    eerste_aftopping: int
    tweede_aftopping: int
    huurtoeslag: int


# The government's yearly figures, kept here apart from the product's seeds: the planted verdicts stay a
# witness that does not lean on what it is to check.
HUURGRENZEN = {
    2020: Grenzen(43251, 61901, 66340, 73714),
    2021: Grenzen(44246, 63325, 67866, 75233),
    2022: Grenzen(44246, 63325, 67866, 76347),
    2023: Grenzen(45220, 64719, 69360, 80806),
    2024: Grenzen(45447, 65043, 69707, 87966),
    2025: Grenzen(47720, 68296, 73193, 90007),
    2026: Grenzen(49820, 71302, 76414, 93293),
}
LAST_YEAR = max(HUURGRENZEN)


def grenzen(jaar: int) -> Grenzen:
    """Bounds of a year. Lettings of after the last known one are drawn on its bounds, and not delivered."""
    return HUURGRENZEN[min(jaar, LAST_YEAR)]


HUURVERHOGING_PROMILLE = {2020: 26, 2021: 0, 2022: 23, 2023: 31, 2024: 53, 2025: 45, 2026: 41}
"""Yearly rise on 1 July for a sitting tenant, national agreements; 2021 was the rent freeze."""


@dataclass(frozen=True)
class Cel:
    """The stock of one corporatie in one gemeente, and how it is let.

    vrije_ruimte: share of toewijzingen outside the regular rules per year (0.17 where none is named).
    plafond: the corporatie watches its room, and stays within 20 % though near it.
    """

    corporatie: str
    gemeente: str
    wijken: dict[str, int]
    eenheden: int
    mutatiegraad: float
    vrije_ruimte: dict[int, float] = field(default_factory=dict)
    plafond: bool = True
    schaalt_mee: bool = True

    def aandeel_vrij(self, jaar: int) -> float:
        return self.vrije_ruimte.get(jaar, 0.17)


_WIJKEN_ASSEN = {
    "Assen-Oost": 12, "Assen-West": 9, "Baggelhuizen": 3, "Centrum": 10, "Kloosterveen": 12, "Lariks": 13,
    "Marsdijk": 12, "Noorderpark": 11, "Peelo": 10, "Pittelo": 11,
}  # fmt: skip

# Actium about 7,540 dwellings in Assen and Woonservice 230; turnover of Dutch corporation stock 6-9 % a year.
CELLEN = (
    Cel("Actium", "Assen", _WIJKEN_ASSEN, 7480, 0.066, plafond=False,
        vrije_ruimte={2020: 0.165, 2021: 0.175, 2022: 0.19, 2023: 0.23, 2024: 0.255, 2025: 0.27, 2026: 0.26}),
    Cel("Actium", "Midden-Drenthe", {"Smilde": 7, "Beilen": 3}, 460, 0.072),
    Cel("Actium", "Aa en Hunze", {"Rolde": 6, "Gieten": 4}, 320, 0.070, {2023: 0.14, 2024: 0.15, 2025: 0.15}),
    Cel("Woonservice", "Assen", {"Kloosterveen": 5, "Marsdijk": 4, "Peelo": 2}, 230, 0.046, plafond=False,
        vrije_ruimte=dict.fromkeys(range(2020, LAST_YEAR + 1), 0.29), schaalt_mee=False),
    Cel("Woonservice", "Midden-Drenthe", {"Beilen": 4, "Westerbork": 3, "Smilde": 3}, 2600, 0.074,
        vrije_ruimte=dict.fromkeys(range(2022, LAST_YEAR + 1), 0.197)),
    Cel("Woonservice", "Aa en Hunze", {"Rolde": 5, "Gieten": 5}, 900, 0.070, {2024: 0.13, 2025: 0.14}),
)  # fmt: skip


@dataclass(frozen=True)
class Project:
    """New-build (or flex dwellings), let for the first time around its delivery."""

    corporatie: str
    gemeente: str
    wijk: str
    oplevering: date
    eenheden: int
    soort: str  # gemengd, jongeren, senioren or flex


# Agreement 12's planned table speaks of 122, 186 and 44 dwellings, agreement 16 of 150 flex dwellings from
# early 2025, agreement 5 of about 90 more for the young, agreement 31 of 25 clustered ones for the old.
PROJECTEN = (
    Project("Actium", "Assen", "Kloosterveen", date(2021, 3, 15), 46, "gemengd"),
    Project("Woonservice", "Midden-Drenthe", "Beilen", date(2021, 10, 1), 24, "gemengd"),
    Project("Actium", "Assen", "Centrum", date(2022, 6, 1), 44, "jongeren"),
    Project("Actium", "Assen", "Kloosterveen", date(2022, 11, 1), 52, "gemengd"),
    Project("Actium", "Assen", "Peelo", date(2023, 5, 10), 46, "jongeren"),
    Project("Woonservice", "Midden-Drenthe", "Westerbork", date(2023, 9, 1), 20, "senioren"),
    Project("Actium", "Assen", "Noorderpark", date(2023, 11, 20), 26, "senioren"),
    Project("Actium", "Aa en Hunze", "Rolde", date(2024, 4, 1), 12, "gemengd"),
    Project("Actium", "Assen", "Assen-Oost", date(2024, 9, 2), 60, "gemengd"),
    Project("Actium", "Assen", "Marsdijk", date(2025, 2, 17), 150, "flex"),
    Project("Actium", "Assen", "Kloosterveen", date(2025, 8, 25), 44, "gemengd"),
    Project("Actium", "Assen", "Pittelo", date(2026, 5, 4), 40, "gemengd"),
)

# The restructuring of Delft, Aar and Stroom: tenants are rehoused over a year and a half, then it comes down.
SLOOP_CEL, SLOOP_WIJK, SLOOP_EENHEDEN = ("Actium", "Assen"), "Pittelo", 64
SLOOP_VANAF, SLOOP_DATUM = date(2023, 3, 1), date(2024, 11, 4)

VERKOOPKANS = {("Actium", "Assen"): 0.025, ("Woonservice", "Midden-Drenthe"): 0.02}
"""Chance that a vacated single-family dwelling is sold instead of let again."""

# Streefhuur classes: t/m kwaliteitskortingsgrens, 1e, 2e aftoppingsgrens, huurtoeslaggrens, above. Actium
# keeps 85 % to the 2e bound, Woonservice 74 % to the 1e and strives for 95 % to the 2e (agreements 2, 3).
STREEFHUUR = {"Actium": (9, 51, 27, 11, 2), "Woonservice": (10, 66, 18, 5, 1)}

STATUSHOUDERS = {2020: 0.06, 2021: 0.09, 2022: 0.12, 2023: 0.10, 2024: 0.09, 2025: 0.085, 2026: 0.08}
"""Share of all toewijzingen; the national taakstelling peaked in 2022."""

# Gronden within the vrije ruimte with their weights; herhuisvesting comes from the demolition beside these.
GRONDEN_VRIJE_RUIMTE = {
    "uitstroom_beschermd_wonen": 13, "uitstroom_medisch_verblijf": 4, "uitstroom_maatschappelijke_opvang": 11,
    "zorgindicatie": 17, "herhuisvesting": 2, "maatwerk": 25, "wijkgericht": 13, "experiment": 5,
    "overig_afwijkend": 10,
}  # fmt: skip
UITSTROOM = tuple(grond for grond in GRONDEN_VRIJE_RUIMTE if grond.startswith("uitstroom_"))
ONBEKENDE_GRONDEN = ("intern besluit 7", "zie dossier")
KANS_ONBEKENDE_GROND = 0.004

MODELLEN = {"aanbod": 70, "loting": 22, "distributie": 4, "optie": 2, "eerste_reageerder": 2}

# --- the register
# -----------------------------------------------------------------------------------------------
OVERGEZET = 55_000
"""Accounts carried over at the opening."""
NIEUW_PER_JAAR = 19_000
"""New accounts in the first year; kept up in the years after."""
OVERGEZET_DUUR_JAREN = 5.0
"""Mean years that these were registered at the opening already."""
ACTIEF_BIJ_OPENING = 0.085
"""Of those carried over; with the first new ones this makes some 9,500 active seekers in mid-2020."""
UITSTROOM_REGISTER_JAREN = 9.5
"""Mean years until an account ends without a home here: leads to about 110,000 registered after 2025."""
ZOEKDUUR_JAREN = 1.35
"""Mean length of a spell of searching: some 17,000 active seekers once the register has filled."""
AANDEEL_URGENT = 0.008
"""Urgent seekers; they lead to some 15 % of the regular lettings (24 % urgent or with priority elsewhere)."""
VOORKEUR = {"Assen": 0.60, "Midden-Drenthe": 0.22, "Aa en Hunze": 0.22}
"""Share of seekers who look in a gemeente; who looks in none of these looks elsewhere in Thuis Kompas."""
