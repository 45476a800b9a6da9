"""Days as whole numbers from 1 January 1970, as the market counts them."""

from datetime import date, timedelta

_NUL = date(1970, 1, 1)


def dag_van(datum: date) -> int:
    return (datum - _NUL).days


def datum_van(dag: int) -> date:
    return _NUL + timedelta(days=dag)


def jaar_van(dag: int) -> int:
    return datum_van(dag).year
