"""Dirt for `--dirty`: each way in which an export is wrong or merely odd, planted where a list says.

The dirt stands in files of its own beside the market's, and none of it lands as a new row: refused rows,
lines that are no data, and second copies of rows that are there. What was planted in the market stays true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from woonmonitor.synthetic import datasets
from woonmonitor.synthetic.days import datum_van
from woonmonitor.synthetic.market import Markt
from woonmonitor.synthetic.workbook import Cel, Datum, Formule, write_workbook

Rij = dict[str, str]
_OP = date(2020, 6, 15)


@dataclass(frozen=True)
class Vuil:
    """One planted oddity: where (first physical line, or sheet row), and what must become of it.

    gevolg: geweigerd (with `code`), dubbel, overgeslagen, or genegeerd.
    """

    bestand: str
    rijnummer: int | None
    kolom: str | None
    gevolg: str
    code: str | None
    uitleg: str


class _Tekst:
    """A text file that grows line by line, with a list of what is wrong in it."""

    def __init__(
        self, naam: str, kolommen: list[str], scheiding: str, kop: dict[str, str], vooraf: str = ""
    ) -> None:
        self.naam, self.vuil, self._kolommen, self._scheiding = naam, list[Vuil](), kolommen, scheiding
        self.kop = scheiding.join(kop.get(kolom, kolom) for kolom in kolommen)
        self.regels = [vooraf, self.kop] if vooraf else [self.kop]

    def geweigerd(self, code: str, kolom: str | None, uitleg: str, rij: Rij) -> None:
        self.regel(self.als_regel(rij), "geweigerd", uitleg, kolom=kolom, code=code)

    def regel(
        self, regel: str, gevolg: str, uitleg: str, *, kolom: str | None = None, code: str | None = None
    ) -> None:
        self.regels.append(regel)
        self.vuil.append(Vuil(self.naam, len(self.regels), kolom, gevolg, code, uitleg))

    def als_regel(self, rij: Rij) -> str:
        return self._scheiding.join(rij.get(kolom, "") for kolom in self._kolommen)

    def schrijf(self, folder: Path, codering: str) -> None:
        inhoud = "\r\n".join(self.regels) + "\r\n"
        # Little-endian with its mark by hand: Python's own utf-16 follows the machine.
        met_merk = "\ufeff" + inhoud if codering == "utf-16-le" else inhoud
        (folder / self.naam).write_bytes(met_merk.encode(codering))


def plant(folder: Path, markt: Markt) -> list[Vuil]:
    """Writes the files with dirt into the levering's folder; returns the list of all that is in them."""
    voorbeeld = {naam: _eerste_rij(maak(markt)) for naam, maak in datasets.TABELLEN.items()}
    morgen = datum_van(markt.laatste + 1)
    return [
        *_toewijzingen(folder, voorbeeld["toewijzingen"], morgen),
        *_bedragen(folder, voorbeeld["eenheden"]),
        *_inschrijvingen(folder, voorbeeld["inschrijvingen"]),
        *_reacties(folder, voorbeeld),
        *_opzeggingen(folder, voorbeeld["opzeggingen"]),
        *_onbekend_bestand(folder),
    ]


