"""The public warehouse: a database in memory with the schema `reporting` as the public may see it.

The report is written from this one alone. It holds no exact figure, so that no chapter, chart or file, also
one that is still to be written, can show what it hides.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from reports.openbaar import rijen
from reports.openbaar.cellen import Contradiction
from reports.openbaar.controle import TierLeaks
from reports.openbaar.drempels import Thresholds
from reports.openbaar.figuren import read_figures
from reports.openbaar.onderdrukken import Hidden, choose
from reports.openbaar.tellingen import Declared, declared
from reports.openbaar.vergelijkingen import Contradicted
from reports.warehouse import Row, literal
from reports.withheld import QUALIFICATION as HIDDEN

#: Every table of `reporting`: what of it the public sees (SQL; {tabel} is the exact one) and why that is
#: safe, or what still happens to it. A table that is not named here stops the report.
TABLES: dict[str, tuple[str, str]] = {
    "rpt_build": ("from {tabel}", "the build: hashes, choices, days"),
    "rpt_definities": ("from {tabel}", "texts"),
    "rpt_kalender": ("from {tabel}", "days of the year"),
    "rpt_regelkenmerken": ("from {tabel}", "simulated; no data in it"),
    "rpt_voorraadplan": ("from {tabel}", "dwellings"),
    "rpt_indicatoren": (
        """
        select figures.* from {tabel} as figures inner join keuze using (indicator)
        where periode_soort = 'jaar' and (keuze.woningen or (
            (not keuze.alleen_laatste_jaar or periode_start = keuze.laatste)
            and gemeente in (keuze.plaats, 'alle')
            and case
                when dimensie <> 'totaal'
                    then corporatie = 'alle' and gemeente = keuze.plaats
                        and list_contains(keuze.uitsplitsingen, dimensie)
                when keuze.per_corporatie then gemeente = keuze.plaats
                    and (corporatie, year(periode_start)) in (select (corporatie, jaar) from groot)
                else corporatie = 'alle'
            end
        ))
        """,
        "hidden cell by cell",
    ),
    "rpt_norm_vrije_ruimte": (
        "from {tabel} "
        "where gemeente = $gemeente and (corporatie, jaar) in (select (corporatie, jaar) from groot)",
        "hidden row by row",
    ),
    "rpt_taakstelling": ("from {tabel} where gemeente = $gemeente", "hidden row by row"),
    "rpt_afspraken": ("from {tabel}", "a figure only where rpt_indicatoren shows it"),
    "rpt_trends": ("from {tabel} where periode_soort = 'jaar'", "only where each year of it is shown"),
    "rpt_interventies": (
        "from {tabel} where false",
        "twelve months that overlap the years would give months away",
    ),
    "rpt_signalen": ("from {tabel} where false", "proposals for the overleg of the parties"),
    "rpt_bestanden": ("from {tabel} where false", "names that a supplier chose; rows per file"),
    "rpt_leveringen": (
        "select * replace (null as herkomst, null as rijen_gelezen, null as rijen_geland, "
        "null as rijen_quarantaine, null as rijen_dubbel, null as rijen_overgeslagen, "
        "null as rijen_vergeten) from {tabel}",
        "hashes and days; no count of rows, erased ones among them",
    ),
    "rpt_kwaliteit": (
        "select * replace (null as bestand, if(soort in ('ontbreekt', 'te_laat'), aantal, null) as aantal) "
        "from {tabel}",
        "what was found, without how often: lettings without a known reason are few",
    ),
}


#: The municipality that the agreements are about.
_GEMEENTE = "select coalesce(instellingen ->> '$.gemeente', 'alle') from exact.reporting.rpt_build"


class UnknownTable(TierLeaks):
    """The warehouse has a table or a figure of which nobody said what the public may see."""


@contextmanager
def public_warehouse(
    warehouse: Path, drempels: Thresholds
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Hidden]]:
    """A connection that holds only what is public, and what is hidden. Raises TierLeaks if that cannot be."""
    con = duckdb.connect(config={"threads": 1, "temp_directory": f"{warehouse}.tmp"})
    try:
        con.execute(f"attach {literal(warehouse)} as exact (read_only)")
        ((gemeente,),) = con.execute(_GEMEENTE).fetchall()
        _copy(con, gemeente, drempels, declared())
        con.execute("detach exact")
        yield con, _hide(con, drempels, declared())
    finally:
        con.close()


def _copy(con: duckdb.DuckDBPyConnection, gemeente: str, drempels: Thresholds, declared_: Declared) -> None:
    found = {
        row[0]
        for row in con.execute(
            "select table_name from duckdb_tables() "
            "where database_name = 'exact' and schema_name = 'reporting'"
        ).fetchall()
    }
    if strangers := sorted(found - TABLES.keys()):
        raise UnknownTable(
            f"Van {', '.join(strangers)} staat in reports/openbaar/tabellen.py niet wat openbaar is."
        )
    figures = con.execute(
        "select indicator, count(*) filter (gemeente = $gemeente) > 0, "
        "max(periode_start) filter (periode_soort = 'jaar') "
        "from exact.reporting.rpt_indicatoren group by indicator",
        {"gemeente": gemeente},
    ).fetchall()
    if strangers := sorted({row[0] for row in figures} - declared_.indicatoren.keys()):
        raise UnknownTable(
            f"Van {', '.join(strangers)} staat in reports/openbaar/tellingen.yml niet wat het telt."
        )
    keuze = pa.Table.from_pylist(
        [
            {
                "indicator": name,
                "woningen": (one := declared_.indicatoren[name]).soort == "woningen",
                "per_corporatie": one.per_corporatie,
                "uitsplitsingen": list(declared_.uitsplitsingen) if one.uitgesplitst else [],
                "plaats": gemeente if is_local else "alle",
                "alleen_laatste_jaar": one.alleen_laatste_jaar,
                "laatste": last,
            }
            for name, is_local, last in sorted(figures)
        ],
        schema=_KEUZE,
    )
    con.register("keuze", keuze)
    con.execute(_LARGE, {"gemeente": gemeente, "corporatie": drempels.corporatie})
    con.execute("create schema reporting")
    for name in sorted(found):
        select = TABLES[name][0].format(tabel=f"exact.reporting.{name}")
        wanted = {"gemeente": gemeente} if "$gemeente" in select else {}
        con.execute(f"create table reporting.{name} as {select}", wanted)
    con.execute(_NOT_BY_THEMSELVES)
    con.unregister("keuze")
    con.execute("drop table groot")


#: The corporaties that are large enough in the gemeente of the agreements to be shown by themselves.
_LARGE = """
    create temp table groot as
    select corporatie, jaar from exact.reporting.rpt_norm_vrije_ruimte
    where gemeente = $gemeente and corporatie <> 'alle' and lezing = 'A' and n >= $corporatie
