"""Text files: encodings, delimiters, line ends, lines that are no data, and blocks that hide nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_tables import EENHEDEN, OPZEGGINGEN, REACTIES, TOEWIJZINGEN, Land

import ingest
from ingest.formats import text_blocks
from ingest.formats.survey import text_layout
from ingest.formats.text_reader import read_text

ACCENT = OPZEGGINGEN + "O3;E3;31-03-2025;geërfd\n"


@pytest.mark.parametrize(
    "content",
    [
        ACCENT.encode(),
        b"\xef\xbb\xbf" + ACCENT.encode(),
        ACCENT.encode("utf-16"),
        b"\xfe\xff" + ACCENT.encode("utf-16-be"),
        ACCENT.encode("cp1252"),
        ACCENT.replace("\n", "\r\n").encode(),
        ACCENT.replace("\n", "\r").encode("cp1252"),
        ACCENT.rstrip("\n").encode(),
        ACCENT.replace("ë", "e\u0308").encode(),
        *(ACCENT.replace(";", delimiter).encode() for delimiter in (",", "\t", "|")),
        *(f"sep={d}\r\n{ACCENT.replace(';', d)}".encode() for d in (";", ",", "\t", "|")),
        ('"' + ACCENT.rstrip("\n").replace(";", '";"').replace("\n", '"\n"') + '"\n').encode(),
    ],
)
def test_every_dialect_reads_the_same(land: Land, content: bytes) -> None:
    outcome = land({"opzeggingen.csv": content})
    assert outcome.codes == []
    rows = outcome.rows(
        "SELECT opzegging_id, eenheid_id, einddatum_huur::VARCHAR, reden FROM landing.opzeggingen"
    )
    assert sorted(rows) == [
        ("O1", "E1", "2025-01-31", "verhuizing"),
        ("O2", "E2", "2025-02-28", "overleden"),
        ("O3", "E3", "2025-03-31", "geërfd"),
    ]


def test_columns_stand_in_any_order_and_others_are_left_alone(land: Land) -> None:
    outcome = land(
        {"opzeggingen.csv": "Einde huur|Naam||Opzegging-ID|EENHEID_ID\n31-01-2025|Jansen|x|O1|E1\n"}
    )
    assert outcome.rows("SELECT opzegging_id, eenheid_id, reden FROM landing.opzeggingen") == [
        ("O1", "E1", None)
    ]
    assert any("Naam" in line for line in outcome.ok.waarschuwingen)
    assert any("zonder naam" in line for line in outcome.ok.waarschuwingen)


def test_lines_that_are_no_data_are_skipped_and_counted(land: Land) -> None:
    header = OPZEGGINGEN.splitlines()[0]
    lines = [
        "",
        header.upper(),
        ";;;",
        '"";;;',
        "  ",
        "O9;E9;31-01-2025;",
        "",
        "Aantal records: 3",
        "EINDTOTAAL;3",
        "",
    ]
    outcome = land({"opzeggingen.csv": OPZEGGINGEN + "\n".join(lines)})
    assert outcome.codes == []
    file = outcome.ok.bestanden[0]
    assert (file.rijen_gelezen, file.rijen_geland, file.rijen_overgeslagen) == (11, 3, 8)


def test_a_total_before_data_is_a_row_like_any_other(land: Land) -> None:
    outcome = land({"opzeggingen.csv": OPZEGGINGEN + "Totaal;2;;\nO9;E9;31-01-2025;\n"})
    assert outcome.codes == ["R101"]
    assert outcome.column("SELECT rijnummer FROM landing.quarantaine") == [4]


def test_row_numbers_are_physical_lines(land: Land) -> None:
    rows = 'O3;E3;31-01-2025;"eerste\ntweede"\n\nO4;E4;geen;"x\ny"\nO5;E5;31-01-2025;\n'
    outcome = land({"opzeggingen.csv": "sep=;\n\n" + OPZEGGINGEN + rows})
    assert outcome.rows("SELECT opzegging_id, rijnummer FROM landing.opzeggingen ORDER BY 2") == [
        ("O1", 4),
        ("O2", 5),
        ("O3", 6),
        ("O5", 11),
    ]
    assert outcome.column("SELECT rijnummer FROM landing.quarantaine") == [9]
    assert outcome.column("SELECT reden FROM landing.opzeggingen WHERE opzegging_id = 'O3'") == [
        "eerste\ntweede"
    ]


def test_a_line_break_in_an_id_is_damage(land: Land) -> None:
    broken = land({"opzeggingen.csv": OPZEGGINGEN + '"O\n3";E3;31-01-2025;\n'})
    assert broken.codes == ["R110", "R110"]  # "O is no end of the text before it: that would close a quote
    assert land({"opzeggingen.csv": OPZEGGINGEN + '"O;3";E3;31-01-2025;\n'}, {"bron": "b"}).codes == ["R110"]


@pytest.mark.parametrize("behind", ["", '"O5";"E5";"31-01-2025"\n'])
def test_a_delimiter_within_a_quoted_id_is_damage(land: Land, behind: str) -> None:
    """Also where a row with a delimiter too few makes up for the one too many."""
    quoted = '"opzegging_id";"eenheid_id";"einddatum_huur";"reden"\n"O1";"E1";"31-01-2025";"verhuizing"\n'
    outcome = land({"opzeggingen.csv": quoted + '"O;3";"E3";"31-01-2025";""\n' + behind})
    assert outcome.codes == ["R110"] + ["R108"] * bool(behind)
    assert outcome.column("SELECT opzegging_id FROM landing.opzeggingen") == ["O1"]


def test_the_column_settles_the_separator_of_the_whole_file(land: Land) -> None:
    ambiguous = EENHEDEN.replace("701,00", "1.701") + "E3;Actium;Assen;650,255;Ja\n"
    other = EENHEDEN.splitlines()[0] + "\nE8;Actium;Assen;1.299;Ja\n"
    outcome = land({"eenheden.csv": ambiguous, "eenheden_2.csv": other})
    assert outcome.rows("SELECT eenheid_id, rekenhuur::VARCHAR FROM landing.eenheden ORDER BY 1") == [
        ("E1", "650.25"),
        ("E2", "1701.00"),
    ]
    assert outcome.rows("SELECT bestand, code FROM landing.quarantaine ORDER BY 1") == [
        ("eenheden.csv", "R103"),
        ("eenheden_2.csv", "R104"),
    ]


def test_conflicting_evidence_settles_nothing(land: Land) -> None:
    outcome = land({"eenheden.csv": EENHEDEN + "E3;Actium;Assen;650.25;Ja\nE4;Actium;Assen;1.299;Ja\n"})
    assert outcome.codes == ["R104"]
    assert outcome.column("SELECT rekenhuur::VARCHAR FROM landing.eenheden WHERE eenheid_id = 'E3'") == [
        "650.25"
    ]


def test_personal_ids_land_as_pseudonyms_and_birth_dates_as_months(land: Land) -> None:
    table = "inschrijving_id,inschrijfdatum,geboortedatum\nI1,2020-05-06,17-08-1990\n"
    outcome = land({"inschrijvingen.csv": table, "reacties.csv": REACTIES})
    key, born = outcome.rows("SELECT inschrijving_id, geboortedatum::VARCHAR FROM landing.inschrijvingen")[0]
    assert born == "1990-08-01"
    assert outcome.column("SELECT inschrijving_id FROM landing.reacties WHERE reactie_id = 'R1'") == [key]
    assert len(key) == 64


def test_a_renamed_header_is_suggested(land: Land) -> None:
    refused = land({"toewijzingen.csv": TOEWIJZINGEN.replace("toewijzingsdatum", "toewijsdatum")})
    assert refused.codes == ["B002"]
    assert "bedoelt u ‘toewijsdatum’?" in str(refused.refusal)
    like_an_alias = land({"toewijzingen.csv": TOEWIJZINGEN.replace("toewijzingsdatum", "Datum acceptasie")})
    assert "toewijzingsdatum ontbreekt; bedoelt u ‘Datum acceptasie’?" in str(like_an_alias.refusal)
    nothing_like_it = land({"toewijzingen.csv": TOEWIJZINGEN.replace("toewijzingsdatum", "kolom 7")})
    assert "bedoelt u" not in str(nothing_like_it.refusal)


def test_a_renamed_column_that_may_be_absent_is_suggested(land: Land) -> None:
    table = "opzegging_id;eenheid_id;Einddatum huur;Opseg datum;Naam;redn\nO1;E1;31-01-2025;;;\n"
    (notice,) = land({"opzeggingen.csv": table}).ok.waarschuwingen
    assert notice.endswith("niet gelezen: Opseg datum (bedoelt u opzegdatum?), Naam, redn (bedoelt u reden?)")


WHOLE = "O1;E1;31-01-2025;"
BROKEN_AT_A_BLOCK = [*[WHOLE] * 8, "broken", ";;;", *[WHOLE] * 8]
BROKEN_ON_BOTH_SIDES = [*[WHOLE] * 18, *["broken"] * 5, WHOLE, "broken", *[WHOLE] * 7]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.sampled_from(
            [
                "O1;E1;31-01-2025;",
                'O2;E2;31-01-2025;"a\nb"',
                'O3;E3;31-01-2025;"x"',
                "broken",
                "",
                ";;;",
                "Totaal;;;",
                'O4;E4;31-01-2025;"open',
                'O5;E5;31-01-2025;"a""b"',
                "O6;E6;31-01-2025;;",
            ]
        ),
        max_size=40,
    ),
    block_bytes=st.integers(20, 400),
)
@example(lines=BROKEN_AT_A_BLOCK, block_bytes=200)
@example(lines=BROKEN_ON_BOTH_SIDES, block_bytes=211)
def test_blocks_of_any_size_give_what_one_block_gives(
    lines: list[str],
    block_bytes: int,
    tmp_path: Path,
    contract: ingest.Contract,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "opzeggingen.csv"
    path.write_text("\n".join([OPZEGGINGEN.splitlines()[0], *lines, "O9;E9;31-01-2025;", "", "Totaal;9;;"]))

    def read(size: int, least: int) -> tuple[object, ...]:
        monkeypatch.setattr(text_blocks, "_LEAST_LAST_BYTES", least)
        table = read_text(
            path,
            path.name,
            contract.datasets["opzeggingen"],
            contract,
            layout=text_layout(path, path.name),
            block_bytes=size,
        )
        blocks = list(table.blocks)
        rows = sorted(row for block in blocks for row in block.cells.iter_rows())
        errors = sorted((e.rijnummer, e.code, e.sleutel or "") for block in blocks for e in block.errors)
        return rows, errors, sum(b.read for b in blocks), sum(b.skipped for b in blocks)

    assert read(block_bytes, 150) == read(2**20, 2**16)


def test_a_header_over_two_lines_is_refused(land: Land) -> None:
    """Its last column would be left alone as an unknown one, and none of its values would land."""
    broken = land({"opzeggingen.csv": OPZEGGINGEN.replace("reden", "re\nden", 1)})
    assert broken.codes == ["B001"]
    assert "over twee regels" in str(broken.refusal)
    optional = OPZEGGINGEN.replace("reden", "opmerking", 1)
    assert land({"opzeggingen.csv": optional.replace("opmerking", "op\nmerking", 1)}).refusal is None


def test_a_byte_order_mark_halfway_is_in_no_value(land: Land) -> None:
    """One file pasted behind another: its mark belongs to no id, and its header is a repeated one."""
    head, *rows = OPZEGGINGEN.splitlines(keepends=True)
    pasted = head + rows[0] + "\ufeff" + head + "\ufeff" + "".join(rows[1:]) + "O\ufeff7;E7;31-01-2025;\n"
    outcome = land({"opzeggingen.csv": pasted})
    keys = outcome.column("SELECT opzegging_id FROM landing.opzeggingen ORDER BY 1")
    assert keys == [row.split(";")[0] for row in rows]
    assert outcome.codes == ["R110"]
    assert outcome.ok.bestanden[0].rijen_overgeslagen == 1
