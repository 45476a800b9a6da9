"""What geplant.json says, reckoned again from the files alone."""

import json
from itertools import pairwise

import polars as pl
import pytest
from geschreven import Levering, datum, euro, nl_datum
from scipy.stats import binom

from woonmonitor.synthetic import verdict

VRIJE_RUIMTE = {
    "uitstroom_beschermd_wonen", "uitstroom_medisch_verblijf", "uitstroom_maatschappelijke_opvang",
    "zorgindicatie", "herhuisvesting", "maatwerk", "wijkgericht", "experiment", "overig_afwijkend",
}  # fmt: skip
REGULIER = {"regulier", "loting", "doorstroming_senioren", "urgentie"}
TOESLAGGRENS = {2020: 73714, 2021: 75233, 2022: 76347, 2023: 80806, 2024: 87966, 2025: 90007}
CEL_JAAR = ["corporatie", "gemeente", "jaar"]


def sociale_toewijzingen(levering: Levering) -> pl.DataFrame:
    """Toewijzingen that count, with gemeente of the dwelling and year."""
    eenheden = levering["eenheden"].select("eenheid_id", "gemeente", "zelfstandig")
    samen = (
        levering["toewijzingen"].with_columns(nl_datum("toewijzingsdatum")).join(eenheden, on="eenheid_id")
    )
    jaar = pl.col("toewijzingsdatum").dt.year()
    grens = jaar.replace_strict(TOESLAGGRENS, return_dtype=pl.Int64)
    telt = (pl.col("zelfstandig") == "Ja") & (pl.col("status") == "definitief") & (euro("rekenhuur") <= grens)
    return samen.filter(telt).with_columns(jaar=jaar)


@pytest.mark.parametrize("welke", ["klein", "assen"])
def test_k_and_n_per_corporatie_and_year(welke: str, request: pytest.FixtureRequest) -> None:
    levering: Levering = request.getfixturevalue(welke)
    grond = pl.col("toewijzingsgrond")
    uit_bestanden = (
        sociale_toewijzingen(levering)
        .group_by(CEL_JAAR)
        .agg(
            n=pl.len().cast(pl.Int64),
            k=grond.is_in(VRIJE_RUIMTE).sum().cast(pl.Int64),
            k_uitstroom=grond.str.starts_with("uitstroom_").sum().cast(pl.Int64),
            k_onbekend=(~grond.is_in(VRIJE_RUIMTE | REGULIER | {"statushouder"})).sum().cast(pl.Int64),
            n_statushouders=(grond == "statushouder").sum().cast(pl.Int64),
        )
    )
    gezegd = json.loads((levering.folder / "geplant.json").read_text(encoding="utf-8"))["norm"]
    assert len(gezegd) == 6 * 5
    getallen = ("n", "k", "k_uitstroom", "k_onbekend", "n_statushouders")
    geteld = {tuple(rij[k] for k in CEL_JAAR): rij for rij in uit_bestanden.to_dicts()}
    for rij in gezegd:
        uitkomst = geteld.get(tuple(rij[k] for k in CEL_JAAR), dict.fromkeys(getallen, 0))
        assert {naam: rij[naam] for naam in getallen} == {naam: uitkomst[naam] for naam in getallen}


def test_search_and_registration_times(klein: Levering) -> None:
    """The covenant's zoektijd from the files: the search starts again after an earlier toewijzing."""
    toewijzingen = sociale_toewijzingen(klein).filter(pl.col("toewijzingsgrond").is_in(REGULIER))
    inschrijvingen = klein["inschrijvingen"].select("inschrijving_id", datum("inschrijfdatum"))
    model = klein["publicaties"].select("publicatie_id", "model")
    via = toewijzingen.join(model, on="publicatie_id").join(inschrijvingen, on="inschrijving_id")
    eerder = (
        klein["toewijzingen"]
        .filter(pl.col("status") == "definitief")
        .select("inschrijving_id", vorige=nl_datum("toewijzingsdatum"))
    )
    reacties = klein["reacties"].filter(pl.col("status") != "ingetrokken")
    reacties = reacties.select("inschrijving_id", op=datum("reactiedatum", "%Y-%m-%d %H:%M:%S"))
    vorige = (
        via.select("toewijzing_id", "inschrijving_id", "toewijzingsdatum")
        .join(eerder, on="inschrijving_id")
        .filter(pl.col("vorige") < pl.col("toewijzingsdatum"))
        .group_by("toewijzing_id")
        .agg(pl.col("vorige").max())
    )
    zoektijd = (
        via.filter(pl.col("model") != "distributie")
        .join(vorige, on="toewijzing_id", how="left")
        .join(reacties, on="inschrijving_id")
        .filter(pl.col("op") <= pl.col("toewijzingsdatum"))
        .filter(pl.col("vorige").is_null() | (pl.col("op") > pl.col("vorige")))
        .group_by("toewijzing_id", *CEL_JAAR)
        .agg(dagen=(pl.col("toewijzingsdatum").first() - pl.col("op").min()).dt.total_days())
        .group_by(CEL_JAAR)
        .agg(n=pl.len(), som=pl.col("dagen").sum())
    )
    inschrijftijd = via.group_by(CEL_JAAR).agg(
        n=pl.len(), som=(pl.col("toewijzingsdatum") - pl.col("inschrijfdatum")).dt.total_days().sum()
    )
    assert len(klein.planted.zoekduur) > 20
    zoek = {(r["corporatie"], r["gemeente"], r["jaar"]): (r["n"], r["som"]) for r in zoektijd.to_dicts()}
    wacht = {
        (r["corporatie"], r["gemeente"], r["jaar"]): (r["n"], r["som"]) for r in inschrijftijd.to_dicts()
    }
    for rij in klein.planted.zoekduur:
        cel = (rij.corporatie, rij.gemeente, rij.jaar)
        assert (rij.n_zoektijd, rij.som_zoektijd_dagen) == zoek.get(cel, (0, 0))
        assert (rij.n_inschrijftijd, rij.som_inschrijftijd_dagen) == wacht[cel]


