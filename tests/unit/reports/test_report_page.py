"""monitor.html as text: what it says, what it never lets through."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from plotly.offline import get_plotlyjs

from reports import page, write_reports
from reports.edition import Edition

Build = Callable[..., Path]
Read = Callable[[str], "Page"]


class Page(HTMLParser):
    """The visible text of a page, its scripts and data blocks, and every address it could fetch or follow."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self.data: dict[str, Any] = {}
        self.policy = ""
        self._text: list[str] = []
        self._inside: str | None = None
        self._block = ""
        self.feed(source)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [found[name] or "" for name in ("src", "href", "action", "data") if name in found]
        if tag in ("script", "style"):
            self._inside = tag
            self._block = (found.get("id") or "") if found.get("type") else ""
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is None:
            self._text.append(data)
        elif self._inside == "script" and self._block:
            self.data[self._block] = json.loads(data) if data.startswith("{") else data
        elif self._inside == "script":
            self.scripts.append(data)


@pytest.fixture(scope="module")
def shown(release: tuple[Path, Path]) -> Page:
    return Page((release[1] / "monitor.html").read_text(encoding="utf-8"))


@pytest.fixture
def read(edition: Callable[..., Edition]) -> Read:
    """The page of a warehouse on which the SQL was run, without open alerts and the files beside it."""
    return lambda then: Page(page.render(edition(then)))


def test_the_first_page_tells_each_agreement_its_figure_trend_norm_and_state(shown: Page) -> None:
    text = shown.text
    assert (
        "5 De wachttijd van jongeren (t/m 22 jaar) loopt niet op Actium in Assen 3 jaar en 3 maanden 2025, "
        "n=585 ↑ stijgt +42 dagen per jaar, 2021–2025; 2024: 3 jaar en 2 maanden hoogstens 3 jaar ✗ "
        "Niet gehaald" in text
    )
    assert "Niet leverbaar: Grondprijzen staan in geen levering" in text


def test_the_page_says_that_it_is_not_for_publication(shown: Page) -> None:
    assert "niet voor publicatie" in shown.text


def test_open_and_fulfilled_duties_are_told_apart(shown: Page) -> None:
    text = shown.text
    assert "Gedaan op 20 januari 2026: Actium informeert de overige partijen." in text
    assert "Nog te doen: Actium en Woonservice treden in overleg." in text


def test_an_alert_on_an_earlier_year_says_how_it_stands_now(
    build_warehouse: Build, poort: dict[str, Any], alert: dict[str, Any], tmp_path: Path
) -> None:
    earlier = alert | {"bewijs": alert["bewijs"] | {"jaar": 2024, "k": 130, "n": 600, "aandeel": 130 / 600}}
    warehouse = build_warehouse(filled=True, then="")
    paths = write_reports(warehouse, tmp_path / "rapport", poort=poort, alerts=[earlier], versies={})
    text = Page(paths[0].read_text(encoding="utf-8")).text
    assert "In 2024 weken 130 van de 600 toewijzingen af" in text
    assert "In 2025 waren het er 152 van de 601: 25,3 %" in text


def test_the_place_that_an_alert_names_is_on_the_page(release: tuple[Path, Path]) -> None:
    assert 'id="vrije-ruimte-actium-assen"' in (release[1] / "monitor.html").read_text(encoding="utf-8")


def test_no_trend_is_claimed_where_no_series_gives_the_figure_shown(read: Read) -> None:
    moved = "update reporting.rpt_afspraken set waarde = waarde + 1 where indicator = 'wachttijd_jongeren'"
    text = read(moved).text
    assert "geen eerder cijfer hoogstens 3 jaar" in text
    assert "Er staan geen meldingen open." in text


