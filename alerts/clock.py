"""What time alone makes due: a silence that ends, a repetition a quarter later or before an overleg."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from alerts.event import Draft
from alerts.state import Alert


def expired_silence(alerts: Mapping[str, Alert], op: date) -> Draft | None:
    """The first silence of which the last day has gone by."""
    for alert in alerts.values():
        if alert.stilte and alert.stilte.tot_en_met and op > alert.stilte.tot_en_met:
            return alert.draft("stilte_verlopen", stilte=alert.stilte)
    return None


def repetition(
    alerts: Mapping[str, Alert], op: date, overleggen: Sequence[tuple[int, int]], dagen_vooraf: int
) -> Draft | None:
    """The first open alert that the parties must be reminded of; not while it is silenced or suspended."""
    for alert in alerts.values():
        if not alert.is_open or alert.opgeschort or alert.stilte:
            continue
        if overleg := _ahead(alert.gezegd_op, op, overleggen, dagen_vooraf):
            return alert.draft("herhaald", aanleiding=overleg.isoformat())
        if op >= quarter_after(alert.gezegd_op):
            return alert.draft("herhaald", aanleiding="kwartaal")
    return None


def quarter_after(moment: date) -> date:
    """The same day three months on, or the last of that month."""
    years, month = divmod(moment.month + 2, 12)
    year, month = moment.year + years, month + 1
    return date(year, month, min(moment.day, monthrange(year, month)[1]))


def _ahead(told: date, op: date, overleggen: Sequence[tuple[int, int]], dagen_vooraf: int) -> date | None:
    """An overleg within `dagen_vooraf` days of which the parties were not reminded within those days."""
    for month, day in overleggen:
        for year in (op.year, op.year + 1):
            overleg = date(year, month, day)
            reminding = overleg - timedelta(days=dagen_vooraf)
            if told < reminding <= op < overleg:
                return overleg
    return None
