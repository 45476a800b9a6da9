"""The chapters on statushouders, stock, neighbourhoods and trends: what they draw and say."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reports.chapters import neighbourhoods, refugees, stock, trends
from reports.edition import Edition
from reports.openbaar import Thresholds
from reports.panels import Chart, Panel

Open = Callable[..., Edition]

WITHHELD = """
    update reporting.rpt_indicatoren set waarde = null, teller = null, noemer = null, n = null,
        ondergrens = null, bovengrens = null, kwalificatie = 'onderdrukt'
    where {where}
"""


def drawn(panel: Panel) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(panel.figuur)
    return figure


def row(chart: Chart, name: str, when: int | str) -> list[str]:
    found = next(one for one in chart.rijen if (one.naam, one.jaar) == (name, when))
    return [*(cell.tekst.replace("\u00a0", " ") for cell in found.cellen), found.opmerking]


def test_the_target_of_a_half_year_is_a_line_over_its_bar(edition: Open) -> None:
    chart = refugees.chapter(edition()).inhoud["taakstelling"]
    figure = drawn(chart.panels[0])
    assert figure["data"][0]["y"] == [40, 65]
    assert [(shape["x0"], shape["x1"], shape["y0"]) for shape in figure["layout"]["shapes"]] == [
        (-0.5, 0.5, 50)
    ]
    assert figure["data"][0]["marker"]["pattern"]["shape"] == ["", "/"]
    assert chart.panels[0].kop == "2e halfjaar 2024: 40 personen gehuisvest"
    assert row(chart, "Assen", "2e halfjaar 2024") == ["50", "40", "−10", "−10", ""]
    assert row(chart, "Assen", "1e halfjaar 2025")[-1] == "voorlopig; de taakstelling is niet bekend"


def test_without_a_target_or_anyone_housed_the_chapter_says_so(edition: Open) -> None:
    chart = refugees.chapter(edition("delete from reporting.rpt_taakstelling")).inhoud["taakstelling"]
    assert chart.panels == () and chart.bewaar == ()
    assert chart.ontbreekt[0] == "Niet leverbaar."
    assert "nog geen gehuisveste statushouders" in chart.ontbreekt[1]


def test_in_the_public_edition_an_empty_chart_may_be_kept_in(edition: Open) -> None:
    without = edition("delete from reporting.rpt_indicatoren where indicator = 'aandeel_aandachtsgroepen'")
    public = replace(without, openbaar=Thresholds(aantal=5, waarde=10, breedte=3, corporatie=50))
    attention = neighbourhoods.chapter(public).inhoud["grafieken"][0]
    assert attention.panels == () and attention.ontbreekt[0].startswith("Niet openbaar, of niet leverbaar.")


def test_the_plan_and_what_came_of_it_stand_on_one_line(edition: Open) -> None:
    chart = stock.chapter(edition()).inhoud["plan"]
    figure = drawn(chart.panels[0])
    done, planned = figure["data"]
    assert done["x"] == [-3, 44] and planned["x"] == [-554, 186]
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "sloop 2026–2029: −3 van −554",
        "nieuwbouw 2025: +44 van +186",
    ]
    assert row(chart, "Actium", "2026–2029 sloop") == ["−554", "−3", "voorlopig"]
    nothing = stock.chapter(edition("update reporting.rpt_voorraadplan set gepland = 0, gerealiseerd = 0"))
    assert nothing.inhoud["plan"].panels == () and len(nothing.inhoud["plan"].rijen) == 2


def test_rents_are_drawn_from_cheap_to_dear(edition: Open) -> None:
    chart = stock.chapter(edition()).inhoud["huurklassen"]
    assert [panel.naam for panel in chart.panels] == [
        "Actium in Assen",
        "Actium, hele werkgebied",
        "Alle corporaties in Assen",
    ]
    figure = drawn(chart.panels[0])
    assert [round(trace["x"][0]) for trace in figure["data"]] == [12, 58, 20, 9, 1]
    assert figure["layout"]["yaxis"]["ticktext"] == ["2025", "2020 (voorlopig)"]
    assert row(chart, "Actium in Assen", 2025) == ["12,0 %", "58,0 %", "20,0 %", "9,0 %", "1,0 %", "700", ""]


def test_neighbourhoods_are_ordered_and_small_ones_are_named_so(edition: Open) -> None:
    attention, rents = neighbourhoods.chapter(edition()).inhoud["grafieken"]
    figure = drawn(attention.panels[0])
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "Pittelo (n=100)",
        "De &quot;Lariks&quot;, west (n=6, klein)",
    ]
    assert figure["data"][0]["marker"]["symbol"] == ["circle", "diamond"]
    assert "heel Assen 16,4\u00a0%" in figure["layout"]["annotations"][-1]["text"]
    assert figure["layout"]["xaxis"]["range"][1] < 40  # the interval of the small one runs out of the panel
    assert row(attention, 'De "Lariks", west', 2025)[-1] == "klein aantal: 6"
    bars = drawn(rents.panels[0])
    assert bars["layout"]["yaxis"]["ticktext"] == ["Pittelo (n=400)", "De &quot;Lariks&quot;, west (n=320)"]
    assert row(rents, 'De "Lariks", west', 2025)[0] == "12,0 %"


def test_a_withheld_wijk_is_named_and_not_drawn(edition: Open) -> None:
    of_lariks = WITHHELD.format(where="contains(dimensie_waarde, 'Lariks')")
    attention, rents = neighbourhoods.chapter(edition(of_lariks)).inhoud["grafieken"]
    assert drawn(attention.panels[0])["layout"]["yaxis"]["ticktext"][0] == "De &quot;Lariks&quot;, west (•)"
    assert row(attention, 'De "Lariks", west', 2025)[0] == "te klein om te tonen"
    assert row(rents, 'De "Lariks", west', 2025)[0] == "te klein om te tonen"
    assert any("te klein om te tonen" in reserve for reserve in (*attention.bewaar, *rents.bewaar))


def test_where_everything_is_withheld_nothing_breaks(edition: Open) -> None:
    everything = edition(WITHHELD.format(where="true"))
    for make in (neighbourhoods.chapter, stock.chapter, refugees.chapter, trends.chapter):
        make(everything)


def test_only_what_is_claimed_is_called_a_trend(edition: Open) -> None:
    content = trends.chapter(edition()).inhoud
    assert [(one["titel"], one["richting"]) for one in content["gevonden"]] == [
        ("aandeel_vrije_ruimte", "daalt"),
        ("wachttijd_jongeren", "stijgt"),
    ]
    assert [one["corporatie"] for one in content["schijn"]] == ["Actium"]
    assert [one["corporatie"] for one in content["te_kort"]] == ["Woonservice"]
    assert [panel.kop for panel in content["panelen"]] == [
        "↓ daalt: −0,4\u00a0procentpunt per jaar",
        "↑ stijgt: +42\u00a0dagen per jaar",
    ]


def test_a_count_by_month_does_not_pass_for_a_change_of_the_year(edition: Open) -> None:
    monthly = edition(
        """
        insert into reporting.rpt_trends values ('mutaties', 'aantal', 'maand', 'Actium', 'Assen', 'totaal',
            'totaal', 2021, 2025, 5, 3, 1, 5, 'aantal', 0.001, 0.01, 'stijgt', null)
        """
    )
    panel = next(one for one in trends.chapter(monthly).inhoud["panelen"] if one.naam.startswith("Mutaties"))
    assert panel.kop == "↑ stijgt: +3 per maand vergeleken met een jaar eerder"