def test_the_norm_is_told_in_whole_numbers_with_each_reading_and_the_open_choices(shown: Page) -> None:
    text = shown.text
    assert "152 van de 601 toewijzingen weken af van de gewone regels. Dat is 25,3 %" in text
    assert "Dat zijn 32 afwijkende toewijzingen meer dan de norm toelaat." in text
    assert (
        "B: Statushouders tellen niet mee in het totaal 152 van de 571: 26,6 % ✗✗ Structureel overschreden"
        in text
    )
    assert "Een andere lezing geeft een ander oordeel : zie lezing B en U" in text
    assert (
        "Te weinig toewijzingen voor een oordeel over de lange termijn : 42 in 4 jaar, tot en met 2025."
        in text
    )
    assert "Was dat wel zo, dan was het oordeel: ✗ Overschreden" in text
    assert "Deze keuzes hebben de partijen nog niet vastgesteld" in text
    assert "Welke toewijzingen tellen mee in het totaal? Alle toewijzingen, ook die aan statushouders" in text


RUNNING = """
    update reporting.rpt_norm_vrije_ruimte set
        n_verwacht = 660, ruimte_over = {ruimte}, kans_boven_norm = {kans}, prognose_vanaf = '2025-11-30',
        aandeel_verwacht = 0.25, aandeel_verwacht_van = 0.22, aandeel_verwacht_tot = 0.28,
        is_gesloten = false, voorlopig = true, oordeel = '{oordeel}', oordeel_met_onbekend = '{oordeel}',
        bestemming_uitstroom = '{bestemming}'
    where jaar = 2025 and corporatie = 'Actium'"""


def test_a_running_year_that_threatens_says_how_likely_it_is(read: Read) -> None:
    text = read(
        RUNNING.format(ruimte="132 - k", kans=0.8349, oordeel="dreigend", bestemming="door anderen")
    ).text
    assert "▲ Overschrijding dreigt" in text
    assert "De kans dat 2025 boven de norm eindigt: 83 % , berekend uit de toewijzingen tot en met 30" in text
    assert "Naar verwachting worden het dit jaar 660 toewijzingen." in text
    assert "Dan mogen er 132 afwijken. Het zijn er nu al 152: 20 te veel. De ruimte is dus op." in text
    assert "een deel naar andere redenen gegaan: die kregen samen meer dan 15 %" in text


def test_a_running_year_says_what_room_is_left(read: Read) -> None:
    text = read(RUNNING.format(ruimte=7, kans=0.0001, oordeel="binnen_norm", bestemming="gebruikt")).text
    assert "Dan is er nog ruimte voor 7 afwijkende toewijzingen." in text
    assert "boven de norm eindigt: minder dan 1 %" in text
    assert "De 5 % voor uitstroom is gebruikt." in text


def test_the_rules_stand_beside_how_often_they_would_fire(shown: Page, read: Read) -> None:
    assert "Hoe vaak noemt elke regel een overschrijding structureel?" in shown.text
    assert "Regel Werkelijk aandeel Toewijzingen per jaar 15 % 18 % 20 % 22 % 25 % 30 %" in shown.text
    row = "Statistisch nu gebruikt elk jaar gelijk 600 10 % 40 % 60 % 80 % meer dan 99 % meer dan 99 %"
    assert row in shown.text
    assert "Twee jaar op rij wisselt: 3 procentpunt 14 minder dan 1 %" in shown.text
    lines = shown.data["regel-600-gegevens"]["data"]
    assert [(one["name"], one["line"]["width"] > 2) for one in lines] == [
        ("Statistisch", True), ("Twee jaar op rij", False), ("Zes maanden op rij", False),
    ]  # fmt: skip
    assert [round(value) for value in lines[0]["y"]] == [10, 20, 30, 40, 50, 60, 70, 80, 90, *[100] * 7]
    otherwise = read("delete from reporting.rpt_regelkenmerken")
    assert "De regels zijn anders ingesteld dan toen dit werd berekend." in otherwise.text


