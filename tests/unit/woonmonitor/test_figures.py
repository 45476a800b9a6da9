"""Which figures go without a dataset: for the supplier who leaves one out."""

from pathlib import Path

import pytest
import yaml

from woonmonitor.figures import figures_by_dataset
from woonmonitor.settings import CHECKOUT


def test_every_indicator_names_its_datasets() -> None:
    needing = figures_by_dataset()
    assert set(needing) <= {path.stem for path in (CHECKOUT / "ingest" / "contract").glob("*.yml")}
    described = [
        model["config"]["meta"]
        for path in (CHECKOUT / "models").rglob("_*__models.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])
        if model["name"].startswith("ind_")
    ]
    assert len(described) > 20
    for meta in described:
        assert [name for name in meta["datasets"] if meta["titel"] not in needing[name]] == []
        assert meta["datasets"]


@pytest.mark.parametrize(
    ("dataset", "title"),
    [("reacties", "Zoektijd"), ("inschrijvingen", "Inschrijftijd"), ("publicaties", "Aangeboden woningen")],
)
def test_what_rests_on_a_dataset(dataset: str, title: str) -> None:
    assert title in figures_by_dataset()[dataset]
    assert title not in figures_by_dataset().get("opzeggingen", [])


def test_a_model_without_meta_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "models" / "marts" / "indicatoren" / "thema"
    folder.mkdir(parents=True)
    monkeypatch.setattr("woonmonitor.figures.CHECKOUT", tmp_path)
    (folder / "_a__models.yml").write_text(
        "models: [{name: fct}, {name: ind, config: {meta: {titel: Een, datasets: [reacties]}}}]"
    )
    assert figures_by_dataset() == {"reacties": ["Een"]}
