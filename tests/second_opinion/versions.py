"""Which delivered rows are current: the last version of a key, unless a complete levering left it out."""

from delivered import DATASETS, REGISTERS, Levering, Row


def current(leveringen: list[Levering]) -> dict[str, list[Row]]:
    """Per dataset the current rows, each with its bron and levering, and whether it was refused since."""
    tables: dict[str, list[Row]] = {}
    for name in DATASETS:
        state: dict[tuple[str, str], Row] = {}
        for levering in sorted(leveringen, key=lambda one: one.order):
            if name not in levering.rows:
                continue
            landed = levering.rows[name]
            if levering.volledig:
                gone = [
                    (bron, key)
                    for (bron, key), row in state.items()
                    if bron == levering.bron
                    and key not in landed
                    and key not in levering.refused[name]
                    and (name in REGISTERS or levering.van <= row["event"] <= levering.tot)
                ]
                for which in gone:
                    del state[which]
            for key in levering.refused[name]:
                if (levering.bron, key) in state:
                    state[levering.bron, key]["geweigerd_nadien"] = True
            for key, row in landed.items():
                origin = {"bron": levering.bron, "levering": levering.naam, "geweigerd_nadien": False}
                state[levering.bron, key] = row | origin
        tables[name] = [state[which] for which in sorted(state)]
    return tables


def withdrawn_by(arriving: Levering, earlier: list[Levering]) -> dict[str, tuple[int, int]]:
    """Per dataset that it has a file of: how many rows of its bron it withdraws, of how many current ones."""
    before, after = current(earlier), current([*earlier, arriving])
    found = {}
    for name in arriving.rows:
        keys = [
            {row[DATASETS[name].key] for row in tables[name] if row["bron"] == arriving.bron}
            for tables in (before, after)
        ]
        found[name] = len(keys[0] - keys[1] - set(arriving.rows[name])), len(keys[0])
    return found