def _toewijzingen(folder: Path, bestaand: Rij, morgen: date) -> list[Vuil]:
    kolommen = list(datasets.KOLOMMEN["toewijzingen"])
    kop = {
        "toewijzing_id": "Toewijzing ID",
        "eenheid_id": "VHE-nummer",
        "toewijzingsdatum": "TOEWIJZINGSDATUM",
    }
    tekst = _Tekst("toewijzingen_vuil.csv", [*kolommen, "Behandeld door"], ";", kop)
    tekst.vuil.append(
        Vuil(tekst.naam, 1, "Behandeld door", "genegeerd", None, "kolom die het contract niet kent")
    )

    def rij(nummer: int, **anders: str) -> Rij:
        goed = {
            "eenheid_id": bestaand["eenheid_id"],
            "corporatie": bestaand["corporatie"],
            "rekenhuur": "600,00",
        }
        datum = {"toewijzingsdatum": f"{_OP:%d-%m-%Y}", "toewijzingsgrond": "regulier"}
        return {"toewijzing_id": f"VT{nummer:03d}"} | goed | datum | anders

    # The second copy says the same in other words; the é makes the file readable as cp1252 only.
    kopie = bestaand | {"rekenhuur": f"€ {bestaand['rekenhuur']}", "Behandeld door": "médewerker"}
    tekst.regel(tekst.als_regel(kopie), "dubbel", "tweede, gelijke rij, met euroteken")
    tekst.geweigerd("R101", "rekenhuur", "verplichte waarde ontbreekt", rij(1, rekenhuur=""))
    tekst.geweigerd("R102", "toewijzingsdatum", "31 februari", rij(2, toewijzingsdatum="31-02-2020"))
    tekst.geweigerd("R103", "rekenhuur", "bedrag in letters", rij(3, rekenhuur="zeshonderd"))
    tekst.geweigerd("R105", "corporatie", "corporatie die niemand kent", rij(4, corporatie="Aktiem"))
    tekst.regel("", "overgeslagen", "lege regel")
    tekst.geweigerd("R106", "leeftijd", "130 jaar oud", rij(5, leeftijd="130"))
    tekst.geweigerd(
        "R106", "toewijzingsdatum", "na de peildatum", rij(6, toewijzingsdatum=f"{morgen:%d-%m-%Y}")
    )
    tekst.regel(tekst.kop, "overgeslagen", "herhaalde kopregel")
    tekst.geweigerd("R107", None, "sleutel twee keer met andere inhoud", rij(7))
    tekst.geweigerd("R107", None, "sleutel twee keer met andere inhoud", rij(7, rekenhuur="601,00"))
    te_kort = tekst.als_regel(rij(8)).rsplit(";", 3)[0]
    tekst.regel(te_kort, "geweigerd", "drie velden te weinig", code="R108")
    los = tekst.als_regel(rij(9, toewijzingsgrond='reg"ulier'))
    tekst.regel(los, "geweigerd", "los aanhalingsteken", code="R110")
    tekst.regel("Totaal;12" + ";" * (len(kolommen) - 1), "overgeslagen", "totaalregel")
    tekst.schrijf(folder, "cp1252")
    return tekst.vuil


def _bedragen(folder: Path, bestaand: Rij) -> list[Vuil]:
    """Amounts that nothing in their file settles, and a yes-or-no that is neither."""
    kolommen = ["eenheid_id", "corporatie", "gemeente", "rekenhuur", "zelfstandig"]
    tekst = _Tekst("eenheden_vuil.csv", kolommen, ";", {}, vooraf="sep=;")
    goed = {kolom: bestaand[kolom] for kolom in kolommen}
    for nummer, bedrag in enumerate(("1.299", "650.255")):
        rij = goed | {"eenheid_id": f"VE{nummer:03d}", "rekenhuur": bedrag}
        tekst.geweigerd("R104", "rekenhuur", "duizendtal of decimalen?", rij)
    misschien = goed | {"eenheid_id": "VE002", "rekenhuur": "600", "zelfstandig": "misschien"}
    tekst.geweigerd("R105", "zelfstandig", "geen ja of nee", misschien)
    tekst.schrijf(folder, "utf-8")
    return tekst.vuil


def _inschrijvingen(folder: Path, bestaand: Rij) -> list[Vuil]:
    kolommen = list(datasets.KOLOMMEN["inschrijvingen"])
    tekst = _Tekst("inschrijvingen_vuil.csv", kolommen, ",", {"inschrijfdatum": "Datum inschrijving"})

    def rij(nummer: int, **anders: str) -> Rij:
        return {"inschrijving_id": f"VI{nummer:03d}", "inschrijfdatum": "2020-06-15"} | anders

    kopie = bestaand | {"inschrijfdatum": bestaand["inschrijfdatum"] + " 00:00:00"}
    kopie["uitschrijfdatum"] = bestaand["uitschrijfdatum"] or "0000-00-00"
    tekst.regel(tekst.als_regel(kopie), "dubbel", "tweede, gelijke rij, met tijd en nuldatum")
    met_zone = "2020-06-15T09:00:00+02:00"
    tekst.geweigerd("R102", "inschrijfdatum", "tijdzone", rij(1, inschrijfdatum=met_zone))
    tekst.geweigerd("R102", "inschrijfdatum", "jaar in twee cijfers", rij(2, inschrijfdatum="15-06-20"))
    tekst.geweigerd("R105", "woonsituatie", "onbekende code", rij(3, woonsituatie="kraakt"))
    tekst.geweigerd("R106", "huishoudgrootte", "25 personen", rij(4, huishoudgrootte="25"))
    mail = "gemaild naar iemand@voorbeeld.invalid"
    tekst.geweigerd("R109", "uitschrijfreden", "e-mailadres in een tekst", rij(5, uitschrijfreden=mail))
    # 111222333 passes the eleven-test, and was never given to a person.
    tekst.geweigerd("R109", "uitschrijfreden", "BSN in een tekst", rij(6, uitschrijfreden="BSN 111222333"))
    tekst.schrijf(folder, "utf-8-sig")
    return tekst.vuil


