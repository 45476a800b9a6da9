"""What the drawings show, and what they never leave to colour."""

import plotly.graph_objects as go
import pytest

from reports import charts, palette, texts
from reports.series import Point, Series
from reports.texts import ChartText

LINE = ChartText(
    indicator="zoektijd",
    maat="mediaan",
    vorm="lijn",
    titel="t",
    toelichting="u",
    telt="toewijzingen",
    kleine_n=10,
)
BARS = LINE.model_copy(update={"vorm": "staaf", "kleine_n": 0})


def drawn(text: ChartText, *points: Point, unit: str = "dagen", norm: float | None = None) -> go.Figure:
    series = Series("Actium", "Assen", unit, points)
    return charts.over_years(series, text, colour="#0072B2", top=charts.top_of([series], text), norm=norm)


def said(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_year_without_observations_is_a_gap_and_not_a_zero() -> None:
    figure = drawn(LINE, Point(2021, 800, 50), Point(2022, None, 0), Point(2023, 900, 60))
    assert figure.data[0].y[1] is None
    assert figure.data[0].connectgaps is False


def test_days_are_drawn_as_years_of_365_25_days() -> None:
    figure = drawn(LINE, Point(2021, 365.25, 50), Point(2022, 1095.75, 50))
    assert list(figure.data[0].y) == pytest.approx([1, 3])
    assert "jaar" in said(figure)


def test_durations_that_stay_under_two_years_are_drawn_in_months() -> None:
    figure = drawn(LINE, Point(2021, 365.25, 50))
    assert list(figure.data[0].y) == pytest.approx([12])
    assert "maanden" in said(figure)


def test_a_reserve_is_drawn_open_and_named_in_words() -> None:
    figure = drawn(
        LINE,
        Point(2020, 800, 50, voorlopig=True, kwalificatie="indicatief"),
        Point(2021, 800, 50, kwalificatie="indicatief"),
        Point(2022, 800, 50),
    )
    assert list(figure.data[0].marker.color) == ["#ffffff", "#ffffff", "#0072B2"]
    assert {"indicatief", "voorlopig"} <= set(said(figure))
    fields = [(shape.x0, shape.x1) for shape in figure.layout.shapes]
    assert fields == [(2019.5, 2021.5), (2019.5, 2020.5)]


def test_small_numbers_are_named_under_their_year() -> None:
    figure = drawn(LINE, Point(2021, 800, 9), Point(2022, 800, 10))
    small, large = figure.layout.xaxis.ticktext
    assert small.startswith("2021<br>9<br>") and "klein" in small
    assert large == "2022<br>10"
    assert list(figure.data[0].marker.symbol) == ["diamond", "circle"]


def test_an_interval_of_a_small_number_does_not_stretch_the_scale() -> None:
    series = Series("Actium", "Assen", "dagen", (Point(2021, 100, 3, 1, 9000), Point(2022, 120, 30, 90, 150)))
    assert charts.top_of([series], LINE) == 150


def test_a_provisional_bar_is_hatched_and_an_empty_one_says_so() -> None:
    figure = drawn(
        BARS, Point(2021, 5, 5, voorlopig=True), Point(2022, None, 0), Point(2023, 7, 7), unit="aantal"
    )
    assert list(figure.data[0].marker.pattern.shape) == ["/", "", ""]
    assert list(figure.data[0].text) == ["5", "geen", "7"]


def test_the_agreed_height_is_a_line_with_a_name() -> None:
    figure = drawn(LINE, Point(2021, 800, 50), Point(2022, 900, 50), norm=730.5)
    assert figure.layout.shapes[-1].y0 == pytest.approx(2)
    assert "<b>afspraak</b>" in said(figure)


def test_text_from_the_data_cannot_become_markup() -> None:
    figure = drawn(LINE, Point(2021, 800, 50, kwalificatie='<a href="javascript:1">x</a>'))
    assert not [text for text in said(figure) if "<a" in text]
    assert "<a" not in figure.data[0].customdata[0]


def test_a_corporation_keeps_its_colour_whoever_else_is_there() -> None:
    fixed = texts.general().kleuren
    alone = palette.colours(["Actium", "Nieuwkomer"], fixed)
    together = palette.colours(["Actium", "Woonservice", "Domesta", "Nieuwkomer"], fixed)
    assert alone["Actium"] == together["Actium"] == fixed["Actium"]
    assert alone["Nieuwkomer"] == together["Nieuwkomer"]


def test_the_settled_colours_are_all_different() -> None:
    fixed = texts.general().kleuren
    assert len({*fixed.values(), palette.TOGETHER_COLOUR}) == len(fixed) + 1
