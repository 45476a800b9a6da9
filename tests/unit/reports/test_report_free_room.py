"""The chapter on agreement 20: what chance explains, where the year ends, what is owed since when."""

from collections.abc import Callable, Container
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reports import norm_chart, norm_months, write_reports
from reports.openbaar import rijen
from reports.openbaar.cellen import Cell
from reports.warehouse import Row

Build = Callable[..., Path]
COLOUR = "#0072B2"


def year(jaar: int, k: int, n: int, **columns: Any) -> Row:
    """A closed year of rpt_norm_vrije_ruimte as the drawings read it."""
    row = {
        "jaar": jaar, "k": k, "n": n, "aandeel": k / n if n else None, "norm": 0.2, "k_uitstroom": k // 4,
        "k_overig": k - k // 4, "k_onbekend": 0, "bedoeld_voor_uitstroom": 0.05, "toeval_van": 0.14,
        "toeval_tot": 0.27, "toeval_uiterst": 0.31, "aandeel_verwacht": None, "aandeel_verwacht_van": None,
        "aandeel_verwacht_tot": None, "n_verwacht": None, "ruimte_over": 0, "regel": "statistisch",
        "jaren_pool": 1, "te_weinig_toewijzingen": False, "voorlopig": False, "is_gesloten": True,
    }  # fmt: skip
    return row | columns


def month(eind: date, k: int, n: int) -> Row:
    share = k / n if n else None
    return {
        "periode_eind": eind, "teller": k, "noemer": n, "waarde": share,
        "ondergrens": share and share - 0.1, "bovengrens": share and share + 0.1,
    }  # fmt: skip


def said(figure: Any) -> str:
    return " | ".join(annotation.text for annotation in figure.layout.annotations)


def test_what_chance_explains_is_a_circle_and_the_rest_a_filled_diamond() -> None:
    years = [year(2022, 26, 100), year(2023, 28, 100), year(2024, 20, 100, toeval_van=None, toeval_tot=None)]
    figure = norm_chart.beside_chance(years, colour=COLOUR, top=0.3, minimum=50)
    field, points = figure.data
    assert list(points.marker.symbol) == ["circle-open", "diamond", "circle-open"]
    reach = [
        (x, round(low), round(low + height))
        for x, low, height in zip(field.x, field.base, field.y, strict=True)
    ]
    assert reach == [(2022, 14, 27), (2023, 14, 27)]


def test_a_share_exactly_at_the_edge_can_still_be_chance() -> None:
    assert not norm_chart.is_beyond_chance(year(2024, 27, 100, toeval_tot=27 / 100))
    assert norm_chart.is_beyond_chance(year(2024, 28, 100, toeval_tot=27 / 100))


def test_a_handful_gets_no_share_beside_its_point_and_no_limit() -> None:
    years = [year(2024, 1, 3, te_weinig_toewijzingen=True), year(2025, 30, 100)]
    figure = norm_chart.beside_chance(years, colour=COLOUR, top=0.3, minimum=50)
    assert "33,3" not in said(figure) and "30,0" in said(figure)
    dotted = [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]
    assert [(shape.x0, round(shape.y0)) for shape in dotted] == [(2024.6, 31)]


@pytest.mark.parametrize(
    "columns", [{"regel": "twee_jaar"}, {"jaren_pool": 3}, {"te_weinig_toewijzingen": True}]
)
def test_no_limit_where_one_year_alone_is_never_structural(columns: dict[str, Any]) -> None:
    assert not norm_chart.names_limit(year(2025, 30, 100, **columns))
    assert norm_chart.names_limit(year(2025, 30, 100))


def test_what_chance_makes_of_a_handful_does_not_set_the_scale() -> None:
    years = [year(2024, 1, 5, toeval_tot=0.6), year(2025, 20, 100)]
    assert norm_chart.top_of(years, [month(date(2025, 6, 30), 1, 4)], 50) == 0.27


