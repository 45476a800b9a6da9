"""Which row of a key is current, on leveringen made up at random: the SQL of staging and of L007 on trial.

The plain model of versions.py plays the leveringen in order; the SQL reasons back from the last version.
"""

import datetime as dt
from dataclasses import replace

from delivered import DATASETS, Levering, Row
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from staging import Current, Staging
from versions import current, withdrawn_by

import ingest
from ingest.versions import withdrawal

DAYS = [dt.date(2025, month, 28) for month in range(1, 7)]
"""Peildata, events and the bounds of periods come from the same few days, so that they often coincide."""
KEYS = [f"K{number}" for number in range(8)]
EVERY_MODEL = settings(max_examples=25, deadline=None)
ONE_MODEL = settings(EVERY_MODEL, max_examples=75)


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
def histories(draw: st.DrawFn, *, ties: bool = True) -> tuple[tuple[str, str], list[Levering]]:
    """A dataset to look at and one beside it, and leveringen of them in the order of their arrival."""
    dataset, other = draw(st.permutations(sorted(DATASETS)))[:2]
    unique = None if ties else (lambda one: one.peildatum)
    several = draw(
        st.lists(
            _levering(dataset, other), min_size=2 if ties else 3, max_size=5 if ties else 4, unique_by=unique
        )
    )
    return (dataset, other), _numbered([replace(one, naam=f"L{place}") for place, one in enumerate(several)])


def _numbered(arrivals: list[Levering]) -> list[Levering]:
    return [replace(one, nummer=number) for number, one in enumerate(arrivals, start=1)]


def _plain(dataset: str, leveringen: list[Levering]) -> Current:
    key = DATASETS[dataset].key
    return {
        (row["bron"], row[key], row["levering"], row["geweigerd_nadien"])
        for row in current(leveringen)[dataset]
    }


History = tuple[tuple[str, str], list[Levering]]


@ONE_MODEL
@given(history=histories())
def test_the_current_rows(staging: Staging, history: History) -> None:
    (dataset, _), leveringen = history
    with staging.landed(leveringen):
        assert staging.current(dataset) == _plain(dataset, leveringen)


@EVERY_MODEL
@given(history=histories(ties=False), data=st.data())
def test_any_order_of_arrival_gives_the_same(staging: Staging, history: History, data: st.DataObject) -> None:
    """In every model, but for the number of the levering itself."""
    datasets, leveringen = history
    other_order = _numbered(data.draw(st.permutations(leveringen)))
    found = []
    for arrivals in (leveringen, other_order):
        with staging.landed(arrivals):
            found.append(staging.tables(datasets, without_number=True))
    assert found[0] == found[1]


@EVERY_MODEL
@given(history=histories(), bekend_op=st.sampled_from(DAYS[2:-1]))
def test_a_vintage_is_as_if_nothing_later_had_landed(
    staging: Staging, history: History, bekend_op: dt.date
) -> None:
    datasets, leveringen = history
    with staging.landed(leveringen):
        vintage = staging.tables(datasets, bekend_op)
    with staging.landed(one for one in leveringen if one.peildatum <= bekend_op):
        assert vintage == staging.tables(datasets)


@ONE_MODEL
@given(history=histories())
def test_l007_counts_the_rows_that_staging_drops(
    staging: Staging, contract: ingest.Contract, history: History
) -> None:
    (dataset, _), (*earlier, arriving) = history
    assume(arriving.volledig and dataset in arriving.rows)
    with staging.landed(earlier):
        before = staging.current(dataset)
    with staging.landed([*earlier, arriving]):
        after = staging.current(dataset)
        found = withdrawal(staging.connection, contract.datasets[dataset], arriving.naam)
    keys, kept = ({key for bron, key, _, _ in rows if bron == arriving.bron} for rows in (before, after))
    dropped = len(keys - kept - set(arriving.rows[dataset]))
    event(f"withdraws {dropped} of {len(keys)}")
    assert (found.withdrawn, found.current) == (dropped, len(keys))
    assert (found.withdrawn, found.current) == withdrawn_by(arriving, earlier)[dataset]