def test_the_three_plants_came_out_as_meant(assen: Levering) -> None:
    assert [(plant.soort, plant.gelukt) for plant in assen.planted.planten] == [
        ("structurele overschrijding", True),
        ("net binnen de norm", True),
        ("te klein voor een oordeel", True),
    ]


def test_the_planted_breach_is_structural_by_scipy_too(assen: Levering) -> None:
    actium = {r.jaar: r for r in assen.planted.norm if (r.corporatie, r.gemeente) == ("Actium", "Assen")}
    assert [actium[jaar].oordeel for jaar in range(2021, 2024)] == [
        "geen_norm",
        "binnen_norm",
        "overschrijding",
    ]
    assert binom.sf(actium[2025].k - 1, actium[2025].n, 0.2) < 0.001
    samen = actium[2023].k + actium[2024].k, actium[2023].n + actium[2024].n
    assert binom.sf(samen[0] - 1, samen[1], 0.2) < 0.05


def test_the_near_breach_stays_within_by_whole_numbers(assen: Levering) -> None:
    net = [r for r in assen.planted.norm if (r.corporatie, r.gemeente) == ("Woonservice", "Midden-Drenthe")]
    for rij in net[1:]:
        assert 19 * rij.n <= 100 * rij.k <= 20 * rij.n


def test_the_small_one_is_over_and_still_too_small(assen: Levering) -> None:
    klein = [r for r in assen.planted.norm if (r.corporatie, r.gemeente) == ("Woonservice", "Assen")][1:]
    assert klein[-1].jaren_pool == 4
    assert klein[-1].n_pool < 50
    assert 100 * klein[-1].k_pool > 20 * klein[-1].n_pool
    assert {rij.oordeel for rij in klein} <= {"overschrijding", "binnen_norm"}


@pytest.mark.parametrize(
    ("tellingen", "jaar", "oordeel"),
    [
        ({2021: (90, 100)}, 2021, ("geen_norm", None)),
        ({2022: (20, 100)}, 2022, ("binnen_norm", None)),
        ({2022: (21, 100)}, 2022, ("overschrijding", None)),
        ({2022: (40, 100)}, 2022, ("structureel", "A")),
        ({2022: (24, 100), 2023: (25, 100)}, 2023, ("overschrijding", None)),
        ({2022: (26, 100), 2023: (27, 100)}, 2023, ("structureel", "B")),
        ({2022: (21, 100), 2023: (21, 100), 2024: (21, 100)}, 2024, ("structureel", "C")),
        ({2022: (49, 49)}, 2022, ("overschrijding", None)),
        ({2022: (13, 14), 2023: (13, 14), 2024: (13, 14), 2025: (13, 14)}, 2025, ("structureel", "A")),
    ],
)
def test_the_verdict_on_counts_worked_out_by_hand(
    tellingen: dict[int, tuple[int, int]], jaar: int, oordeel: tuple[str, str | None]
) -> None:
    assert verdict.oordeel(tellingen, jaar) == oordeel


def test_the_exact_tail_agrees_with_scipy_on_both_sides_of_each_bound() -> None:
    for n in (50, 137, 620):
        for per in (20, 1000):
            eerste = next(k for k in range(n + 1) if binom.sf(k - 1, n, 0.2) < 1 / per)
            oordelen = [verdict._kans_op_zoveel(k, n, per=per) for k in range(eerste - 2, eerste + 3)]
            assert [a != b for a, b in pairwise(oordelen)] == [False, True, False, False]


def test_the_account_is_readable(assen: Levering) -> None:
    tekst = (assen.folder / "geplant.md").read_text(encoding="utf-8")
    rij = next(
        r for r in assen.planted.norm if (r.corporatie, r.gemeente, r.jaar) == ("Actium", "Assen", 2025)
    )
    assert f"| Actium | Assen | 2025 | {rij.k} | {rij.n} |" in tekst
    assert "structureel (A)" in tekst
