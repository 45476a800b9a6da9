"""The market is of Assen's size and pace: bands around what is known, wide enough for another seed."""

from datetime import date

import polars as pl
from geschreven import Levering, datum, euro, nl_datum

DAGEN_PER_JAAR = 365.25


def test_the_register_is_that_of_thuis_kompas(assen: Levering) -> None:
    register = assen["inschrijvingen"].with_columns(datum("inschrijfdatum"), datum("uitschrijfdatum"))
    overgezet = register.filter(pl.col("herkomst") == "migratie")
    assert overgezet.height == 55_000
    assert overgezet.select(pl.col("inschrijfdatum").max()).item() < date(2020, 4, 28)
    eerste_jaar = pl.col("inschrijfdatum").is_between(date(2020, 4, 28), date(2021, 4, 27))
    assert 18_500 < register.filter(eerste_jaar).height < 19_500
    assert 105_000 < register["uitschrijfdatum"].null_count() < 115_000


def test_the_stock_and_its_turnover(assen: Levering) -> None:
    eenheden = assen["eenheden"].with_columns(nl_datum("in_exploitatie"), nl_datum("uit_exploitatie"))
    op = date(2024, 1, 1)
    staat = (pl.col("in_exploitatie").is_null() | (pl.col("in_exploitatie") <= op)) & (
        pl.col("uit_exploitatie").is_null() | (pl.col("uit_exploitatie") > op)
    )
    per_cel = dict(eenheden.filter(staat).group_by(pl.concat_str("corporatie", "gemeente")).len().iter_rows())
    assert 7_350 < per_cel["ActiumAssen"] < 7_750
    assert per_cel["WoonserviceAssen"] == 230
    einden = assen["opzeggingen"].select(nl_datum("einddatum_huur").dt.year().alias("jaar"))
    for jaar in range(2021, 2026):
        assert 0.06 < einden.filter(pl.col("jaar") == jaar).height / sum(per_cel.values()) < 0.09


def test_reactions_per_dwelling(assen: Levering) -> None:
    publicaties = assen["publicaties"].filter(
        (pl.col("model") != "distributie")
        & (pl.col("status") != "ingetrokken")
        & (pl.col("publicatiedatum") >= "2021")
    )
    geldig = assen["reacties"].filter(pl.col("status") != "ingetrokken")
    aantal = geldig.join(publicaties, on="publicatie_id", how="semi").height
    woningen = publicaties["aantal_eenheden"].cast(pl.Int64).sum()
    assert 110 < aantal / woningen < 230


def test_waits_of_the_housed(assen: Levering) -> None:
    """5 years 4 months in 2021; the young (t/m 22) some 3 years around the start of 2023."""
    regulier = ["regulier", "loting", "urgentie", "doorstroming_senioren"]
    verhuurd = (
        assen["toewijzingen"]
        .filter(pl.col("toewijzingsgrond").is_in(regulier) & (pl.col("status") == "definitief"))
        .join(assen["inschrijvingen"], on="inschrijving_id")
        .join(assen["eenheden"].select("eenheid_id", "gemeente"), on="eenheid_id")
        .filter((pl.col("gemeente") == "Assen") & (pl.col("corporatie") == "Actium"))
        .with_columns(nl_datum("toewijzingsdatum"), datum("inschrijfdatum"), datum("geboortedatum"))
        .with_columns(
            wacht=(pl.col("toewijzingsdatum") - pl.col("inschrijfdatum")).dt.total_days() / DAGEN_PER_JAAR,
            leeftijd=(pl.col("toewijzingsdatum") - pl.col("geboortedatum")).dt.total_days() / DAGEN_PER_JAAR,
            jaar=pl.col("toewijzingsdatum").dt.year(),
        )
    )
    wacht = dict(verhuurd.group_by("jaar").agg(pl.col("wacht").mean()).iter_rows())
    assert 4.6 < wacht[2021] < 6.2
    jong = verhuurd.filter((pl.col("leeftijd") < 23) & pl.col("jaar").is_in([2022, 2023]))
    assert jong.height > 100
    assert 2.3 < jong.select(pl.col("wacht").mean()).item() < 3.7


def test_rents_follow_the_agreed_shares(assen: Levering) -> None:
    zelfstandig = assen["eenheden"].filter(pl.col("zelfstandig") == "Ja")
    actium = (
        zelfstandig.filter(pl.col("corporatie") == "Actium")
        .select((euro("rekenhuur") <= 73193).mean())
        .item()
    )
    woonservice = zelfstandig.filter(pl.col("corporatie") == "Woonservice").select(
        (euro("rekenhuur") <= 68296).mean()
    )
    assert 0.83 < actium < 0.95
    assert 0.70 < woonservice.item() < 0.90


def test_most_lettings_are_passend(assen: Levering) -> None:
    telling = dict(assen["toewijzingen"].group_by("passendheid").len().iter_rows())
    assert 0.95 < telling["passend"] / (telling["passend"] + telling["niet_passend"]) < 1.0


def test_statushouders_come_in_households(assen: Levering) -> None:
    groep = assen["toewijzingen"].filter(pl.col("toewijzingsgrond") == "statushouder")
    assert groep["publicatie_id"].null_count() == groep.height
    assert groep["inschrijving_id"].null_count() > 0.8 * groep.height
    assert 1.5 < groep.select(pl.col("huishoudgrootte").cast(pl.Int64).mean()).item() < 3.5


def test_the_levering_stays_small_enough_to_send(assen: Levering) -> None:
    assert 25_000_000 < sum(pad.stat().st_size for pad in assen.folder.iterdir()) < 60_000_000