def test_a_signal_says_its_figure_its_threshold_and_what_could_be_done(shown: Page) -> None:
    text = shown.text
    assert (
        "Zoeken duurt langer Alle corporaties in Assen indicatief +40 dagen per jaar Zoektijd, 2021–2025, "
        "per maand vergeleken; q = 0,020, drempel 0,050 Meer bouwen Doorstroming" in text
    )
    assert (
        "Niet gehaald Actium in Assen, afspraak 20 20,04 % aandeel_vrije_ruimte, 2025; norm 20 % – In overleg"
        in text
    )
    assert (
        "Alle corporaties in Assen, leeftijdsgroep t/m 22 27,0 % van de vraag, 16,0 % van het aanbod "
        "Mutaties naast zoektijd, 2025, n=4.056; 1,69 keer zo groot, drempel 1,25 keer Labelen –" in text
    )
    assert "10,0 % van de vraag, 0,0 % van het aanbod" in text and "geen aanbod, drempel 1,25 keer" in text
    assert "De partijen hebben de regels voor een signaal nog niet vastgesteld." in text


def test_a_signal_about_a_count_by_month_does_not_pass_for_a_change_of_the_year(read: Read) -> None:
    text = read("update reporting.rpt_signalen set eenheid = 'aantal', waarde = 3 where soort = 'trend'").text
    assert "indicatief +3 per maand vergeleken met een jaar eerder Zoektijd" in text


def test_an_intervention_stands_beside_the_figure_before_and_after(shown: Page) -> None:
    text = shown.text
    before = "1 jaar en 1 maand 1 januari 2024 – 31 december 2024, n=31; 95 %: 1 jaar – 1 jaar en 2 maanden"
    assert before in text
    assert (
        "n=29; 95 %: 1 jaar en 2 maanden – 1 jaar en 3 maanden +40 dagen het verschil kan toeval zijn" in text
    )
    assert "−41 dagen" in text and "−41 dagen het verschil" not in text
    assert "De verkoopstop liep af vanaf 1 juni 2025; bron: convenant, afspraak 15" in text
    assert "Actium in Assen, mutatiesoort verkoop – 1 juni 2024 – 31 mei 2025" in text
    assert "… Nog te vroeg" in text and "? Datum onbekend De bron noemt geen datum." in text
    assert "bewijst niet dat de interventie de oorzaak is" in text


def test_without_signals_or_interventions_the_page_says_so(read: Read) -> None:
    text = read("delete from reporting.rpt_signalen; delete from reporting.rpt_interventies").text
    assert "Geen enkel cijfer geeft nu een signaal." in text
    assert "Er zijn nog geen interventies ingevuld" in text
    assert "bewijst niet" not in text


def test_plans_stand_beside_what_came_of_them(shown: Page) -> None:
    text = shown.text
    assert "Actium 2025 nieuwbouw +186 +44 Actium 2026–2029 sloop −554 −3 voorlopig" in text
    assert (
        "Assen 2e halfjaar 2024 50 40 −10 −10 Assen 1e halfjaar 2025 – 65 – – voorlopig; de taakstelling is "
        "niet bekend" in text
    )
    assert "1e halfjaar 2020" not in text and "7.777" not in text


def test_a_figure_that_was_not_delivered_says_why(shown: Page) -> None:
    assert "Niet leverbaar. De inschrijvingen zijn niet geleverd." in shown.text


def test_quality_and_provenance_are_in_the_page(shown: Page) -> None:
    text = shown.text
    assert "Een datum is niet te lezen R102 reacties 12 Zoektijd, reacties" in text
    assert "Kleine aantallen bij <b>Woonservice</b>. 6 rijen raakt: zoektijd" in text
    assert "3f" * 32 in text
    assert "ab" * 32 in text


def test_only_invented_data_are_shouted(shown: Page, read: Read) -> None:
    assert "Dit zijn verzonnen gegevens" not in shown.text
    text = read("update reporting.rpt_build set synthetisch = true").text
    assert text.count("Dit zijn verzonnen gegevens") == 2  # the tab of the browser, and the banner
    assert text.count("verzonnen gegevens") > 10  # and the source line of every chart


