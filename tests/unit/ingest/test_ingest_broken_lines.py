"""A line that broke off takes the rows beside it to quarantine only where it can be a part of them."""

import pytest
from small_tables import Land

REACTIES = "reactie_id;publicatie_id;inschrijving_id;reactiedatum;status\n"
ROWS = [f"R{i:04d};P1;I{i:04d};30-04-2020;actief" for i in range(24)]


def quarantined(land: Land, lines: list[str], header: str = REACTIES) -> list[int]:
    outcome = land({"reacties.csv": header + "\n".join(lines) + "\n"}, max_afkeur_aandeel=1.0)
    assert outcome.refusal is None, str(outcome.refusal)
    return outcome.column("SELECT DISTINCT rijnummer FROM landing.quarantaine ORDER BY 1")


@pytest.mark.parametrize(
    "line",
    [
        "R0099",  # the start of a row, in the first field
        "R0099,P1,I0099,30-04-2020,actief",  # a row with another delimiter
        "R0099|P1|I0099|30-04-2020|actief",
        "zomaar wat",
    ],
)
def test_a_lone_line_that_no_value_beside_it_can_hold_goes_alone(land: Land, line: str) -> None:
    assert quarantined(land, [*ROWS[:12], line, *ROWS[12:]]) == [14]


@pytest.mark.parametrize(
    ("line", "beside"),
    [
        ("tief", [13, 14]),  # a label ends so
        ("R", [13, 14, 15]),  # and an id begins so
    ],
)
def test_a_lone_line_that_a_value_beside_it_can_hold_takes_that_row(
    land: Land, line: str, beside: list[int]
) -> None:
    assert quarantined(land, [*ROWS[:12], line, *ROWS[12:]]) == beside


@pytest.mark.parametrize("torn_after", [1, 2, 3, 4])
def test_a_torn_id_never_lands_in_part(land: Land, torn_after: int) -> None:
    """Ids of digits only, that grow: what is left of 10000 may look like the others."""
    rows = [f"{9_990 + i};P1;I{i};30-04-2020;actief" for i in range(30)]
    torn = [rows[20][:torn_after], rows[20][torn_after:]]
    outcome = land({"reacties.csv": REACTIES + "\n".join([*rows[:20], *torn, *rows[21:]]) + "\n"})
    keys = outcome.column("SELECT reactie_id FROM landing.reacties")
    assert set(keys) <= {row.split(";")[0] for row in rows}


def test_few_ids_show_nothing(land: Land) -> None:
    assert quarantined(land, [*ROWS[:3], "R0099", *ROWS[3:6]]) == [5, 6]


def test_free_text_may_hold_anything(land: Land) -> None:
    header = "opzegging_id;eenheid_id;einddatum_huur;reden\n"
    rows = [f"O{i:04d};E1;30-04-2020;eigen" for i in range(24)]
    outcome = land({"opzeggingen.csv": header + "\n".join([*rows[:12], "woning", *rows[12:]]) + "\n"})
    assert outcome.column("SELECT rijnummer FROM landing.quarantaine ORDER BY 1") == [13, 14]


def test_a_column_that_is_not_read_may_lose_its_end(land: Land) -> None:
    header = REACTIES.strip() + ";opmerking\n"
    rows = [f"{row};eigen" for row in ROWS]
    assert quarantined(land, [*rows[:12], "woning", *rows[12:]], header) == [14]


@pytest.mark.parametrize(
    ("line", "beside"),
    [
        ('nieuwe woning"', [13, 14]),  # the end of a quoted text whose first quote is gone
        ('" huis"', [13, 14]),  # the end of "een ""ander"" huis", torn between two quotes
        ('"O0099";"E1";"30-0', [14]),  # a row of its own, cut short within quotes
    ],
)
def test_a_line_with_quotes_is_torn_off_a_text_only_if_it_ends_one(
    land: Land, line: str, beside: list[int]
) -> None:
    header = "opzegging_id;eenheid_id;einddatum_huur;reden\n"
    rows = [f"O{i:04d};E1;30-04-2020;eigen" for i in range(24)]
    outcome = land({"opzeggingen.csv": header + "\n".join([*rows[:12], line, *rows[12:]]) + "\n"})
    assert outcome.column("SELECT rijnummer FROM landing.quarantaine ORDER BY 1") == beside