def test_the_split_is_told_by_pattern_and_stands_on_counts() -> None:
    figure = norm_chart.split([year(2025, 40, 100, k_onbekend=3)], colour=COLOUR, top=0.4)
    assert [(one.name, one.marker.pattern.shape, list(one.y)) for one in figure.data] == [
        ("uitstroom uit zorg en opvang", "", [10.0]),
        ("andere redenen", "/", [30.0]),
        ("reden onbekend", ".", [3.0]),
    ]
    assert figure.layout.barmode == "stack"
    assert [round(shape.y0) for shape in figure.layout.shapes] == [20, 5]


def test_a_year_of_which_a_part_is_withheld_has_no_bar_that_looks_whole() -> None:
    years = [year(2024, 40, 100, k_uitstroom=None), year(2025, 40, 100, k_onbekend=3)]
    figure = norm_chart.split(years, colour=COLOUR, top=0.4)
    assert [list(one.x) for one in figure.data] == [[2025]] * 3


def test_a_running_year_is_drawn_to_its_end_with_the_room_left() -> None:
    running = year(
        2025, 36, 115, is_gesloten=False, voorlopig=True, n_verwacht=164, ruimte_over=-4,
        aandeel_verwacht=0.3, aandeel_verwacht_van=0.26, aandeel_verwacht_tot=0.35,
    )  # fmt: skip
    months = [month(date(2024, 12, 31), 40, 170), month(date(2025, 9, 30), 50, 176)]
    figure = norm_months.last_twelve_months(
        months, [year(2024, 40, 170), running], colour=COLOUR, top=0.4, minimum=50
    )
    forecast = figure.data[-1]
    assert (forecast.x[-1], forecast.y[-1]) == (2025, 30.0)
    assert forecast.x[0] == pytest.approx(2024.75)
    assert (forecast.error_y.array[-1], forecast.error_y.arrayminus[-1]) == pytest.approx((5, 4))
    assert "verwacht 30,0" in said(figure) and "ruimte over tot eind 2025: −4" in said(figure)


def test_twelve_months_of_a_handful_are_points_without_line_or_interval() -> None:
    months = [month(date(2024, 12, 31), 1, 3), month(date(2025, 1, 31), 0, 0)]
    figure = norm_months.last_twelve_months(months, [year(2024, 1, 3)], colour=COLOUR, top=0.4, minimum=50)
    line, points = figure.data
    assert list(line.y) == [None, None] and points.mode == "markers" and points.y[1] is None
    assert "te weinig toewijzingen" in said(figure)


def test_a_month_without_lettings_is_a_gap() -> None:
    months = [month(date(2024, month_, 28), k, n) for month_, k, n in ((1, 20, 100), (2, 0, 0), (3, 21, 100))]
    figure = norm_months.last_twelve_months(months, [year(2024, 20, 100)], colour=COLOUR, top=0.4, minimum=50)
    low, high, line, _ = figure.data
    assert list(line.y) == [20, None, 21] and line.connectgaps is False
    assert high.fill == "tonexty" and list(low.y) == pytest.approx([10, None, 11])


def test_the_page_tells_the_clock_of_the_duties_and_the_log(release: tuple[Path, Path]) -> None:
    text = (release[1] / "monitor.html").read_text(encoding="utf-8")
    article = " ".join(text[text.index('id="vrije-ruimte-actium-assen"') :].split("</article>")[0].split())
    assert "Geconstateerd op 14 januari 2026; 26 dagen open." in article
    assert "Tot en met 30 april 2026 gaat er geen herinnering uit." in article
    assert "Gedaan op 20 januari 2026, na 6 dagen: Actium informeert" in article
    assert "<b>Nog te doen</b>, sinds 14 januari 2026 (26 dagen): Actium en Woonservice treden" in article
    assert "<li>22 januari 2026: De partijen weten het</li>" in article
    assert "A. de Wit" not in text


def test_each_chart_is_in_the_tables_too(release: tuple[Path, Path]) -> None:
    text = (release[1] / "monitor.html").read_text(encoding="utf-8")
    article = " ".join(text[text.index('id="vrije-ruimte-actium-assen"') :].split("</article>")[0].split())
    year_row = ">2025</th>" + "".join(
        f'<td class="getal" data-waarde="{value}">{said}</td>'
        for value, said in ((152, "152"), (601, "601"), (152 / 601, "25,3 %"), (0.2, "20 %"))
    )
    assert year_row in article
    assert ">4</td><td>door anderen</td>" in article
    month_row = '<th scope="row">31 december 2025</th><td class="getal" data-waarde="150">150</td>'
    assert month_row in article
    assert article.count("<figcaption>") == article.count("Bron: ") == 2
    assert "31 januari 2024" not in article  # the leveringen do not cover those twelve months


