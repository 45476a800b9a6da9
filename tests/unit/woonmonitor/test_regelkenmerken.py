"""The operating characteristics of the rules: against exact chances, and against what the report shows."""

import csv
from itertools import pairwise, product
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from typer.testing import CliRunner

from woonmonitor.cli import main
from woonmonitor.normregels import structureel
from woonmonitor.regelkenmerken import (
    JAREN,
    PROCENTEN,
    REGELS,
    TREKKINGEN,
    Geval,
    gevallen,
    kenmerken,
    read_grenzen,
    trek,
    write_csv,
)
from woonmonitor.settings import CHECKOUT

GRENZEN, SPREIDING = read_grenzen(CHECKOUT)
VOORRAAD = CHECKOUT / "seeds" / "regelkenmerken.csv"


def close_to(exact: float) -> object:
    """Within five standard errors of a simulated chance, and some for a chance that is nearly certain."""
    return pytest.approx(exact, abs=5 * sqrt(exact * (1 - exact) / TREKKINGEN) + 1e-4)


def tail(k: int, n: int, procent: int, spreiding: float) -> float:
    """P(at least k of n) in one year, with the share fixed or drawn from a beta."""
    p = procent / 100
    if not spreiding:
        return float(stats.binom.sf(k - 1, n, p))
    weight = p * (1 - p) / spreiding**2 - 1
    return float(stats.betabinom.sf(k - 1, n, p * weight, (1 - p) * weight))


@pytest.mark.parametrize("spreiding", [0.0, SPREIDING])
@pytest.mark.parametrize(("n", "procent"), [(50, 20), (50, 30), (300, 22), (600, 22)])
def test_limb_a_is_the_tail_of_a_year(n: int, procent: int, spreiding: float) -> None:
    """At 50 lettings or more a year is its own pool: four independent chances of a p < .001."""
    least = next(k for k in range(n + 1) if k / n > 0.2 and stats.binom.sf(k - 1, n, 0.2) < 0.001)
    exact = 1 - (1 - tail(least, n, procent, spreiding)) ** JAREN
    fires = structureel(trek(Geval(procent, n, spreiding), TREKKINGEN), GRENZEN)["A"]
    assert fires.any(axis=1).mean() == close_to(exact)


@pytest.mark.parametrize("procent", [15, 25, 30])
def test_limb_a_of_a_small_corporation_is_the_tail_of_four_years(procent: int) -> None:
    """At 14 a year only the pool of all four, 56 lettings, is large enough."""
    least = next(k for k in range(57) if stats.binom.sf(k - 1, 56, 0.2) < 0.001)
    fires = structureel(trek(Geval(procent, 14, 0.0), TREKKINGEN), GRENZEN)["A"]
    assert fires.any(axis=1).mean() == close_to(tail(least, 56, procent, 0.0))
    assert not fires[:, :-1].any()


@pytest.mark.parametrize("spreiding", [0.0, SPREIDING])
@pytest.mark.parametrize(("n", "procent"), [(50, 20), (300, 20), (300, 25), (600, 18)])
def test_two_years_in_a_row_of_four(n: int, procent: int, spreiding: float) -> None:
    over = tail(n // 5 + 1, n, procent, spreiding)
    exact = sum(
        float(np.prod([over if year else 1 - over for year in years]))
        for years in product((False, True), repeat=JAREN)
        if any(first and second for first, second in pairwise(years))
    )
    found = {one.regel: one.kans for one in kenmerken(Geval(procent, n, spreiding), GRENZEN)}
    assert found["twee_jaar"] == close_to(exact)


def test_what_the_report_shows_is_what_the_command_computes(tmp_path: Path) -> None:
    """Each case draws from a seed of its own, so that some of them stand for all."""
    some = list(gevallen(SPREIDING))[::17]
    assert {geval.n_per_jaar for geval in some} == {14, 50, 300, 600}
    write_csv(tmp_path / "some.csv", [one for geval in some for one in kenmerken(geval, GRENZEN)])
    with (tmp_path / "some.csv").open(newline="") as ours, VOORRAAD.open(newline="") as shown:
        again, all_of_it = list(csv.DictReader(ours)), list(csv.DictReader(shown))
    missing = [row for row in again if row not in all_of_it]
    assert not missing, "run `woonmonitor norm characteristics --out seeds/regelkenmerken.csv`"
    assert len(all_of_it) == len(list(gevallen(SPREIDING))) * len(REGELS)
    assert {int(row["aandeel_procent"]) for row in all_of_it} == set(PROCENTEN)


def test_the_command_prints_each_rule_and_writes_what_it_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOONMONITOR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("woonmonitor.regelkenmerken.PROCENTEN", range(20, 21))
    done = CliRunner().invoke(main, ["norm", "characteristics", "--out", str(tmp_path / "alle.csv")])
    assert done.exit_code == 0, done.output
    assert all(done.output.count(f"{regel}, werkelijk aandeel") == 2 for regel in REGELS)
    assert len((tmp_path / "alle.csv").read_text().splitlines()) == 1 + 4 * 2 * len(REGELS)


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOONMONITOR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("woonmonitor.regelkenmerken.PROCENTEN", range(20, 21))
    done = CliRunner().invoke(main, ["norm", "characteristics", "--out", str(tmp_path / "geen" / "alle.csv")])
    assert done.exit_code == 64
    assert "is niet te schrijven" in done.output
