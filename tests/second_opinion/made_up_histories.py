"""Leveringen made up at random, as hypothesis strategies: few keys and days, so that they often meet."""

import datetime as dt
from dataclasses import replace

from delivered import DATASETS, Levering, Row
from hypothesis import strategies as st

DAYS = [dt.date(2025, month, 28) for month in range(1, 7)]
"""Peildata, events and the bounds of periods come from the same few days, so that they often coincide."""
KEYS = [f"K{number}" for number in range(8)]

History = tuple[tuple[str, str], list[Levering]]
"""A dataset to look at and one beside it, and leveringen of them in the order of their arrival."""


@st.composite
def _table(draw: st.DrawFn, dataset: str, peildatum: dt.date) -> tuple[dict[str, Row], set[str]]:
    """Landed rows by key and the keys of refused rows; a key may be both, of two rows, or neither."""
    days = [day for day in DAYS if day <= peildatum] if DATASETS[dataset].event else [peildatum]
    neither, only_refused, both = (None, False), (None, True), (days[0], True)
    landed = [(day, False) for day in days]
    fates = st.sampled_from([neither, neither, only_refused, both, *landed])
    of_key = {key: draw(fates) for key in KEYS}
    rows = {key: {DATASETS[dataset].key: key, "event": day} for key, (day, _) in of_key.items() if day}
    return rows, {key for key, (_, is_refused) in of_key.items() if is_refused}


@st.composite
def _levering(draw: st.DrawFn, dataset: str, other: str) -> Levering:
    peildatum = draw(st.sampled_from(DAYS[2:]))
    van, tot = sorted((draw(st.sampled_from(DAYS[:3])), draw(st.sampled_from(DAYS[2:]))))
    has_file = {dataset: draw(_mostly(True, 5)), other: draw(_mostly(False, 2))}
    tables = {name: draw(_table(name, peildatum)) for name, is_there in has_file.items() if is_there}
    return Levering(
        bron="kompas" if draw(_mostly(True, 4)) else "ander",
        peildatum=peildatum,
        volledig=draw(_mostly(True, 3)),
        nummer=0,
        naam="",
        rows={name: rows for name, (rows, _) in tables.items()},
        refused={name: refused for name, (_, refused) in tables.items()},
        van=min(van, peildatum),
        tot=min(tot, peildatum),
    )


def _mostly(value: bool, times: int) -> st.SearchStrategy[bool]:
    return st.sampled_from([value] * times + [not value])


@st.composite
def histories(draw: st.DrawFn, *, ties: bool = True, of: tuple[str, ...] = tuple(DATASETS)) -> History:
    dataset, other = draw(st.permutations(of))[:2]
    unique = None if ties else (lambda one: one.peildatum)
    several = draw(
        st.lists(
            _levering(dataset, other), min_size=2 if ties else 3, max_size=5 if ties else 4, unique_by=unique
        )
    )
    return (dataset, other), numbered([replace(one, naam=f"L{place}") for place, one in enumerate(several)])


def numbered(arrivals: list[Levering]) -> list[Levering]:
    return [replace(one, nummer=number) for number, one in enumerate(arrivals, start=1)]