def test_a_running_year_stands_beside_the_last_whole_one(
    build_warehouse: Build, poort: dict[str, Any], tmp_path: Path
) -> None:
    running = """
        update reporting.rpt_norm_vrije_ruimte set
            is_gesloten = false, voorlopig = true, oordeel = 'binnen_norm', n_pool = null, k_pool = null,
            jaren_pool = null, te_weinig_toewijzingen = false
        where jaar = 2025"""
    warehouse = build_warehouse(filled=True, then=running)
    path = write_reports(warehouse, tmp_path / "rapport", poort=poort, alerts=[], versies={})[0]
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert "Het laatste hele jaar, 2024: 135 van de 580 toewijzingen, <b>23,3 %</b>." in text
    assert "42 in 4 jaar, tot en met 2024." in text
    assert "Over Actium in Assen staat geen melding open." in text


def test_hidden_counts_leave_a_page_that_can_be_written(
    build_warehouse: Build, poort: dict[str, Any], tmp_path: Path
) -> None:
    hidden = """
        update reporting.rpt_norm_vrije_ruimte set
            k = null, n = null, aandeel = null, k_uitstroom = null, k_overig = null, k_onbekend = null,
            oordeel = 'onderdrukt', oordeel_met_onbekend = null, ruimte_over = null, k_pool = null,
            n_pool = null, jaren_pool = null, toeval_van = null, toeval_tot = null, toeval_uiterst = null
        where corporatie = 'Woonservice' and jaar = 2025;
        delete from reporting.rpt_indicatoren where periode_soort = 'voortschrijdend_jaar'"""
    warehouse = build_warehouse(filled=True, then=hidden)
    path = write_reports(warehouse, tmp_path / "rapport", poort=poort, alerts=[], versies={})[0]
    text = path.read_text(encoding="utf-8")
    assert 'id="vrije-ruimte-woonservice-assen-toeval"' in text
    assert 'id="vrije-ruimte-woonservice-assen-twaalf-maanden"' not in text
    assert "Aandeel over de laatste twaalf maanden" not in text  # there is no such chart to explain
    assert "Kan het toeval zijn?" in text


def test_what_is_hidden_is_not_said_to_differ_nor_to_be_the_same(
    build_warehouse: Build, poort: dict[str, Any], tmp_path: Path
) -> None:
    hidden = """
        update reporting.rpt_norm_vrije_ruimte set oordeel_met_onbekend = null;
        update reporting.rpt_norm_vrije_ruimte set oordeel = 'onderdrukt' where lezing <> 'A'"""
    warehouse = build_warehouse(filled=True, then=hidden)
    path = write_reports(warehouse, tmp_path / "rapport", poort=poort, alerts=[], versies={})[0]
    text = path.read_text(encoding="utf-8")
    assert "geeft een ander oordeel" not in text
    assert "hetzelfde</td>" not in text


class _Everything(Container[Cell]):
    """All counts are hidden."""

    def __contains__(self, cell: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


@pytest.mark.parametrize("hidden", [_Everything(), ()])
def test_no_forecast_is_public_nor_a_bound_of_chance_beside_a_hidden_count(hidden: Any) -> None:
    forecast = {"aandeel_verwacht": 0.3, "aandeel_verwacht_van": 0.2, "aandeel_verwacht_tot": 0.4}
    row = year(2025, 3, 40, corporatie="Actium", gemeente="Assen", lezing="A", **forecast)
    (public,) = rijen.norm([row], hidden)
    assert {public[name] for name in forecast} == {None}
    bounds = {public[name] for name in ("toeval_van", "toeval_tot", "toeval_uiterst")}
    assert (bounds == {None}) == bool(hidden) and public["n"] == (None if hidden else 40)
