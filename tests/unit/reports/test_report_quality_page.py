"""kwaliteit.html: what came in, what became of it, and how the gates went over the builds."""

import html
import re
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from reports import quality_page
from reports.edition import Edition
from reports.gate_history import SHOWN, history
from reports.given import Gate, PastGate
from reports.warehouse import open_warehouse

Build = Callable[..., Path]
BUILD = "b0f7a2c4-0000-4000-8000-00000000beef"
CALENDAR = "insert into reporting.rpt_kalender values (1, 1, 'rapportage', 'r'), (7, 1, 'rapportage', 'r')"


def result(name: str, *, passed: bool = True, kind: str = "blokkerend", count: int = 0) -> dict[str, Any]:
    return {
        "verwachting": name,
        "tabel": "reporting.rpt_build",
        "ernst": kind,
        "geslaagd": passed,
        "aantal_afwijkend": count,
        "indicatoren": "zoektijd",
        "melding": f"{name}: <script>window.gehackt = 3</script>",
    }


def gate(build_id: str | None, day: int, *results: dict[str, Any], suite: str = "reporting") -> PastGate:
    return PastGate.model_validate(
        {
            "poort": suite,
            "build_id": build_id,
            "passed": all(one["geslaagd"] for one in results),
            "resultaten": list(results),
            "getoetst_op": datetime(2026, 1, day),
        }
    )


def page(warehouse: Path, *poorten: PastGate) -> str:
    with open_warehouse(warehouse) as con:
        edition = Edition(con, Gate(build_id=BUILD, passed=True, resultaten=[]), [], {})
        return quality_page.render(edition, poorten)


class _Reader(HTMLParser):
    """The words of each section, and what could reach outside the page."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, str] = {}
        self.reaching: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "section":
            self._inside = found.get("id") or ""
        if tag in {"script", "link", "img", "iframe", "form", "object"}:
            self.reaching.append(tag)
        self.reaching += [str(found[name]) for name in ("src", "action") if found.get(name)]
        if (found.get("href") or "#")[0] != "#":
            self.reaching.append(str(found["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        self.sections[self._inside] = " ".join(f"{self.sections.get(self._inside, '')} {data}".split())


def read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    return reader


def test_nothing_in_the_page_runs_or_reaches_outside_it(build_warehouse: Build) -> None:
    text = page(build_warehouse(), gate(BUILD, 1, result("iets", passed=False, count=3)))
    assert read(text).reaching == []
    assert "<script" not in text
    assert "default-src 'none'; script-src ;" in html.unescape(text)
    assert "&lt;script&gt;window.gehackt = 3" in text


def test_every_row_that_was_read_is_accounted_for(build_warehouse: Build) -> None:
    found = read(page(build_warehouse())).sections["telling"]
    assert "reacties_deel1.csv reacties 1 900 885 12 1 2 ✓ ja 40" in found
    assert "Samen 1.000 983 12 3 2 40" in found
    lost = "update reporting.rpt_bestanden set rijen_geland = rijen_geland - 7 where dataset = 'reacties'"
    assert "✗ 7 zoek" in read(page(build_warehouse("kwijt", then=lost))).sections["telling"]


def test_what_was_refused_stands_by_code_and_flags_apart(build_warehouse: Build) -> None:
    found = read(page(build_warehouse())).sections
    assert "R102 Een datum is niet te lezen reacties reacties_deel1.csv 12 2" in found["geweigerd"]
    assert "grond onbekend" in found["kanttekeningen"]
    assert "R102" not in found["kanttekeningen"]


def test_a_levering_is_measured_against_the_calendar(build_warehouse: Build) -> None:
    # landed 14 January 2026 with peildatum 31 December 2025; built the same day
    found = read(page(build_warehouse(then=CALENDAR))).sections["op-tijd"]
    assert (
        "1 januari 2026 thuiskompas nr. 1, peildatum 31 december 2025 14 januari 2026 ▲ 13 dagen te laat"
        in found
    )
    assert "1 juli 2026" not in found
    later = f"{CALENDAR}; update reporting.rpt_build set gebouwd_op = '2026-07-11 08:00:00'"
    found = read(page(build_warehouse("later", then=later))).sections["op-tijd"]
    assert "1 juli 2026 thuiskompas – – ✗ ontbreekt, 10 dagen" in found
    early = f"{CALENDAR}; update reporting.rpt_leveringen set geland_op = '2026-01-01 09:00:00'"
    assert "✓ op tijd" in read(page(build_warehouse("vroeg", then=early))).sections["op-tijd"]


def test_coverage_says_per_corporatie_which_year_is_provisional(build_warehouse: Build) -> None:
    everywhere = """
        insert into reporting.rpt_indicatoren
        select * replace ('alle' as gemeente) from reporting.rpt_indicatoren
        where indicator = 'toewijzingen' and corporatie = 'Actium' and gemeente = 'Assen'
            and dimensie = 'totaal'
    """
    found = read(page(build_warehouse(then=everywhere))).sections["dekking"]
    assert re.search(r"Actium 540 voorlopig 549 558", found)


def test_the_newest_builds_come_first_and_what_ever_failed_stands_apart() -> None:
    calm, odd = result("rustig"), result("onrustig")
    shut = result("onrustig", passed=False, count=4)
    warned = result("onrustig", passed=False, kind="waarschuwing", count=2)
    found = history([gate("een", 1, calm, shut), gate("twee", 2, calm, warned), gate("drie", 3, calm, odd)])
    assert [one.build_id for one in found.builds] == ["drie", "twee", "een"]
    (line,) = found.opvallend
    assert [(sign, count) for sign, _, _, count in line.uitkomsten] == [("✓", None), ("▲", 2), ("✗", 4)]
    assert [(table, [one.verwachting for one in lines]) for table, lines in found.overig] == [
        ("reporting.rpt_build", ["rustig"])
    ]


def test_what_is_not_shown_of_the_history_is_counted_and_a_gate_that_is_new_was_not_tested_before() -> None:
    gates = [gate(str(day), day, result("oud")) for day in range(1, SHOWN + 3)]
    found = history([*gates, gate("nu", 28, result("oud"), result("nieuw"))])
    assert (len(found.builds), found.weggelaten) == (SHOWN, 3)
    new = next(line for _, lines in found.overig for line in lines if line.verwachting == "nieuw")
    assert [sign for sign, *_ in new.uitkomsten] == ["✓", *"·" * (SHOWN - 1)]


def test_the_landing_suite_stands_apart_from_those_of_the_builds(warehouse: Path) -> None:
    landing = gate(None, 1, result("landingscontrole", passed=False, count=5), suite="landing")
    found = read(page(warehouse, landing, gate(BUILD, 2, result("cijfercontrole")))).sections["controles"]
    builds, landed = found.split("Op wat is ingelezen")
    assert "landingscontrole" in landed
    assert "landingscontrole" not in builds
    assert "cijfercontrole" in builds


def test_before_a_first_levering_the_page_says_so(build_warehouse: Build) -> None:
    text = page(build_warehouse(filled=False))
    assert "Er zijn nog geen leveringen" in text


@pytest.mark.parametrize("synthetic", [True, False])
def test_invented_data_are_called_so(build_warehouse: Build, synthetic: bool) -> None:
    text = page(build_warehouse(then=f"update reporting.rpt_build set synthetisch = {synthetic}"))
    assert ("Dit zijn verzonnen gegevens" in text) is synthetic
