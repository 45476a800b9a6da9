"""What can not happen in a housing market does not happen in the files."""

from datetime import date

import polars as pl
import pytest
import yaml
from geschreven import Levering, datum, nl_datum

PEILDATUM = date(2025, 12, 31)
SLEUTELS = {
    "inschrijvingen": "inschrijving_id",
    "publicaties": "publicatie_id",
    "reacties": "reactie_id",
    "toewijzingen": "toewijzing_id",
    "eenheden": "eenheid_id",
    "opzeggingen": "opzegging_id",
}
GEBEURTENISSEN = {
    "inschrijvingen": datum("inschrijfdatum"),
    "publicaties": datum("publicatiedatum"),
    "reacties": datum("reactiedatum", "%Y-%m-%d %H:%M:%S"),
    "toewijzingen": nl_datum("toewijzingsdatum"),
    "opzeggingen": nl_datum("einddatum_huur"),
}
VERWIJZINGEN = [
    ("publicaties", "eenheid_id", "eenheden"),
    ("reacties", "publicatie_id", "publicaties"),
    ("reacties", "inschrijving_id", "inschrijvingen"),
    ("toewijzingen", "eenheid_id", "eenheden"),
    ("toewijzingen", "publicatie_id", "publicaties"),
    ("toewijzingen", "inschrijving_id", "inschrijvingen"),
    ("opzeggingen", "eenheid_id", "eenheden"),
]


@pytest.mark.parametrize("dataset", SLEUTELS)
def test_the_files_have_the_columns_of_the_contract_and_fill_what_is_required(
    klein: Levering, request: pytest.FixtureRequest, dataset: str
) -> None:
    contract = yaml.safe_load(
        (request.config.rootpath / "ingest/contract" / f"{dataset}.yml").read_text(encoding="utf-8")
    )
    frame = klein[dataset]
    assert set(frame.columns) <= {kolom["name"] for kolom in contract["columns"]}
    verplicht = [kolom["name"] for kolom in contract["columns"] if kolom.get("required")]
    assert frame.select(verplicht).null_count().row(0) == (0,) * len(verplicht)


@pytest.mark.parametrize("dataset", SLEUTELS)
def test_keys_are_unique(klein: Levering, dataset: str) -> None:
    assert klein[dataset][SLEUTELS[dataset]].is_duplicated().sum() == 0


@pytest.mark.parametrize("dataset", GEBEURTENISSEN)
def test_no_event_lies_after_the_peildatum(klein: Levering, dataset: str) -> None:
    assert klein[dataset].select(GEBEURTENISSEN[dataset].max()).item() <= PEILDATUM


@pytest.mark.parametrize(("van", "kolom", "naar"), VERWIJZINGEN)
def test_references_resolve(klein: Levering, van: str, kolom: str, naar: str) -> None:
    assert klein[van].drop_nulls(kolom).join(klein[naar], on=kolom, how="anti").height == 0


def test_nobody_is_housed_or_reacts_outside_the_registration(klein: Levering) -> None:
    inschrijvingen = klein["inschrijvingen"].select(
        "inschrijving_id",
        datum("inschrijfdatum").alias("van"),
        datum("uitschrijfdatum").fill_null(date(9999, 1, 1)).alias("tot"),
    )
    for dataset in ("reacties", "toewijzingen"):
        gebeurd = (
            klein[dataset].with_columns(op=GEBEURTENISSEN[dataset]).join(inschrijvingen, on="inschrijving_id")
        )
        assert gebeurd.height > 100
        assert gebeurd.filter((pl.col("op") < pl.col("van")) | (pl.col("op") > pl.col("tot"))).height == 0


def test_reactions_fall_while_the_publicatie_is_open_and_once_per_inschrijving(klein: Levering) -> None:
    reacties = klein["reacties"].with_columns(op=GEBEURTENISSEN["reacties"])
    samen = reacties.join(
        klein["publicaties"].with_columns(datum("publicatiedatum"), datum("sluitingsdatum")),
        on="publicatie_id",
    )
    buiten = (pl.col("op") < pl.col("publicatiedatum")) | (pl.col("op") > pl.col("sluitingsdatum"))
    assert samen.filter(buiten).height == 0
    assert reacties.select(pl.struct("publicatie_id", "inschrijving_id").is_duplicated().sum()).item() == 0


def test_whoever_is_housed_through_a_publicatie_reacted_to_it_before(klein: Levering) -> None:
    via = klein["toewijzingen"].drop_nulls("publicatie_id").with_columns(nl_datum("toewijzingsdatum"))
    geldig = klein["reacties"].filter(pl.col("status") != "ingetrokken")
    samen = via.join(
        geldig.with_columns(op=GEBEURTENISSEN["reacties"]), on=["publicatie_id", "inschrijving_id"]
    )
    assert samen.height == via.height > 100
    assert samen.filter(pl.col("op") >= pl.col("toewijzingsdatum")).height == 0


def test_a_withdrawn_or_open_publicatie_lets_nothing_and_none_lets_more_than_it_offers(
    klein: Levering,
) -> None:
    definitief = klein["toewijzingen"].filter(pl.col("status") == "definitief")
    verhuurd = definitief.group_by("publicatie_id").len("verhuurd")
    samen = klein["publicaties"].join(verhuurd, on="publicatie_id")
    assert samen.filter(pl.col("status") != "afgerond").height == 0
    assert samen.filter(pl.col("verhuurd") > pl.col("aantal_eenheden").cast(pl.Int64)).height == 0
    assert set(klein["publicaties"]["status"].unique()) == {"afgerond", "ingetrokken", "gepubliceerd"}


