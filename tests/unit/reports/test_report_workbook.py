"""tabellenboek.xlsx, read back with another library than the one that writes it."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.edition import Edition
from reports.given import Gate
from reports.warehouse import open_warehouse
from reports.withheld import SIGN
from reports.workbook import write_workbook
from reports.workbook.prose import plain
from reports.workbook.sheets import sheet_name

Build = Callable[..., Path]
Book = Any
GATE = Gate(build_id=None, passed=True, resultaten=[])


def written(warehouse: Path, name: str = "tabellenboek.xlsx") -> Path:
    path = warehouse.with_name(name)
    with open_warehouse(warehouse) as con:
        write_workbook(Edition(con, GATE, [], {}), path)
    return path


@pytest.fixture(scope="module")
def book(release: tuple[Path, Path]) -> Book:
    return openpyxl.load_workbook(release[1] / "tabellenboek.xlsx")


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the header, which is the row above the first that stays in sight."""
    head = int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
    names = [cell.value for cell in sheet[head]]
    rows = sheet.iter_rows(min_row=head + 1, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_each_figure_has_its_sheet_and_so_has_what_goes_with_them(book: Book) -> None:
    assert book.sheetnames[:2] == ["Voorblad", "Inhoud"]
    assert {"Zoektijd", "Mutaties", "toewijzingen", "aandeel_vrije_ruimte"} <= set(book.sheetnames)
    assert book.sheetnames[-7:] == [
        *("Afspraken", "Norm vrije ruimte", "Trends", "Kwaliteit", "Bestanden", "Leveringen", "Definities")
    ]


def test_every_link_leads_to_a_sheet_and_every_sheet_is_linked_to(book: Book) -> None:
    targets = set()
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            name = re.fullmatch(r"'(.+)'!A1", cell.hyperlink.location)
            assert name is not None
            targets.add(name[1])
    assert targets == set(book.sheetnames) - {"Voorblad"}


def test_a_figure_stands_beside_its_n_interval_and_reserves(book: Book) -> None:
    rows = table(book["Zoektijd"])
    mine = {"Periode": "2024", "Corporatie": "Actium", "Gemeente": "Assen", "Groep": "totaal"}
    (row,) = [row for row in rows if mine.items() <= row.items()]
    assert row["Mediaan (dagen)"] == 420 + 4 * 85
    assert row["Mediaan in jaren en maanden"].replace("\xa0", " ") == "2 jaar en 1 maand"
    assert row["n"] == 576
    assert row["Kwalificatie"] == "indicatief"
    assert row["Een kwart is lager dan (dagen)"] == 150 + 4 * 30
    bounds = [value for name, value in row.items() if name.startswith("95")]
    assert bounds == [row["Mediaan (dagen)"] - 60, row["Mediaan (dagen)"] + 60]
    nothing = {"Periode": "2022", "Corporatie": "Woonservice", "Gemeente": "Assen"}
    (empty,) = [row for row in rows if nothing.items() <= row.items()]
    assert (empty["n"], empty["Mediaan (dagen)"]) == (0, None)


def test_a_share_stands_beside_what_it_was_made_of(build_warehouse: Build) -> None:
    counted = "update reporting.rpt_indicatoren set teller = 17, noemer = n where eenheid = 'aandeel'"
    rows = table(openpyxl.load_workbook(written(build_warehouse(then=counted)))["aandeel_uitstroom"])
    assert {row["Teller"] for row in rows} == {17}
    assert "Noemer" not in rows[0]  # it is n


def test_what_the_book_leaves_out_is_counted_on_the_sheet(build_warehouse: Build) -> None:
    months = """
        insert into reporting.rpt_indicatoren
        select * replace ('maand' as periode_soort, periode_start + interval 1 month as periode_start)
        from reporting.rpt_indicatoren where indicator = 'zoektijd' and year(periode_start) = 2025
    """
    found = openpyxl.load_workbook(written(build_warehouse(then=months)))
    text = " ".join(str(row[0].value) for row in found["Zoektijd"].iter_rows(max_row=8, max_col=1))
    assert "Dit zijn 144 van de 168 cijfers; de andere 24" in text
    assert "indicatoren.parquet" in text
    assert not [row for row in table(found["Zoektijd"]) if row["Soort periode"] == "maand"]
    cover = " ".join(str(cell.value) for row in found["Voorblad"].iter_rows() for cell in row)
    assert re.search(r"Dat zijn \d+ van de \d+ cijfers", cover)


def test_no_cell_is_a_formula_whatever_a_label_begins_with(book: Book, release: tuple[Path, Path]) -> None:
    groups = {row["Groep"] for row in table(book["toewijzingen"])}
    assert {"=cmd|' /C calc'!A0", "+31", "@wijk", "-leeg"} <= groups
    assert any("tab" in str(group) and str(group).startswith(("\t", "_x0009_")) for group in groups)
    assert not [
        cell.coordinate
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    with zipfile.ZipFile(release[1] / "tabellenboek.xlsx") as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not [name for name in sheets if b"<f>" in parts.read(name) or b"<f " in parts.read(name)]


def test_the_same_figures_give_the_same_bytes(build_warehouse: Build) -> None:
    shuffled = "create or replace table reporting.{0} as from reporting.{0} order by random()"
    tables = ("rpt_indicatoren", "rpt_kwaliteit", "rpt_bestanden", "rpt_norm_vrije_ruimte", "rpt_trends")
    other = build_warehouse("twee", then="; ".join(shuffled.format(name) for name in tables))
    assert (
        written(build_warehouse("een"), "een.xlsx").read_bytes() == written(other, "twee.xlsx").read_bytes()
    )


def test_a_figure_that_a_tier_leaves_out_is_a_sign_with_a_legend(build_warehouse: Build) -> None:
    hide = """
        update reporting.rpt_indicatoren
        set waarde = null, n = null, ondergrens = null, bovengrens = null, kwalificatie = 'onderdrukt'
        where indicator = 'toewijzingen' and corporatie = 'Woonservice'
    """
    found = openpyxl.load_workbook(written(build_warehouse(then=hide)))
    hidden = [row for row in table(found["toewijzingen"]) if row["Corporatie"] == "Woonservice"]
    assert hidden
    assert {(row["Aantal"], row["n"], row["Kwalificatie"]) for row in hidden} == {(SIGN, SIGN, "onderdrukt")}
    for name in ("toewijzingen", "Voorblad"):
        assert any(
            "te klein om te tonen" in str(cell.value) for row in found[name].iter_rows() for cell in row
        )
    assert not [
        cell for row in found["Mutaties"].iter_rows() for cell in row if "te klein" in str(cell.value)
    ]


def test_invented_data_say_so_on_every_sheet_and_printed_page(build_warehouse: Build) -> None:
    synthetic = "update reporting.rpt_build set synthetisch = true"
    found = openpyxl.load_workbook(written(build_warehouse(then=synthetic)))
    for sheet in found.worksheets:
        texts = [str(cell.value) for row in sheet.iter_rows(max_row=8) for cell in row]
        assert any("verzonnen gegevens" in text for text in texts), sheet.title
        assert "verzonnen" in str(sheet.oddHeader.center.text), sheet.title


def test_real_data_are_not_called_invented(book: Book) -> None:
    assert not [sheet for sheet in book.worksheets if "verzonnen" in str(sheet.oddHeader.center.text)]


def test_each_table_prints_on_a4_with_its_header_on_every_page(book: Book) -> None:
    for sheet in book.worksheets[2:]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        head = int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.auto_filter.ref.startswith(f"A{head}:")


def test_before_a_first_levering_the_book_says_that_it_is_empty(build_warehouse: Build) -> None:
    found = openpyxl.load_workbook(written(build_warehouse(filled=False)))
    assert "Geen cijfers op dit blad" in " ".join(
        str(row[0].value) for row in found["Zoektijd"].iter_rows(max_row=8, max_col=1)
    )
    assert any("geen leveringen" in str(cell.value) for row in found["Voorblad"].iter_rows() for cell in row)


def test_a_file_whose_rows_do_not_add_up_is_named(build_warehouse: Build) -> None:
    lost = "update reporting.rpt_bestanden set rijen_geland = rijen_geland - 1 where dataset = 'reacties'"
    rows = table(openpyxl.load_workbook(written(build_warehouse(then=lost)))["Bestanden"])
    assert {row["Gegevens"]: row["Klopt de telling?"] for row in rows} == {
        "reacties": "NEE",
        "toewijzingen": "ja",
    }


@given(st.lists(st.text(max_size=60), min_size=1, max_size=40))
def test_any_titles_become_names_that_excel_takes(titles: list[str]) -> None:
    names: list[str] = []
    for title in titles:
        names.append(sheet_name(title, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
        assert name.casefold() != "history"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (None, ""),
        ("Van de **eerste reactie** tot\nhet `einde`.", "Van de eerste reactie tot het einde."),
        ("Twee:\n\n- een *ding*\n- nog een", "Twee:\n• een ding\n• nog een"),
        ("3 * 4 is 12, en 2*3", "3 * 4 is 12, en 2*3"),
    ],
)
def test_markdown_becomes_the_text_of_a_cell(markdown: str | None, text: str) -> None:
    assert plain(markdown) == text


def test_a_slope_says_over_what_it_runs(build_warehouse: Build) -> None:
    counted = "update reporting.rpt_trends set eenheid = 'aantal' where indicator = 'wachttijd_jongeren'"
    rows = table(openpyxl.load_workbook(written(build_warehouse(then=counted)))["Trends"])
    assert {(row["Vergeleken per"], row["Eenheid"]) for row in rows} == {
        ("jaar", "aantal per jaar"),
        ("maand", "aantal per maand vergeleken met een jaar eerder"),
        ("maand", "dagen per jaar"),
        ("maand", "procentpunt per jaar"),
    }


def test_the_sheet_of_the_norm_has_chance_purpose_and_forecast(build_warehouse: Build) -> None:
    columns = {
        "bedoeld_voor_uitstroom": 0.0511, "toeval_van": 0.1512, "toeval_tot": 0.2513,
        "toeval_uiterst": 0.3014, "n_verwacht": 7715, "aandeel_verwacht": 0.2216,
        "aandeel_verwacht_van": 0.1817, "aandeel_verwacht_tot": 0.2718, "kans_boven_norm": 0.6619,
    }  # fmt: skip
    set_ = ", ".join(f"{name} = {value}" for name, value in columns.items())
    then = f"update reporting.rpt_norm_vrije_ruimte set {set_}, prognose_vanaf = date '2025-09-30'"
    book = openpyxl.load_workbook(written(build_warehouse(then=then)))
    row = table(book["Norm vrije ruimte"])[0]
    heads = (
        *("Bedoeld voor uitstroom", "Toeval: van", "Toeval: tot", "Toeval: uiterste grens"),
        *("Toewijzingen verwacht", "Aandeel verwacht", "Verwacht 95 %: van", "Verwacht 95 %: tot"),
        "Kans boven de norm",
    )
    assert [row[head] for head in heads] == list(columns.values())
    assert f"{row['Gerekend tot en met']:%Y-%m-%d}" == "2025-09-30"
