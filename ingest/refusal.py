"""Refusals on three levels, each with its code and a plain Dutch message that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.contract import Column, Contract

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


def levering_refused(code: str, melding: str, bestand: str | None = None) -> LeveringGeweigerd:
    """An L refusal."""
    return LeveringGeweigerd([Reden("levering", code, melding, bestand)])


def file_refused(code: str, melding: str, bestand: str, kolom: str | None = None) -> LeveringGeweigerd:
    """A B refusal."""
    return LeveringGeweigerd([Reden("bestand", code, melding, bestand, kolom=kolom)])


def row_message(code: str, column: Column | None, contract: Contract) -> str:
    """What a supplier reads beside a refused row; never holds a delivered value."""
    if code == "R103" and column is not None and column.type == "int":
        return "geen geheel getal; lever alleen cijfers, zoals 3"
    if code in ("R102", "R103") and column is not None and column.type == "id":
        return "een datum of getal waar een nummer als tekst hoort; lever deze kolom als tekst"
    if code == "R103":
        return "geen bedrag met hooguit twee decimalen; lever bijvoorbeeld 650,25"
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
