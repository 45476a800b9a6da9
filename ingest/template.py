"""The empty levering that a supplier fills in, made wholly from the contract that the reader uses."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ingest.contract import Contract
from ingest.manifest import MANIFEST_NAME
from ingest.table_schema import DELIMITER, data_package, table_schema
from ingest.template_workbook import template_workbook

PACKAGE_NAME = "datapackage.json"
README_NAME = "LEESMIJ.md"

# bron and peildatum are empty: an example left standing would land as the truth, an empty one is L002.
_MANIFEST = """\
# Vul bron en peildatum in; zonder die twee wordt de levering geweigerd.
bron:                              # het systeem van herkomst, elke keer gelijk; bijvoorbeeld thuiskompas
peildatum:                         # de dag waarvan de bestanden de stand tonen; bijvoorbeeld 2025-12-31
soort: volledig                    # volledig, of aanvulling op een eerdere levering

# Deze regels hoeven niet. Haal het hekje weg om er een te gebruiken.
# periode_van: 2020-04-28          # anders de eerste gebeurtenis in de bestanden
# periode_tot_en_met: 2025-12-31   # anders de peildatum
# synthetisch: true                # alleen voor verzonnen gegevens
# bestanden:                       # wat u stuurt; zo valt een afgebroken bestand op
#   toewijzingen.csv: {rijen: 1200}
"""

_README = """\
# Een levering voor de woonmonitor

Deze map is een leeg sjabloon. Vul haar in en stuur de map, of een zip ervan.

1. Vul in `levering.yml` de bron en de peildatum in.
2. Vul per dataset het CSV-bestand of het Excelbestand, en haal het andere weg. Meer bestanden per dataset
   mag: de naam begint met de naam van de dataset, zoals `toewijzingen_2025.csv`.
3. Haal de bestanden weg van datasets die u niet levert. Een leeg bestand in een volledige levering betekent:
   die zijn er niet.
4. Laat de kopregel staan. Een kolom die niet verplicht is, mag leeg blijven of weg.

| dataset | bestand verplicht | kenmerk van een rij | wat erin staat |
|---|---|---|---|
{datasets}

Het bestand is verplicht in een volledige levering. Een aanvulling mag elk bestand weglaten.
Wat elke kolom betekent en welke waarden mogen, staat in het Excelbestand op het blad `toelichting`, en in
`<dataset>.schema.json`.

## Zo schrijft u de waarden

- CSV: UTF-8, met `;` tussen de velden.
- Datum: `2025-12-31`. Datum met tijd: `2025-12-31 14:30:00`, Nederlandse tijd.
- Bedrag: `1299,99`, zonder punt tussen de duizendtallen.
- Ja of nee: `Ja` of `Nee`.
- Geen waarde: laat de cel leeg.
- Het kenmerk van een rij komt één keer voor, en blijft in elke levering gelijk.

De monitor leest meer schrijfwijzen dan deze. Wat zij niet zeker weet, weigert zij, met bestand, rij en reden.

## Zelf controleren

`datapackage.json` en de bestanden `.schema.json` beschrijven de CSV-bestanden volgens Frictionless. Wie dat
gereedschap heeft, controleert een bestand met
`frictionless validate datapackage.json --resource-name toewijzingen`.

## Persoonsgegevens

Lever geen namen, adressen, e-mailadressen of burgerservicenummers. Kolommen die niet in het sjabloon
staan, worden niet gelezen.
"""


class FolderInUse(Exception):
    """The folder holds something else than an untouched template; its text is one Dutch line."""


def write_template(folder: Path, contract: Contract) -> list[Path]:
    """Write the template into `folder`, which is made where absent; the same contract gives the same bytes.

    An earlier template in it is replaced as long as nobody filled anything in. Raises FolderInUse, OSError.
    """
    present = sorted(folder.iterdir()) if folder.exists() else []
    if present and not _untouched(folder, present):
        raise FolderInUse(
            f"De map {folder} is niet leeg en bevat niet alleen een leeg sjabloon; kies een lege map."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path in present:
        path.unlink()
    paths = []
    for name, content in template_files(contract).items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths


def template_files(contract: Contract) -> dict[str, bytes]:
    """Every file of the template by name; the package comes last, since it holds the hashes of the others."""
    files = {README_NAME: _readme(contract).encode(), MANIFEST_NAME: _MANIFEST.encode()}
    for name, dataset in contract.datasets.items():
        header = DELIMITER.join(column.name for column in dataset.columns)
        files[f"{name}.csv"] = f"{header}\r\n".encode("utf-8-sig")  # by the mark Excel sees that it is UTF-8
        files[f"{name}.xlsx"] = template_workbook(dataset, contract)
        files[f"{name}.schema.json"] = _json(table_schema(dataset, contract))
    written = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {**files, PACKAGE_NAME: _json(data_package(contract, written))}


def _untouched(folder: Path, present: list[Path]) -> bool:
    """Whether each file still is as a template, of this contract or an earlier one, was written."""
    try:
        written = json.loads((folder / PACKAGE_NAME).read_bytes())["sjabloon"]
        return all(
            path.name == PACKAGE_NAME
            or (path.name in written and hashlib.sha256(path.read_bytes()).hexdigest() == written[path.name])
            for path in present
        )
    except (FileNotFoundError, IsADirectoryError, ValueError, KeyError, TypeError):
        return False  # no package of ours


def _readme(contract: Contract) -> str:
    rows = [
        f"| {name} | {'ja' if dataset.required else 'nee'} | {dataset.key} | {dataset.description} |"
        for name, dataset in contract.datasets.items()
    ]
    return _README.format(datasets="\n".join(rows))


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
