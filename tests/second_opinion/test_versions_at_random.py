"""Which row of a key is current, on leveringen made up at random: the SQL of staging and of L007 on trial.

The plain model of versions.py plays the leveringen in order; the SQL reasons back from the last version.
"""

import datetime as dt

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from made_up_histories import DAYS, History, histories, numbered
from staging import Staging, as_staging
from versions import withdrawn_by

import ingest
from ingest.versions import withdrawal

EVERY_MODEL = settings(max_examples=20, deadline=None)
ONE_MODEL = settings(EVERY_MODEL, max_examples=75)
TWO_LANDINGS = settings(EVERY_MODEL, max_examples=40)


@ONE_MODEL
@given(history=histories())
def test_the_current_rows(staging: Staging, history: History) -> None:
    (dataset, _), leveringen = history
    with staging.landed(leveringen):
        assert staging.current(dataset) == as_staging(dataset, leveringen)


@EVERY_MODEL
@given(history=histories(ties=False), data=st.data())
def test_any_order_of_arrival_gives_the_same(staging: Staging, history: History, data: st.DataObject) -> None:
    """In every model, but for the number of the levering itself."""
    datasets, leveringen = history
    other_order = numbered(data.draw(st.permutations(leveringen)))
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


@TWO_LANDINGS
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
