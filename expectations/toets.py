"""What a gate can demand of a table, as data.

Every demand states in SQL how many rows deviate from it, read from `rijen`: the table it is put to. That
count is all that a result ever carries; Great Expectations decides by the matching expectation (keuring.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ernst = Literal["blokkerend", "waarschuwing"]


@dataclass(frozen=True)
class AantalRijen:
    """At least `minstens` and at most `hoogstens` of the rows where `waar`; demanded only if `mits` holds."""

    minstens: int
    hoogstens: int | None = None
    waar: str = "true"
    mits: str = "true"

    @property
    def telling(self) -> str:
        te_veel = "0" if self.hoogstens is None else f"count(*) - {self.hoogstens}"
        verschil = f"greatest({self.minstens} - count(*), {te_veel}, 0)"
        return f"select case when {self.mits} then {verschil} else 0 end from rijen where {self.waar}"


@dataclass(frozen=True)
class Gevuld:
    """The column is never null."""

    kolom: str

    @property
    def telling(self) -> str:
        return f"select count(*) from rijen where {self.kolom} is null"


@dataclass(frozen=True)
class Uniek:
    """No two rows share these values, rows of nulls only aside; every row that shares counts."""

    kolommen: tuple[str, ...]

    @property
    def telling(self) -> str:
        sleutel = ", ".join(self.kolommen)
        gevuld = f"coalesce({', '.join(f'{kolom}::varchar' for kolom in self.kolommen)}) is not null"
        dubbel = f"select count(*) as aantal from rijen where {gevuld} group by {sleutel} having count(*) > 1"
        return f"select coalesce(sum(aantal), 0) from ({dubbel})"


@dataclass(frozen=True)
class Toegestaan:
    """The column holds these values only, or null."""

    kolom: str
    waarden: tuple[str, ...]

    @property
    def telling(self) -> str:
        return f"select count(*) from rijen where {self.kolom} not in ({tekst_lijst(self.waarden)})"


@dataclass(frozen=True)
class Tussen:
    """The column lies within these bounds, both inclusive, or is null."""

    kolom: str
    minstens: float
    hoogstens: float | None = None

    @property
    def telling(self) -> str:
        boven = "" if self.hoogstens is None else f" or {self.kolom} > {self.hoogstens}"
        return f"select count(*) from rijen where {self.kolom} < {self.minstens}{boven}"


@dataclass(frozen=True)
class Geen:
    """No row comes out of `select 1 from rijen` and what follows: a `where`, a `join`, a `group by`."""

    vervolg: str

    @property
    def telling(self) -> str:
        return f"select count(*) from (select 1 from rijen {self.vervolg})"


@dataclass(frozen=True)
class HoogstensAandeel:
    """Of the rows where `onder`, at most the share `grens` is `fout`."""

    grens: float
    fout: str
    onder: str = "true"

    @property
    def telling(self) -> str:
        return f"select count(*) from rijen where ({self.onder}) and ({self.fout})"

    @property
    def geheel(self) -> str:
        return f"select count(*) from rijen where {self.onder}"


Toets = AantalRijen | Gevuld | Uniek | Toegestaan | Tussen | Geen | HoogstensAandeel


@dataclass(frozen=True)
class Verwachting:
    """One gate: its name within the table, the demand in Dutch and as data, and the figures it touches."""

    naam: str
    eis: str
    toets: Toets
    ernst: Ernst
    raakt: str | None = None  # None: what the table touches


@dataclass(frozen=True)
class Poorttabel:
    """A table with all that is demanded of it; `raakt` says in Dutch which figures rest on it."""

    tabel: str
    raakt: str
    verwachtingen: tuple[Verwachting, ...]


def blokkerend(naam: str, eis: str, toets: Toets, raakt: str | None = None) -> Verwachting:
    """A gate that stops publication."""
    return Verwachting(naam, eis, toets, "blokkerend", raakt)


def waarschuwing(naam: str, eis: str, toets: Toets, raakt: str | None = None) -> Verwachting:
    """A gate that is told and stops nothing."""
    return Verwachting(naam, eis, toets, "waarschuwing", raakt)


def gevuld(*kolommen: str) -> tuple[Verwachting, ...]:
    """Blocking: each of these columns is filled in every row."""
    return tuple(
        blokkerend(f"{kolom}_gevuld", f"{kolom} is overal ingevuld", Gevuld(kolom)) for kolom in kolommen
    )


def tekst_lijst(waarden: tuple[str, ...]) -> str:
    """The values as SQL string literals."""
    return ", ".join(f"'{waarde}'" for waarde in waarden)