def test_a_dwelling_never_has_two_tenants(klein: Levering) -> None:
    """Between two lettings of a dwelling the first tenancy ended, and not after the second began."""
    verhuur = (
        klein["toewijzingen"]
        .filter(pl.col("status") == "definitief")
        .select("eenheid_id", ingang=nl_datum("huur_ingangsdatum"))
        .sort("eenheid_id", "ingang")
        .with_columns(vorige=pl.col("ingang").shift().over("eenheid_id"))
    )
    einden = klein["opzeggingen"].select("eenheid_id", einde=nl_datum("einddatum_huur"))
    opnieuw = verhuur.drop_nulls("vorige").filter(pl.col("ingang") <= PEILDATUM)
    tussen = opnieuw.join(einden, on="eenheid_id").filter(
        (pl.col("einde") > pl.col("vorige")) & (pl.col("einde") <= pl.col("ingang"))
    )
    assert opnieuw.height > 20
    assert tussen.height == opnieuw.height


def test_a_relet_dwelling_was_given_notice_for_or_is_new(klein: Levering) -> None:
    eerste = (
        klein["toewijzingen"]
        .filter(pl.col("status") == "definitief")
        .with_columns(nl_datum("huur_ingangsdatum"))
        .filter(pl.col("huur_ingangsdatum") <= PEILDATUM)
        .group_by("eenheid_id")
        .agg(pl.col("huur_ingangsdatum").min())
    )
    einden = klein["opzeggingen"].group_by("eenheid_id").agg(nl_datum("einddatum_huur").min())
    samen = eerste.join(einden, on="eenheid_id", how="left").join(klein["eenheden"], on="eenheid_id")
    opgezegd = pl.col("einddatum_huur") <= pl.col("huur_ingangsdatum")
    nieuw = nl_datum("in_exploitatie") <= pl.col("huur_ingangsdatum")
    assert samen.filter(~(opgezegd.fill_null(False) | nieuw.fill_null(False))).height == 0


def test_nothing_is_let_after_demolition_or_sale(klein: Levering) -> None:
    weg = klein["eenheden"].drop_nulls("uit_exploitatie").with_columns(nl_datum("uit_exploitatie"))
    assert set(weg["uit_exploitatie_reden"].unique()) == {"sloop", "verkoop"}
    samen = weg.join(klein["toewijzingen"].with_columns(nl_datum("toewijzingsdatum")), on="eenheid_id")
    assert samen.filter(pl.col("toewijzingsdatum") >= pl.col("uit_exploitatie")).height == 0


def test_a_youth_contract_keeps_the_inschrijving_and_leads_to_a_second_letting(assen: Levering) -> None:
    definitief = assen["toewijzingen"].filter(pl.col("status") == "definitief").drop_nulls("inschrijving_id")
    vaker = definitief.filter(pl.col("inschrijving_id").is_duplicated()).with_columns(
        nl_datum("toewijzingsdatum")
    )
    eerste = vaker.sort("toewijzingsdatum").group_by("inschrijving_id", maintain_order=True).first()
    assert eerste.height >= 10
    assert set(eerste["contractsoort"].unique()) <= {"jongeren", "flexibel"}
    laatste = vaker.sort("toewijzingsdatum").group_by("inschrijving_id", maintain_order=True).last()
    reacties = assen["reacties"].with_columns(op=GEBEURTENISSEN["reacties"])
    opnieuw = (
        eerste.select("inschrijving_id", na="toewijzingsdatum")
        .join(laatste.select("inschrijving_id", voor="toewijzingsdatum"), on="inschrijving_id")
        .join(reacties, on="inschrijving_id")
        .filter((pl.col("op") > pl.col("na")) & (pl.col("op") <= pl.col("voor")))
    )
    via_publicatie = laatste.drop_nulls("publicatie_id")
    assert via_publicatie.height >= 10
    assert via_publicatie.join(opnieuw, on="inschrijving_id", how="anti").height == 0


def test_the_market_shows_every_kind_that_the_contract_knows(assen: Levering) -> None:
    assert set(assen["publicaties"]["model"].unique()) == {
        "aanbod", "loting", "distributie", "optie", "eerste_reageerder",
    }  # fmt: skip
    assert set(assen["toewijzingen"]["contractsoort"].unique()) == {
        "onbepaald", "jongeren", "tijdelijk", "campus", "flexibel",
    }  # fmt: skip
    assert set(assen["toewijzingen"]["status"].unique()) == {"definitief", "vervallen"}
    assert set(assen["reacties"]["status"].unique()) == {"actief", "ingetrokken", "geweigerd"}
    assert assen["publicaties"]["aantal_eenheden"].cast(pl.Int64).max() > 1  # type: ignore[operator]
    gronden = set(assen["toewijzingen"]["toewijzingsgrond"].unique())
    assert gronden >= {
        "regulier", "loting", "doorstroming_senioren", "urgentie", "statushouder", "zorgindicatie",
        "herhuisvesting", "maatwerk", "wijkgericht", "experiment", "overig_afwijkend",
        "uitstroom_beschermd_wonen", "uitstroom_medisch_verblijf", "uitstroom_maatschappelijke_opvang",
    }  # fmt: skip
