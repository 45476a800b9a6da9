"""Which persons and registrations to forget, found by pseudonym in a landing that is attached as `oud`.

The answer is two temporary tables of pseudonyms, `vergeten_inschrijvingen` and
`vergeten_zoekers`, each (bron, id). No message here repeats the id that was asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from ingest.privacy import DEMO_SLEUTEL, MINIMUM_KEY_BYTES, Pseudonyms, key_fingerprint

INSCHRIJVING = "inschrijving"
WONINGZOEKENDE = "woningzoekende"
SOORTEN = (INSCHRIJVING, WONINGZOEKENDE)


class VergeetGeweigerd(Exception):
    """Nothing was erased; the message is one Dutch line that says what to do, without any id."""


@dataclass(frozen=True)
class Person:
    """Whoever the source system knows by `kenmerk`: the raw id of an inschrijving or of a woningzoekende.

    `bron` and `soort` (one of SOORTEN) say which, where the id alone leaves it open. `sleutel`: the key of
    real leveringen.
    """

    kenmerk: str
    sleutel: bytes | None
    bron: str | None = None
    soort: str | None = None


@dataclass(frozen=True)
class ClosedBefore:
    """Every inschrijving that ended before `datum` by the latest levering that has it."""

    datum: date


Whom = Person | ClosedBefore


def name_whom(connection: duckdb.DuckDBPyConnection, whom: Whom) -> None:
    """Make the two temporary tables. Raises VergeetGeweigerd when it is not clear who is meant."""
    connection.execute("CREATE TEMP TABLE vergeten_inschrijvingen (bron VARCHAR, id VARCHAR)")
    connection.execute("CREATE TEMP TABLE vergeten_zoekers (bron VARCHAR, id VARCHAR)")
    connection.execute(
        """
        CREATE TEMP VIEW versies AS
        SELECT r.*, l.peildatum, l.volgnummer
        FROM oud.landing.inschrijvingen r JOIN oud.landing.leveringen l USING (levering_id)
        """
    )
    connection.execute(  # by the latest levering that says so; the inschrijving's own id stands in
        """
        CREATE TEMP VIEW hoort_bij AS
        SELECT bron, inschrijving_id, coalesce(
            last(woningzoekende_id ORDER BY peildatum, volgnummer)
                FILTER (WHERE woningzoekende_id IS NOT NULL),
            inschrijving_id
        ) AS woningzoekende_id
        FROM versies GROUP BY bron, inschrijving_id
        """
    )
    if isinstance(whom, ClosedBefore):
        _name_closed(connection, whom.datum)
    else:
        _name_person(connection, whom)


def _name_closed(connection: duckdb.DuckDBPyConnection, datum: date) -> None:
    connection.execute(
        """
        INSERT INTO vergeten_inschrijvingen
        SELECT bron, inschrijving_id FROM (
            SELECT bron, inschrijving_id, uitschrijfdatum FROM versies
            QUALIFY row_number() OVER (
                PARTITION BY bron, inschrijving_id ORDER BY peildatum DESC, volgnummer DESC
            ) = 1
        )
        WHERE uitschrijfdatum < ?
        """,
        [datum],
    )


def _name_person(connection: duckdb.DuckDBPyConnection, person: Person) -> None:
    found = [
        (bron, pseudonym, soort)
        for bron, pseudonym in _pseudonyms(connection, person)
        if (soort := _soort(connection, bron, pseudonym, person.soort))
    ]
    if len(found) > 1:
        bronnen = _listed([bron for bron, _, _ in found])
        raise VergeetGeweigerd(f"Dit kenmerk komt voor bij {bronnen}: zeg met --bron welke bedoeld is.")
    for bron, pseudonym, soort in found:
        _name_seeker(connection, bron, pseudonym, soort)


def _pseudonyms(connection: duckdb.DuckDBPyConnection, person: Person) -> list[tuple[str, str]]:
    """(bron, pseudonym) for each bron that may be meant; the id is read as the ingest reads it."""
    ledger = connection.execute(
        "SELECT DISTINCT bron, synthetisch, sleutel_vingerafdruk FROM oud.landing.leveringen ORDER BY bron"
    ).fetchall()
    bronnen = [bron for bron, _, _ in ledger]
    if person.bron is not None and person.bron not in bronnen:
        known = _listed(bronnen) if bronnen else "nog geen enkele"
        raise VergeetGeweigerd(f"Er is geen levering van die bron geland; bekend: {known}.")
    kenmerk = unicodedata.normalize("NFC", person.kenmerk.strip())
    pseudonyms = []
    for bron, synthetic, fingerprint in ledger:
        key = DEMO_SLEUTEL if synthetic else person.sleutel
        if key is None or len(key) < MINIMUM_KEY_BYTES or key_fingerprint(key) != fingerprint:
            raise VergeetGeweigerd(
                "De pseudoniemsleutel ontbreekt of is een andere dan die van de leveringen: zet "
                "WOONMONITOR_PSEUDONYM_KEY of WOONMONITOR_PSEUDONYM_KEY_FILE zoals bij het inlezen."
            )
        if person.bron in (None, bron):
            pseudonyms.append((bron, Pseudonyms(key, bron).one(kenmerk)))
    return pseudonyms


def _soort(connection: duckdb.DuckDBPyConnection, bron: str, pseudonym: str, asked: str | None) -> str | None:
    """As what the id occurs; None when it does not. Both is fine only when it is one person's."""
    row = connection.execute(
        """
        WITH named AS (
            SELECT bron, inschrijving_id FROM oud.landing.inschrijvingen
            UNION ALL SELECT bron, inschrijving_id FROM oud.landing.reacties
            UNION ALL SELECT bron, inschrijving_id FROM oud.landing.toewijzingen
            UNION ALL
            SELECT l.bron, q.sleutel FROM oud.landing.quarantaine q
            JOIN oud.landing.leveringen l USING (levering_id) WHERE q.dataset = 'inschrijvingen'
        )
        SELECT
            EXISTS (FROM named WHERE bron = $bron AND inschrijving_id = $id),
            EXISTS (FROM versies WHERE bron = $bron AND woningzoekende_id = $id)
        """,
        {"bron": bron, "id": pseudonym},
    ).fetchone()
    occurs = dict(zip(SOORTEN, row or (False, False), strict=True))
    if asked is not None:
        return asked if occurs[asked] else None
    if all(occurs.values()) and _seeker_of(connection, bron, pseudonym) != pseudonym:
        raise VergeetGeweigerd(
            "Dit kenmerk is bij dezelfde bron dat van een inschrijving en dat van een andere woningzoekende: "
            f"zeg met --soort {INSCHRIJVING} of --soort {WONINGZOEKENDE} wie bedoeld is."
        )
    return next((soort for soort in SOORTEN if occurs[soort]), None)


def _seeker_of(connection: duckdb.DuckDBPyConnection, bron: str, inschrijving: str) -> str | None:
    query = "SELECT woningzoekende_id FROM hoort_bij WHERE bron = ? AND inschrijving_id = ?"
    row = connection.execute(query, [bron, inschrijving]).fetchone()
    return row[0] if row else None


def _name_seeker(connection: duckdb.DuckDBPyConnection, bron: str, pseudonym: str, soort: str) -> None:
    """The person, and every inschrijving that belongs to that person."""
    if soort == INSCHRIJVING:
        connection.execute("INSERT INTO vergeten_inschrijvingen VALUES (?, ?)", [bron, pseudonym])
        seeker = _seeker_of(connection, bron, pseudonym) or pseudonym
    else:
        seeker = pseudonym
    connection.execute("INSERT INTO vergeten_zoekers VALUES (?, ?)", [bron, seeker])
    connection.execute(
        """
        INSERT INTO vergeten_inschrijvingen
        SELECT bron, inschrijving_id FROM hoort_bij WHERE bron = ? AND woningzoekende_id = ?
        EXCEPT FROM vergeten_inschrijvingen
        """,
        [bron, seeker],
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