"""
#: Which corporaties are in the totals alone: the public may know, and the check has to.
_NOT_BY_THEMSELVES = """
    create table reporting.rpt_niet_apart as
    select distinct year(periode_start)::varchar as jaar, corporatie
    from exact.reporting.rpt_indicatoren inner join keuze using (indicator)
    where keuze.per_corporatie and periode_soort = 'jaar' and gemeente = keuze.plaats and corporatie <> 'alle'
        and (corporatie, year(periode_start)) not in (select (corporatie, jaar) from groot)
"""
_KEUZE = pa.schema(
    [
        ("indicator", pa.string()),
        ("woningen", pa.bool_()),
        ("per_corporatie", pa.bool_()),
        ("uitsplitsingen", pa.list_(pa.string())),
        ("plaats", pa.string()),
        ("alleen_laatste_jaar", pa.bool_()),
        ("laatste", pa.date32()),
    ]
)


def _hide(con: duckdb.DuckDBPyConnection, drempels: Thresholds, declared_: Declared) -> Hidden:
    people = [name for name, one in declared_.indicatoren.items() if one.soort != "woningen"]
    names = ", ".join(f"'{name}'" for name in people)
    exact = read_figures(con, "reporting.rpt_indicatoren", f"indicator in ({names})")
    means = {cell: mean for cell, mean in exact.means(declared_).items() if mean is not None}
    # an agreement has no figure of its own: what is not in the other tables is hidden there too
    try:
        hidden = choose(replace(exact, afspraken=[]).counts(declared_), means, declared_, drempels)
    except (Contradicted, Contradiction) as fout:
        raise TierLeaks(str(fout)) from fout
    figures = [rijen.figure(row, hidden, drempels, declared_) for row in exact.indicatoren]
    _replace(con, "rpt_indicatoren", figures, f"indicator in ({names})")
    _replace(con, "rpt_norm_vrije_ruimte", rijen.norm(exact.norm, hidden))
    _replace(
        con, "rpt_taakstelling", rijen.taakstelling(exact.taakstelling, hidden), "gehuisvest is not null"
    )
    _replace(con, "rpt_afspraken", [rijen.agreement(row, figures, declared_) for row in exact.afspraken])
    con.execute(_TRENDS_ALL_SHOWN)
    return hidden


def _replace(con: duckdb.DuckDBPyConnection, table: str, new: list[Row], which: str = "true") -> None:
    """The rows of `table` that `which` names become `new`, whose further keys are left out."""
    schema = con.execute(f"from reporting.{table} limit 0").to_arrow_table().schema
    con.register("nieuw", pa.Table.from_pylist(new, schema=schema))
    con.execute(f"delete from reporting.{table} where {which}")
    con.execute(f"insert into reporting.{table} from nieuw")
    con.unregister("nieuw")


#: A trend is a function of its years: shown where each of them is.
_TRENDS_ALL_SHOWN = f"""
    delete from reporting.rpt_trends as trend where aantal_jaren is null or aantal_jaren <> (
        select count(*) from reporting.rpt_indicatoren as figures
        where figures.indicator = trend.indicator and figures.maat = trend.maat
            and figures.corporatie = trend.corporatie and figures.gemeente = trend.gemeente
            and figures.dimensie = trend.dimensie and figures.dimensie_waarde = trend.dimensie_waarde
            and year(figures.periode_start) between trend.eerste_jaar and trend.laatste_jaar
            and figures.waarde is not null and figures.kwalificatie is distinct from '{HIDDEN}'
    )
"""
