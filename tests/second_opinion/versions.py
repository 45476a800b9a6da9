"""Which delivered rows are current: the last version of a key, unless a complete levering left it out."""

from delivered import DATASETS, REGISTERS, Levering, Row


def current(leveringen: list[Levering]) -> dict[str, list[Row]]:
    """Per dataset the current rows, each with its bron."""
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
            state |= {(levering.bron, key): row | {"bron": levering.bron} for key, row in landed.items()}
        tables[name] = [state[which] for which in sorted(state)]
    return tables
