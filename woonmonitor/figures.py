"""Which figures need which dataset, as the YAML of the indicator models says."""

from collections import defaultdict

import yaml

from woonmonitor.settings import CHECKOUT


def figures_by_dataset() -> dict[str, list[str]]:
    """Dataset → the titles of the indicators that are not deliverable without it."""
    needing: dict[str, list[str]] = defaultdict(list)
    for path in sorted((CHECKOUT / "models" / "marts" / "indicatoren").rglob("_*__models.yml")):
        for model in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)["models"]:
            meta = model.get("config", {}).get("meta", {})
            for dataset in meta.get("datasets", []):
                needing[dataset].append(meta["titel"])
    return dict(needing)