def _reacties(folder: Path, voorbeeld: dict[str, Rij]) -> list[Vuil]:
    kolommen = ["status", "positie", "reactiedatum", "inschrijving_id", "publicatie_id", "reactie_id"]
    tekst = _Tekst("reacties_vuil.txt", kolommen, "\t", {})

    def rij(nummer: int, **anders: str) -> Rij:
        wie = {"publicatie_id": voorbeeld["publicaties"]["publicatie_id"], "reactie_id": f"VR{nummer:03d}"}
        wie["inschrijving_id"] = voorbeeld["inschrijvingen"]["inschrijving_id"]
        return wie | {"reactiedatum": "2020-06-15 09:30:00", "status": "actief"} | anders

    tekst.geweigerd(
        "R101", "inschrijving_id", "verplichte waarde ontbreekt", rij(1, inschrijving_id="n.v.t.")
    )
    tekst.geweigerd("R103", "positie", "geen getal", rij(2, positie="eerste"))
    tekst.geweigerd("R105", "status", "onbekende code", rij(3, status="twijfelt"))
    tekst.geweigerd("R106", "positie", "plaats nul", rij(4, positie="0"))
    tekst.regel("Aantal records" + "\t" * 5, "overgeslagen", "telregel")
    tekst.schrijf(folder, "utf-16-le")
    return tekst.vuil


def _opzeggingen(folder: Path, bestaand: Rij) -> list[Vuil]:
    """A workbook: real dates, a blank row, a formula that was never calculated."""
    naam, eenheid = "opzeggingen_vuil.xlsx", bestaand["eenheid_id"]
    dag, maand, jaar = (int(deel) for deel in bestaand["einddatum_huur"].split("-"))
    opgezegd = date(*(int(deel) for deel in reversed(bestaand["opzegdatum"].split("-"))))
    rijen: list[list[Cel]] = [
        list(datasets.KOLOMMEN["opzeggingen"]),
        [
            bestaand["opzegging_id"],
            eenheid,
            Datum(opgezegd),
            Datum(date(jaar, maand, dag)),
            bestaand["reden"],
        ],
        [],
        ["VO001", eenheid, None, Formule("DATE(2020,6,15)"), "verhuizing"],
        ["VO002", eenheid, None, "15-13-2020", "verhuizing"],
        ["Eindtotaal", 2],
    ]
    write_workbook(folder / naam, rijen)
    return [
        Vuil(naam, 2, None, "dubbel", None, "tweede, gelijke rij, met echte datums"),
        Vuil(naam, 3, None, "overgeslagen", None, "lege rij"),
        Vuil(naam, 4, "einddatum_huur", "geweigerd", "R111", "formule zonder uitkomst"),
        Vuil(naam, 5, "einddatum_huur", "geweigerd", "R102", "dertiende maand"),
        Vuil(naam, 6, None, "overgeslagen", None, "totaalrij"),
    ]


def _onbekend_bestand(folder: Path) -> list[Vuil]:
    naam = "leesmij.txt"
    (folder / naam).write_text("Dit bestand hoort bij geen enkele dataset.\n", encoding="utf-8")
    return [Vuil(naam, None, None, "genegeerd", None, "bestand dat het contract niet kent")]


def _eerste_rij(frames: Iterator[pl.DataFrame]) -> Rij:
    rij = next(frames).row(0, named=True)
    return {kolom: "" if waarde is None else str(waarde) for kolom, waarde in rij.items()}
