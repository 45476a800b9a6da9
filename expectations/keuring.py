"""Puts a suite to a DuckDB file through Great Expectations: read-only, in SQL, counts only.

What a result may hold is decided here. Great Expectations answers yes or no (BOOLEAN_ONLY: its other formats
store offending values), the rows are counted by ourselves, and the text of an exception, which may quote a
value, goes nowhere. A gate that could not be put has failed, and blocks whatever its severity.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from sqlalchemy import Engine, text
from sqlalchemy.pool import NullPool

from expectations import dialect
from expectations.poort import Uitslag
from expectations.toets import (
    AantalRijen,
    Geen,
    Gevuld,
    HoogstensAandeel,
    Poorttabel,
    Toegestaan,
    Toets,
    Tussen,
    Uniek,
    Verwachting,
)

# Nothing on disk, no documentation site, no call home, a quiet console.
_CONFIG = DataContextConfig(
    store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
    analytics_enabled=False,
    progress_bars=ProgressBarsConfig(globally=False),
)


class GeenAfwijkingen(gxe.UnexpectedRowsExpectation):  # type: ignore[misc]
    """UnexpectedRowsExpectation without the rows: the parent runs its query again to fetch them."""

    metric_dependencies = ("unexpected_rows_query.row_count",)

    def _validate(self, metrics: dict[str, int], *_: object, **__: object) -> dict[str, bool]:
        return {"success": metrics["unexpected_rows_query.row_count"] == 0}


def keur(database: Path, tabellen: tuple[Poorttabel, ...]) -> tuple[Uitslag, ...]:
    """Every gate of `tabellen` (named schema.table), in the order declared."""
    bron = gx.get_context(_CONFIG, mode="ephemeral").data_sources.add_sql(
        database.stem,
        connection_string=dialect.URL,
        create_temp_table=False,
        kwargs={
            "poolclass": NullPool,  # a pooled connection would outlive the check and hold the file
            "connect_args": {"database": str(database), "read_only": True},
        },
    )
    engine = bron.get_engine()
    # One connection stays open: DuckDB then keeps the file loaded for the many short ones.
    with _zonder_uitzonderingstekst(), engine.connect() as open_houder:
        open_houder.execute(text("select 1"))
        return tuple(uitslag for tabel in tabellen for uitslag in _keur_tabel(bron, engine, tabel))


def _keur_tabel(bron: Any, engine: Engine, tabel: Poorttabel) -> Iterator[Uitslag]:
    oordelen = _oordelen(bron, tabel)
    for verwachting in tabel.verwachtingen:
        oordeel = oordelen.get(verwachting.naam)
        is_schoon = oordeel and not isinstance(verwachting.toets, HoogstensAandeel)
        aantal = 0 if is_schoon else _tel(engine, tabel.tabel, verwachting.toets)
        yield _uitslag(tabel.tabel, verwachting, oordeel, aantal, verwachting.raakt or tabel.raakt)


def _oordelen(bron: Any, tabel: Poorttabel) -> dict[str, bool]:
    """Great Expectations' verdict by gate; a gate that ended in an exception is not among them."""
    schema, naam = tabel.tabel.split(".")
    suite = gx.ExpectationSuite(name=tabel.tabel)
    for verwachting in tabel.verwachtingen:
        suite.add_expectation(_expectation(verwachting))
    try:
        with warnings.catch_warnings():
            # The schema can only be given per asset on a DuckDB datasource; GX 1.24 deprecates that.
            warnings.simplefilter("ignore", DeprecationWarning)
            asset = bron.add_table_asset(tabel.tabel, table_name=naam, schema_name=schema)
        batch = asset.add_batch_definition_whole_table("geheel").get_batch()
        resultaat = batch.validate(suite, result_format="BOOLEAN_ONLY")
    except Exception:  # a missing table among others: every gate of the table then counts as failed
        return {}
    return {
        uitkomst.expectation_config.meta["naam"]: uitkomst.success is True
        for uitkomst in resultaat.results
        if not _had_uitzondering(uitkomst.exception_info)
    }


