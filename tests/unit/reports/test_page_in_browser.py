"""monitor.html in Chromium: drawn, quiet, accessible, fit for a phone, for paper and for the keyboard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reports import display

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def visit(browser: Browser, release: tuple[Path, Path]) -> Iterator[Visit]:
    """Opens the report at an address within it, until it has drawn everything."""
    opened = []

    def open_(place: str = "", page_at: Path | None = None, **options: Any) -> Page:
        context = browser.new_context(**options)
        opened.append(context)
        page = context.new_page()
        page.goto((page_at or release[1] / "monitor.html").as_uri() + place)
        page.wait_for_selector("html[data-klaar]", state="attached")
        return page

    yield open_
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def desk(visit: Visit) -> Page:
    """The page on a desk, for tests that only look."""
    return visit(viewport={"width": 1280, "height": 900})


def test_it_is_quiet_and_asks_nothing_of_a_network(browser: Browser, release: tuple[Path, Path]) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((release[1] / "monitor.html").as_uri())
    page.wait_for_selector("html[data-klaar]", state="attached")
    page.locator("button", has_text="PNG").first.click()
    page.wait_for_timeout(200)
    page.close()
    assert said == []
    assert [url for url in asked[1:] if not url.startswith(("data:", "blob:"))] == []


def test_every_chart_shows_something(desk: Page) -> None:
    marks = desk.eval_on_selector_all(
        ".tekening", "all => all.map(one => one.querySelectorAll('.point, .points path, .js-line').length)"
    )
    assert len(marks) > 20
    assert 0 not in marks


def test_nothing_serious_is_wrong_for_who_cannot_see_or_point(desk: Page) -> None:
    desk.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    found = Axe().run(desk).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in grave] == []


@pytest.mark.parametrize("width", [390, 844])
def test_a_phone_needs_no_scrolling_sideways(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800}, is_mobile=True, has_touch=True)
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width]


def test_charts_follow_a_phone_that_is_turned(visit: Visit) -> None:
    page = visit(viewport={"width": 844, "height": 390}, is_mobile=True, has_touch=True)
    widths = (
        "all => all.slice(0, 4).map(one => [one.clientWidth, one.querySelector('.main-svg').clientWidth])"
    )
    lying = page.eval_on_selector_all(".tekening", widths)
    page.set_viewport_size({"width": 390, "height": 844})
    for _ in range(50):
        standing = page.eval_on_selector_all(".tekening", widths)
        if all(room == drawing for room, drawing in standing) and standing != lying:
            break
        page.wait_for_timeout(100)
    assert [drawing for _, drawing in standing] == [room for room, _ in standing]
    assert standing[0][0] < lying[0][0]
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]


def test_the_first_page_is_one_a4(visit: Visit) -> None:
    page = visit()
    whole = page.pdf(prefer_css_page_size=True)
    page.evaluate(
        "document.querySelectorAll('section:not(#op-een-bladzijde), .inhoud-druk, footer')"
        ".forEach(one => one.remove())"
    )
    council = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", council)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [(595, 842)]
    assert len(re.findall(rb"/MediaBox", whole)) > 5


def chosen(page: Page) -> str:
    return page.locator("#grafiek-zelf-kijken").get_attribute("data-getoond") or ""


def choose(page: Page, name: str, value: str) -> None:
    before = chosen(page)
    page.select_option(f"#keuze select[name={name}]", value)
    page.wait_for_selector(f"#grafiek-zelf-kijken:not([data-getoond='{before}'])", state="attached")


_PRINT_AT_ONCE = """document.addEventListener('DOMContentLoaded', () => {
  const blank = () => [...document.querySelectorAll('.tekening')].filter((one) => !one.data).length;
  window.blankBefore = blank();
  window.dispatchEvent(new Event('beforeprint'));
  window.blankOnPaper = blank();
  window.dispatchEvent(new Event('afterprint'));
})"""


def test_who_prints_before_all_is_drawn_gets_all_charts(browser: Browser, release: tuple[Path, Path]) -> None:
    page = browser.new_page()
    page.add_init_script(_PRINT_AT_ONCE)
    page.goto((release[1] / "monitor.html").as_uri())
    page.wait_for_selector("html[data-klaar]", state="attached")
    blank_before, blank_on_paper = page.evaluate("[blankBefore, blankOnPaper]")
    drawn, charts = page.evaluate(
        "[document.documentElement.dataset.getekend, document.documentElement.dataset.grafieken]"
    )
    page.close()
    assert blank_before > 0
    assert blank_on_paper == 0
    assert drawn == charts


def test_a_choice_changes_what_is_shown_and_the_address_restores_it(visit: Visit) -> None:
    page = visit()
    heading = page.locator("#grafiek-zelf-kijken h3")
    assert heading.inner_text() == "Zoektijd (mediaan): elke corporatie in Assen, per jaar"
    assert page.locator("#grafiek-zelf-kijken .paneel").count() == 3
    choose(page, "cijfer", "toewijzingen.aantal")
    choose(page, "wie", "Actium")
    choose(page, "per", "wijk")
    assert heading.inner_text() == "toewijzingen: Actium in Assen, per wijk, per jaar"
    assert page.locator("#grafiek-zelf-kijken .paneel").count() == 8
    address = page.evaluate("location.hash")
    assert address.startswith("#zelf-kijken?cijfer=toewijzingen.aantal&")
    again = visit(address)
    assert chosen(again) == chosen(page) == "toewijzingen.aantal|jaar|Assen|Actium|wijk"
    assert again.locator("#keuze select[name=per]").input_value() == "wijk"
    assert (
        again.locator("#grafiek-zelf-kijken .paneel h4").all_inner_texts()
        == page.locator("#grafiek-zelf-kijken .paneel h4").all_inner_texts()
    )


def test_an_address_that_asks_for_what_is_not_there_says_so(visit: Visit) -> None:
    page = visit("#zelf-kijken?cijfer=inschrijftijd.mediaan&wie=Nergens&per=model")
    assert page.locator("#keuze-anders").is_visible()
    assert chosen(page) == "inschrijftijd.mediaan|jaar|Assen|elk|totaal"
    assert not visit("#zelf-kijken?cijfer=inschrijftijd.mediaan").locator("#keuze-anders").is_visible()


def test_a_figure_without_a_total_is_shown_by_its_parts(visit: Visit) -> None:
    page = visit("#zelf-kijken?cijfer=aandeel_huurklasse.aandeel")
    assert chosen(page) == "aandeel_huurklasse.aandeel|jaar|Assen|alle|huurklasse"
    assert "elk" not in page.locator("#keuze select[name=wie] option").evaluate_all(
        "all => all.map(one => one.value)"
    )
    names = page.locator("#grafiek-zelf-kijken .paneel h4").all_inner_texts()
    assert names[0] == "t/m kwaliteitskortingsgrens" and names[-1] == "daarboven"


def test_text_of_the_data_stays_text_in_what_is_drawn_from_a_choice(visit: Visit) -> None:
    page = visit("#zelf-kijken?cijfer=toewijzingen.aantal&wie=Actium&per=wijk")
    names = page.locator("#grafiek-zelf-kijken .paneel h4").all_inner_texts()
    assert "<script>window.gehackt = 1</script>" in names
    assert page.evaluate("typeof window.gehackt") == "undefined"


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.focus("#keuze select[name=periode]")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.name") == "per"
    page.focus("#keuze select[name=cijfer]")
    before = chosen(page)
    page.keyboard.press("ArrowUp")
    page.wait_for_selector(f"#grafiek-zelf-kijken:not([data-getoond='{before}'])", state="attached")
    page.focus("#grafiek-zoektijd summary")
    page.keyboard.press("Enter")
    assert page.locator("#grafiek-zoektijd table").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_download() as got:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert got.value.suggested_filename.endswith(".csv")


def downloaded(page: Page, figure: str, kind: str) -> bytes:
    with page.expect_download() as got:
        page.locator(f"#{figure} button", has_text=kind).click()
    return got.value.path().read_bytes()


def test_the_figures_of_a_chart_open_in_a_dutch_spreadsheet(visit: Visit) -> None:
    page = visit("#zelf-kijken?cijfer=toewijzingen.aantal&wie=Actium&per=wijk")
    lines = downloaded(page, "grafiek-zoektijd", "CSV").decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Wie;Jaar;Mediaan (dagen);95 %: van (dagen);95 %: tot (dagen);")
    row = next(line for line in lines if line.startswith("Actium in Assen;2025;")).split(";")
    assert row[2] == "845,0"
    assert "Bron: thuiskompas" in row[-1]
    own = downloaded(page, "grafiek-zelf-kijken", "CSV").decode("utf-8")
    assert own.startswith("\ufeffWie of wat;Periode;")
    cells = [line.split(";")[0] for line in own.split("\r\n")]
    assert {"'=cmd|' /C calc'!A0", "'+31", "'@wijk", "'-leeg", '"De ""Lariks"", west"'} <= set(cells)


def test_a_chart_is_saved_as_an_image_with_its_title_and_source(visit: Visit) -> None:
    image = downloaded(visit(), "grafiek-zoektijd", "PNG")
    assert image.startswith(b"\x89PNG")
    width, height = (int.from_bytes(image[at : at + 4]) for at in (16, 20))
    assert width == 2000 and height > 800
    assert len(image) > 40_000


def test_the_page_writes_a_figure_as_the_report_does(desk: Page) -> None:
    values = [0, 1, 30.4, 60.5, 61, 365.25, 700, 1948, 0.04567, 0.5, 12.34, 1234.5, 98765, -7]
    for unit in ("dagen", "aantal", "aandeel", "per woning", "personen"):
        written = desk.evaluate(
            "([values, unit]) => values.map(one => Monitor.schrijfwijze.cijfer(one, unit))", [values, unit]
        )
        assert written == [display.figure(value, unit) for value in values]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_on_quality_is_quiet_accessible_and_fits(
    browser: Browser, release: tuple[Path, Path], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((release[1] / "kwaliteit.html").as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    room = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    page.close()
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert room == [width, width]
    assert said == [] and len(asked) == 1
