"""Refusals on three levels, each with its code and a plain Dutch message that says what to do."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.contract import Column, Contract
from ingest.privacy import without_personal

Niveau = Literal["levering", "bestand", "rij"]

# The value is withheld where it may be, or hold, something about a person.
WITHHELD_CODES = frozenset({"R108", "R109", "R110"})

_MESSAGES = {
    "R101": "de verplichte waarde ontbreekt; vul deze kolom in",
    "R102": "geen geldige datum; lever dd-mm-jjjj of jjjj-mm-dd, zonder tijdzone",
    "R104": "niet te zien of het teken decimalen of duizendtallen scheidt; "
    "lever bedragen met twee decimalen, zoals 1299,00",
    "R107": "dezelfde sleutel komt vaker voor met andere inhoud; lever per sleutel een rij",
    "R108": "een ander aantal velden dan de kopregel; controleer de scheidingstekens en regeleinden",
    "R109": "lijkt op een BSN of e-mailadres; haal persoonsgegevens uit deze kolom",
    "R110": "de aanhalingstekens in deze regel kloppen niet, of er staat een onleesbaar teken in; "
    "zet een veld met bijzondere tekens helemaal tussen dubbele aanhalingstekens",
    "R111": "een formule zonder uitkomst; bereken het bestand opnieuw of plak de waarden",
}
MERGED_MESSAGE = "een samengevoegde cel, de waarde staat niet in deze rij; hef de samenvoeging op"
BESIDE_TABLE_MESSAGE = (
    "er staat iets rechts van de laatste kolom; haal het weg, of zet er een kolomnaam boven"
)
AFTER_PEILDATUM_MESSAGE = "de datum ligt na de peildatum; verbeter de datum, of de peildatum in levering.yml"


@dataclass(frozen=True)
class Reden:
    """One reason why a levering does not land. `bestand`, `rijnummer` and `kolom` where they apply."""

    niveau: Niveau
    code: str
    melding: str
    bestand: str | None = None
    rijnummer: int | None = None
    kolom: str | None = None

    def __post_init__(self) -> None:
        """Names that the supplier gave are in it: of files, sheets, columns, keys of the manifest."""
        object.__setattr__(self, "melding", without_personal(self.melding))
        object.__setattr__(self, "bestand", self.bestand and without_personal(self.bestand))


class LeveringGeweigerd(Exception):
    """Nothing of this levering landed; `redenen` says why, `afkeur_pad` where the supplier can read it."""

    def __init__(self, redenen: list[Reden], afkeur_pad: Path | None = None) -> None:
        super().__init__(redenen)
        self.redenen = redenen
        self.afkeur_pad = afkeur_pad

    def __str__(self) -> str:
        first = self.redenen[0]
        place = f" {first.bestand}:" if first.bestand else ""
        others = len(self.redenen) - 1
        more = f" (en nog {others} {'reden' if others == 1 else 'redenen'})" if others else ""
        return f"{first.code}{place} {first.melding}{more}"


_WHAT_IS_WRONG = {
    errno.EACCES: "u mag het niet lezen",
    errno.EPERM: "u mag het niet lezen",
    errno.ENOENT: "het bestaat niet",
    errno.EISDIR: "het is een map",
    errno.ENAMETOOLONG: "een naam is te lang",
    errno.ELOOP: "een koppeling verwijst naar zichzelf",
}


def not_readable(error: OSError, bestand: str | None = None) -> LeveringGeweigerd:
    """L006 for what the operating system will not let us read."""
    reason = _WHAT_IS_WRONG.get(error.errno or 0, "de schijf geeft een leesfout")
    return levering_refused("L006", f"niet te lezen, {reason}; lever opnieuw of geef leesrecht", bestand)


def levering_refused(code: str, melding: str, bestand: str | None = None) -> LeveringGeweigerd:
    """An L refusal."""
    return LeveringGeweigerd([Reden("levering", code, melding, bestand)])


def file_refused(code: str, melding: str, bestand: str, kolom: str | None = None) -> LeveringGeweigerd:
    """A B refusal."""
    return LeveringGeweigerd([Reden("bestand", code, melding, bestand, kolom=kolom)])


def row_message(code: str, column: Column | None, contract: Contract) -> str:
    """What a supplier reads beside a refused row; never holds a delivered value."""
    if code in ("R102", "R103") and column is not None and column.type == "id":
        return "een datum of getal waar een nummer als tekst hoort; lever deze kolom als tekst"
    if code == "R103":
        whole = column is not None and column.type == "int"
        wanted = "bedrag met hooguit twee decimalen; lever bijvoorbeeld 650,25"
        return f"geen {'geheel getal; lever alleen cijfers, zoals 3' if whole else wanted}"
    if code == "R105" and column is not None and column.codes is not None:
        choices = sorted(set(contract.codes[column.codes].values()))
        return f"onbekende waarde; lever een van: {', '.join(choices)}"
    if code == "R105":
        return "geen ja of nee; lever Ja of Nee"
    if code == "R106" and column is not None:
        least = "" if column.min is None else f" vanaf {column.min}"
        most = "" if column.max is None else f" tot en met {column.max}"
        return f"buiten bereik; verwacht een waarde{least}{most}" if least or most else "buiten bereik"
    return _MESSAGES[code]
