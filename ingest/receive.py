"""What is known of a levering before a row is read: its manifest, files and hashes, its identity, its key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.bundle import Bundle, Limits, dataset_of, open_bundle
from ingest.contract import Contract
from ingest.formats.survey import sha256_of
from ingest.manifest import MANIFEST_NAME, Manifest, read_manifest
from ingest.privacy import DEMO_SLEUTEL, MINIMUM_KEY_BYTES
from ingest.refusal import LeveringGeweigerd, Reden, levering_refused, not_readable


@dataclass(frozen=True)
class Received:
    """A levering that is complete by its manifest, and may be read.

    `levering_id`: sha256 over names and hashes of the manifest and the files, and the contract: the same
    bytes in a folder or a zip are one levering. `hashes`: file name → sha256, lower hex.
    """

    levering_id: str
    bundle: Bundle
    manifest: Manifest
    hashes: dict[str, str]
    key: bytes


def receive(
    levering: Path, contract: Contract, sleutel: bytes | None, werkmap: Path, limits: Limits
) -> Received:
    """Raises LeveringGeweigerd: L001, L002, L003, L006, L008, B006."""
    bundle = open_bundle(levering, contract, werkmap, limits)
    manifest = read_manifest(bundle.manifest)
    key = DEMO_SLEUTEL if manifest.synthetisch else sleutel
    if key is None or len(key) < MINIMUM_KEY_BYTES:
        wrong = "er is geen pseudoniemsleutel" if key is None else f"de sleutel is {len(key)} bytes lang"
        melding = (
            f"{wrong}, en ten minste {MINIMUM_KEY_BYTES} bytes zijn nodig; "
            "zet WOONMONITOR_PSEUDONYM_KEY of WOONMONITOR_PSEUDONYM_KEY_FILE"
        )
        raise levering_refused("L008", melding)
    hashes = _hashes(bundle)
    reasons = [
        *_announced_otherwise(bundle, manifest, hashes),
        *_missing_datasets(bundle, manifest, contract),
    ]
    if reasons:
        raise LeveringGeweigerd(reasons)
    return Received(_identity(bundle, hashes, contract), bundle, manifest, hashes, key)


def _hashes(bundle: Bundle) -> dict[str, str]:
    hashes = {}
    for name, path in bundle.files.items():
        try:
            hashes[name] = sha256_of(path)
        except OSError as error:
            raise not_readable(error, name) from error
    return hashes


def _identity(bundle: Bundle, hashes: dict[str, str], contract: Contract) -> str:
    assert bundle.manifest is not None  # read_manifest has refused a levering without one
    parts = {MANIFEST_NAME: sha256_of(bundle.manifest), **hashes}
    lines = [f"{name} {digest}" for name, digest in sorted(parts.items())]
    return hashlib.sha256("\n".join([*lines, contract.sha256]).encode()).hexdigest()


def _announced_otherwise(bundle: Bundle, manifest: Manifest, hashes: dict[str, str]) -> list[Reden]:
    reasons = []
    for name, announced in manifest.bestanden.items():
        if name not in hashes and name not in bundle.ignored:
            melding = "het manifest noemt dit bestand, maar het zit er niet bij"
            reasons.append(Reden("levering", "L002", melding, name))
        elif announced.sha256 and name in hashes and announced.sha256.lower() != hashes[name]:
            melding = "de sha256 is anders dan het manifest zegt; lever het bestand opnieuw"
            reasons.append(Reden("levering", "L002", melding, name))
    return reasons


def _missing_datasets(bundle: Bundle, manifest: Manifest, contract: Contract) -> list[Reden]:
    if manifest.soort != "volledig":
        return []
    present = {dataset_of(name, contract) for name in bundle.files}
    return [
        Reden("levering", "L003", f"een volledige levering heeft een bestand {name}*; voeg het toe")
        for name, dataset in contract.datasets.items()
        if dataset.required and name not in present
    ]
