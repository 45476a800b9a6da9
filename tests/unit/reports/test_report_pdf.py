"""monitor.pdf: made by whatever Chromium there is, within its time, and leaving nothing behind."""

import json
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from reports import pdf, write_reports


def program(folder: Path, body: str, name: str = "chromium") -> Path:
    """A shell script in the place of Chromium; `$doel` in it is the file to print into."""
    path = folder / name
    path.write_text(
        "#!/bin/sh\n"
        'for woord in "$@"; do case "$woord" in\n'
        '  --print-to-pdf=*) doel="${woord#*=}";; --user-data-dir=*) profiel="${woord#*=}";;\n'
        f"esac; done\n{body}\n"
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "monitor.html"
    path.write_text("<p>hallo</p>")
    return path


def test_the_named_chromium_goes_before_those_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    other = program(tmp_path, "", "google-chrome")
    assert pdf.find_chromium() == other
    usual = program(tmp_path, "", "chromium")
    assert pdf.find_chromium() == usual
    assert pdf.find_chromium(str(other)) == other


def test_without_chromium_one_line_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pdf.NoChromium, match="Chromium is niet gevonden"):
        pdf.find_chromium()
    program(tmp_path, "")
    with pytest.raises(pdf.NoChromium, match="Op /nergens/chromium staat geen Chromium"):
        pdf.find_chromium("/nergens/chromium")


def test_the_sandbox_stays_on_but_for_root(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium = program(tmp_path, 'printf "%s\\n" "%PDF" "$@" > "$doel"')
    for user, expected in ((1000, False), (0, True)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        pdf.print_page(page, tmp_path / "uit.pdf", chromium)
        words = (tmp_path / "uit.pdf").read_text().splitlines()
        assert ("--no-sandbox" in words) is expected
    assert words[-1] == page.as_uri()


def test_the_profile_is_private_and_gone_afterwards(page: Path, tmp_path: Path) -> None:
    body = 'cd "$(dirname "$profiel")"; (echo %PDF; pwd; stat -c %a .; echo "$HOME") > "$doel"'
    pdf.print_page(page, tmp_path / "uit.pdf", program(tmp_path, body))
    _, profile, mode, home = (tmp_path / "uit.pdf").read_text().split()
    assert mode == "700" and home == profile
    assert not Path(profile).exists()


def test_a_chromium_that_hangs_is_ended_with_all_it_started(page: Path, tmp_path: Path) -> None:
    body = f'echo half > "$doel"; (sleep 60 & echo $! > {tmp_path}/kind; wait)'
    with pytest.raises(pdf.NotPrinted, match="niet klaar"):
        pdf.print_page(page, tmp_path / "uit.pdf", program(tmp_path, body), seconds=1)
    assert not (tmp_path / "uit.pdf").exists()
    child = Path(f"/proc/{(tmp_path / 'kind').read_text().strip()}/stat")
    for _ in range(100):
        if not child.exists() or child.read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("what Chromium started still runs")


@pytest.mark.parametrize("body", ["exit 3", "true", 'echo geen pdf > "$doel"'])
def test_what_is_no_pdf_is_not_left_behind(page: Path, tmp_path: Path, body: str) -> None:
    with pytest.raises(pdf.NotPrinted, match="maakte geen"):
        pdf.print_page(page, tmp_path / "uit.pdf", program(tmp_path, body))
    assert not (tmp_path / "uit.pdf").exists()


def test_the_pdf_is_in_the_release_and_an_older_one_is_not(
    warehouse: Path, poort: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "rapport"
    given: dict[str, Any] = {"poort": poort, "alerts": [], "versies": {}}
    chromium = program(tmp_path, 'echo %PDF > "$doel"')
    assert out / "monitor.pdf" in write_reports(warehouse, out, **given, chromium=chromium)
    named = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["bestanden"]
    assert named["monitor.pdf"]["bytes"] == len("%PDF\n")
    assert out / "monitor.pdf" not in write_reports(warehouse, out, **given)
    assert not (out / "monitor.pdf").exists()


def test_where_printing_fails_what_was_published_stays(
    warehouse: Path, poort: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "rapport"
    given: dict[str, Any] = {"poort": poort, "alerts": [], "versies": {}}
    write_reports(warehouse, out, **given)
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    with pytest.raises(pdf.NotPrinted):
        write_reports(warehouse, out, **given, chromium=program(tmp_path, "exit 1"))
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


@pytest.mark.browser
def test_the_monitor_becomes_a_pdf_with_its_first_page_and_contents(
    release: tuple[Path, Path], chromium: str, tmp_path: Path
) -> None:
    target = tmp_path / "monitor.pdf"
    pdf.print_page(release[1] / "monitor.html", target, Path(chromium))
    content = target.read_bytes()
    assert content.count(b"/MediaBox [0 0 594") + content.count(b"/MediaBox [0 0 595") > 5
    assert b"/Outlines" in content
    assert stat.S_ISREG(target.stat().st_mode)
