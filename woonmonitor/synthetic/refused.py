"""Leveringen that must be refused whole, for `--dirty`: one small folder or zip for each L and B code.

They stand in the folder `geweigerd` beside the files that land, and are leveringen of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo

Bestanden = dict[str, bytes]

_MANIFEST = "bron: thuiskompas\npeildatum: {peildatum}\nsynthetisch: true\n"
_TOEWIJZINGEN = (
    "toewijzing_id;eenheid_id;corporatie;toewijzingsdatum;toewijzingsgrond;rekenhuur\r\n"
    "X1;E000001;Actium;15-06-2020;regulier;600,00\r\n"
)
_EENHEDEN = "eenheid_id;corporatie;gemeente;rekenhuur;zelfstandig\r\nE000001;Actium;Assen;600,00;Ja\r\n"
# An encrypted workbook is no zip but an older container, with the package as a stream in it.
_VERSLEUTELD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
)


@dataclass(frozen=True)
class Geweigerd:
    """A levering that is refused with `code`, and what must be so before it is."""

    code: str
    levering: str
    voorwaarde: str
    uitleg: str


def write_refused(folder: Path, peildatum: str) -> list[Geweigerd]:
    """Writes them under `folder`/geweigerd; returns the list."""
    goed: Bestanden = {
        "levering.yml": _MANIFEST.format(peildatum=peildatum).encode(),
        "toewijzingen.csv": _TOEWIJZINGEN.encode(),
        "eenheden.csv": _EENHEDEN.encode(),
    }
    lijst: list[Geweigerd] = []
    for code, (uitleg, verander) in _SOORTEN.items():
        bestanden = verander(dict(goed))
        doel = folder / "geweigerd" / code
        doel.mkdir(parents=True, exist_ok=True)
        for naam, inhoud in bestanden.items():
            (doel / naam).write_bytes(inhoud)
        lijst.append(Geweigerd(code, f"geweigerd/{code}", _VOORWAARDEN.get(code, ""), uitleg))
    with ZipFile(folder / "geweigerd" / "L006.zip", "w") as archief:
        for naam, inhoud in (goed | {"../toewijzingen.csv": goed["toewijzingen.csv"]}).items():
            archief.writestr(ZipInfo(naam, date_time=(1980, 1, 1, 0, 0, 0)), inhoud)
    lijst.append(Geweigerd("L006", "geweigerd/L006.zip", "", "een bestandsnaam wijst buiten de zip"))
    return sorted(lijst, key=lambda geweigerd: geweigerd.code)


def _zonder(naam: str) -> Callable[[Bestanden], Bestanden]:
    return lambda goed: {n: inhoud for n, inhoud in goed.items() if n != naam}


def _vervang(naam: str, oud: bytes, nieuw: bytes) -> Callable[[Bestanden], Bestanden]:
    return lambda goed: goed | {naam: goed[naam].replace(oud, nieuw)}


def _aankondiging(goed: Bestanden) -> Bestanden:
    return goed | {"levering.yml": goed["levering.yml"] + b"bestanden:\n  toewijzingen.csv: {rijen: 2}\n"}


def _twaalf_fout(goed: Bestanden) -> Bestanden:
    fout = "".join(f"X{n};E000001;Actium;31-02-2020;regulier;600,00\r\n" for n in range(2, 14))
    return goed | {"toewijzingen.csv": goed["toewijzingen.csv"] + fout.encode()}


def _gemengd(goed: Bestanden) -> Bestanden:
    utf8, cp1252 = "X2;E000001;Actium;15-06-2020;gé;600,00\r\n", "X3;E000001;Actium;15-06-2020;hé;600,00\r\n"
    return goed | {"toewijzingen.csv": goed["toewijzingen.csv"] + utf8.encode() + cp1252.encode("cp1252")}


def _dubbele_kolom(goed: Bestanden) -> Bestanden:
    kop, rij = goed["eenheden.csv"].splitlines()
    return goed | {"eenheden.csv": kop + b";rekenhuur euro\r\n" + rij + b";600,00\r\n"}


def _andere_naam(naam: str, inhoud: Callable[[bytes], bytes]) -> Callable[[Bestanden], Bestanden]:
    return lambda goed: _zonder("toewijzingen.csv")(goed) | {naam: inhoud(goed["toewijzingen.csv"])}


_ECHT = _vervang("levering.yml", b"synthetisch: true", b"synthetisch: false")
_SOORTEN: dict[str, tuple[str, Callable[[Bestanden], Bestanden]]] = {
    "L001": ("geen manifest", _zonder("levering.yml")),
    "L002": ("het manifest kondigt een rij aan die er niet is", _aankondiging),
    "L003": ("eenheden ontbreekt", _zonder("eenheden.csv")),
    "L004": ("twaalf van dertien rijen zijn fout", _twaalf_fout),
    "L005": ("echt na synthetisch", _ECHT),
    "L007": ("een toewijzing waar er eerder duizenden waren", lambda goed: goed),
    "L008": ("echt, en geen sleutel", _ECHT),
    "B001": (
        "tekst voor de kopregel",
        _vervang("toewijzingen.csv", b"toewijzing_id", b"Export\r\ntoewijzing_id"),
    ),
    "B002": ("de kolom rekenhuur ontbreekt", _vervang("toewijzingen.csv", b";rekenhuur", b";prijs")),
    "B003": ("twee tekensets in een bestand", _gemengd),
    "B004": ("een CSV die XLSX heet", _andere_naam("toewijzingen.xlsx", lambda csv: csv)),
    "B005": ("twee kolommen voor de rekenhuur", _dubbele_kolom),
    "B006": ("een versleuteld werkblad", _andere_naam("toewijzingen.xlsx", lambda _csv: _VERSLEUTELD)),
}
_VOORWAARDEN = {
    "L005": "de synthetische levering is ingelezen, en er is een sleutel ingesteld",
    "L007": "de synthetische levering is ingelezen",
    "L008": "er is geen sleutel ingesteld, en nog niets ingelezen",
}