def _had_uitzondering(info: Mapping[str, Any]) -> bool:
    """GX reports either one `raised_exception`, or an entry for each metric that failed."""
    return bool(info["raised_exception"]) if "raised_exception" in info else bool(info)


def _expectation(verwachting: Verwachting) -> Any:
    soort: Any
    eis: dict[str, Any]
    match verwachting.toets:
        case AantalRijen(minstens, hoogstens, "true", "true"):
            soort, eis = gxe.ExpectTableRowCountToBeBetween, {"min_value": minstens, "max_value": hoogstens}
        case Gevuld(kolom):
            soort, eis = gxe.ExpectColumnValuesToNotBeNull, {"column": kolom}
        case Uniek((kolom,)):
            soort, eis = gxe.ExpectColumnValuesToBeUnique, {"column": kolom}
        case Uniek(kolommen):
            soort, eis = gxe.ExpectCompoundColumnsToBeUnique, {"column_list": list(kolommen)}
        case Toegestaan(kolom, waarden):
            soort, eis = gxe.ExpectColumnValuesToBeInSet, {"column": kolom, "value_set": list(waarden)}
        case Tussen(kolom, minstens, hoogstens):
            grenzen = {"min_value": minstens, "max_value": hoogstens}
            soort, eis = gxe.ExpectColumnValuesToBeBetween, {"column": kolom, **grenzen}
        case HoogstensAandeel(grens) as toets:
            vraag = _rij_als_meer_dan(toets, f"{grens} * ({toets.geheel})")
            soort, eis = GeenAfwijkingen, {"unexpected_rows_query": vraag}
        case AantalRijen() | Geen() as toets:
            vraag = _rij_als_meer_dan(toets, "0")
            soort, eis = GeenAfwijkingen, {"unexpected_rows_query": vraag}
    severity = "critical" if verwachting.ernst == "blokkerend" else "warning"
    return soort(**eis, severity=severity, meta={"naam": verwachting.naam})


def _rij_als_meer_dan(toets: Toets, grens: str) -> str:
    """One row if more than `grens` rows deviate, else none: no offending row itself leaves the database."""
    return (
        "with rijen as (select * from {batch}) "
        f"select 1 from ({toets.telling}) as telling(afwijkend) where afwijkend > {grens}"
    )


def _tel(engine: Engine, tabel: str, toets: Toets) -> int | None:
    """How many rows deviate; None when even that cannot be asked."""
    try:
        with engine.connect() as verbinding:
            telling = text(f"with rijen as (select * from {tabel}) {toets.telling}")
            return int(verbinding.execute(telling).scalar_one())
    except Exception:
        return None


def _uitslag(
    tabel: str, verwachting: Verwachting, oordeel: bool | None, aantal: int | None, indicatoren: str
) -> Uitslag:
    naam = tabel.partition(".")[2]
    is_gekeurd = oordeel is not None and aantal is not None
    if not is_gekeurd:
        melding = f"niet te controleren: {verwachting.eis}."
    elif oordeel:
        melding = f"{verwachting.eis}."
    else:
        rijen = "1 rij voldoet" if aantal == 1 else f"{aantal} rijen voldoen"
        melding = f"{rijen} niet aan de eis: {verwachting.eis}."
    return Uitslag(
        verwachting=f"{naam}.{verwachting.naam}",
        tabel=tabel,
        ernst=verwachting.ernst if is_gekeurd else "blokkerend",
        geslaagd=is_gekeurd and oordeel is True,
        aantal_afwijkend=aantal if is_gekeurd else None,
        indicatoren=indicatoren,
        melding=f"{naam}: {melding}",
    )


@contextmanager
def _zonder_uitzonderingstekst() -> Iterator[None]:
    """Great Expectations logs the text of exceptions, and a database's text quotes values."""
    logger = logging.getLogger("great_expectations")
    niveau = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(niveau)