def test_rows_used_and_rows_erased_since_add_up_to_what_was_read(shown: Page, read: Read) -> None:
    erased = "gebruikt: 943; later gewist (vergeten personen): 40; geweigerd: 12; dubbel: 3;"
    assert f"Gelezen: 1.000 rijen; {erased}" in shown.text
    nobody = read("update reporting.rpt_leveringen set rijen_vergeten = 0")
    assert "gebruikt: 983; geweigerd: 12;" in nobody.text


def test_a_warehouse_before_any_levering_gives_a_page_that_says_so(
    build_warehouse: Build, poort: dict[str, Any], tmp_path: Path
) -> None:
    warehouse = build_warehouse(filled=False)
    paths = write_reports(warehouse, tmp_path / "rapport", poort=poort, alerts=[], versies={})
    found = Page(paths[0].read_text(encoding="utf-8"))
    assert "Er zijn nog geen leveringen ingelezen." in found.text
    assert found.data == {}


def test_an_old_vintage_says_what_was_known_then(read: Read) -> None:
    text = read("update reporting.rpt_build set bekend_op = '2025-07-01'").text
    assert "Dit is een oude stand: de cijfers zoals ze op 1 juli 2025 bekend waren" in text


def test_values_are_escaped_everywhere(read: Read) -> None:
    nasty = "<script>window.gehackt = 1</script><img src=x onerror=1>"
    everywhere = f"""
        update reporting.rpt_indicatoren set corporatie = '{nasty}' where corporatie = 'Actium';
        update reporting.rpt_indicatoren set kwalificatie = '{nasty}' where kwalificatie is not null;
        update reporting.rpt_norm_vrije_ruimte set corporatie = '{nasty}', oordeel = '{nasty}'
            where corporatie = 'Actium';
        update reporting.rpt_afspraken set tekst = '{nasty}', staat = '{nasty}', reden = '{nasty}';
        update reporting.rpt_definities
        set titel = '{nasty}', definitie = '{nasty}', kanttekening = '{nasty}';
        update reporting.rpt_kwaliteit set omschrijving = '{nasty}';
        update reporting.rpt_bestanden set bestand = '{nasty}';
        update reporting.rpt_leveringen set bron = '{nasty}';
        update reporting.rpt_signalen set uitleg = '{nasty}', voorstel_kwalitatief = '{nasty}';
        update reporting.rpt_interventies set omschrijving = '{nasty}', staat = '{nasty}';
        update reporting.rpt_voorraadplan set soort = '{nasty}';
    """
    found = read(everywhere)
    assert len(found.scripts) == len(page.SCRIPTS) + 1
    assert found.text.count(nasty) > 10
    assert not [address for address in found.addresses if not address.startswith("#")]


def test_nothing_in_the_page_leads_out_of_it(shown: Page) -> None:
    assert not [address for address in shown.addresses if not address.startswith("#")]


def test_the_policy_allows_exactly_the_scripts_in_the_page(shown: Page) -> None:
    found = shown
    allowed = re.findall(r"'sha256-([^']+)'", found.policy)
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in found.scripts]
    assert sorted(allowed) == sorted(digests)
    assert found.policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in found.policy and "http" not in found.policy


def test_plotly_is_in_the_page_once_and_the_page_under_8_mb(shown: Page, release: tuple[Path, Path]) -> None:
    assert [len(one) > 1_000_000 for one in shown.scripts].count(True) == 1
    assert (release[1] / "monitor.html").stat().st_size < 8_000_000


@pytest.mark.parametrize("sequence", ["</SCRIPT>", "<!--", "\r\n"])
def test_a_script_that_a_page_would_read_differently_is_refused(
    monkeypatch: pytest.MonkeyPatch, sequence: str
) -> None:
    monkeypatch.setattr(page, "get_plotlyjs", lambda: f"let a = 1;{sequence}")
    page._plotly.cache_clear()
    with pytest.raises(page.ScriptCannotBeInlined):
        page._plotly()
    monkeypatch.undo()
    assert page._plotly() == get_plotlyjs()
