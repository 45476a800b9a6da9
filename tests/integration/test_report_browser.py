"""monitor.html in a real browser: every chart drawn, nothing amiss, nothing run that the data brought."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from reports import write_reports

if TYPE_CHECKING:
    from conftest import Monitor


_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=20000",
)
Browse = Callable[..., str]


@pytest.fixture
def browse(tmp_path: Path, chromium: str) -> Browse:
    """Opens a page in a fresh profile; what Chromium writes to its output."""

    def open_(page: Path, *options: str) -> str:
        command = [chromium, *_QUIET, f"--user-data-dir={tmp_path / 'profiel'}", *options, page.as_uri()]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=120).stdout

    return open_


def root_of(dom: str) -> dict[str, str]:
    """The data attributes of the root element, where the page counts what it drew and what went wrong."""
    tag = re.search(r"<html[^>]*>", dom)
    assert tag is not None
    return {name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', tag[0])}


@pytest.mark.browser
def test_every_chart_is_drawn_and_nothing_goes_wrong(gedraaid: Monitor, browse: Browse) -> None:
    dom = browse(gedraaid.out / "monitor.html", "--dump-dom")
    root = root_of(dom)
    assert root["fouten"] == "0", root.get("fout")
    assert int(root["grafieken"]) > 10
    assert root["getekend"] == root["grafieken"]
    assert dom.count('class="main-svg"') >= int(root["grafieken"])


@pytest.mark.browser
def test_what_goes_wrong_is_counted_and_said(gedraaid: Monitor, browse: Browse, tmp_path: Path) -> None:
    source = (gedraaid.out / "monitor.html").read_text(encoding="utf-8")
    broken = tmp_path / "stuk.html"
    broken.write_text(
        re.sub(r'(-gegevens">)\{"data":\[\{', r'\1{"data":[7,{', source, count=1), encoding="utf-8"
    )
    dom = browse(broken, "--dump-dom")
    root = root_of(dom)
    assert int(root["fouten"]) >= 1
    assert int(root["getekend"]) == int(root["grafieken"]) - 1
    assert "Deze grafiek kon niet worden getekend." in dom


@pytest.mark.browser
def test_a_script_that_came_with_the_data_does_not_run(
    monitor: Monitor, browse: Browse, tmp_path: Path
) -> None:
    nasty = "<script>document.title = 'gehackt'</script><img src=x onerror=\"document.title = 'gehackt'\">"
    with duckdb.connect(str(monitor.state.warehouse)) as con:
        con.execute(
            "update reporting.rpt_indicatoren set corporatie = ? where corporatie = 'Actium'", [nasty]
        )
        con.execute("update reporting.rpt_indicatoren set kwalificatie = ?", [nasty])
        con.execute("update reporting.rpt_afspraken set tekst = ?", [nasty])
        (build_id,) = con.execute("select build_id from reporting.rpt_build").fetchall()[0]
    poort = {"build_id": build_id, "passed": True, "resultaten": []}
    page = write_reports(monitor.state.warehouse, tmp_path, poort=poort, alerts=[], versies={})[0]
    dom = browse(page, "--dump-dom")
    root = root_of(dom)
    assert root["fouten"] == "0", root.get("fout")
    assert root["getekend"] == root["grafieken"]
    title = re.search(r"<title>([^<]*)</title>", dom)
    assert title is not None and "gehackt" not in title[1]


@pytest.mark.browser
def test_the_policy_stops_what_would_leave_the_page(
    gedraaid: Monitor, browse: Browse, tmp_path: Path
) -> None:
    source = (gedraaid.out / "monitor.html").read_text(encoding="utf-8")
    leaking = tmp_path / "lek.html"
    leaking.write_text(source.replace("</main>", '<img src="http://127.0.0.1:9/x"></main>'), encoding="utf-8")
    root = root_of(browse(leaking, "--dump-dom"))
    assert "img-src" in root["fout"]


@pytest.mark.browser
def test_it_prints_on_a4_with_every_chart(gedraaid: Monitor, browse: Browse, tmp_path: Path) -> None:
    pdf = tmp_path / "monitor.pdf"
    browse(gedraaid.out / "monitor.html", f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    boxes = {tuple(map(float, box)) for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)}
    assert {(round(width), round(height)) for width, height in boxes} == {(595, 842)}


def test_a_pdf_without_chromium_is_one_line_and_no_report(
    monitor: Monitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = monitor("report", "--out", tmp_path / "elders", "--pdf")
    assert result.exit_code == 64
    assert "Chromium is niet gevonden" in result.output and "Traceback" not in result.output
    assert not list((tmp_path / "elders").iterdir())
