"""An alert as others see it: the dicts for report and status, and the text of `alert show`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from alerts.duties import duties
from alerts.event import Event, Line, Notice
from alerts.journal import read_log
from alerts.message import recorded, summary
from alerts.people import AlertOnbekend, find
from alerts.state import Alert, replay
from alerts.wording import day, sentence, wording


def alert_as_dict(alert: Alert, lines: Iterable[Line], op: date) -> dict[str, Any]:
    """Plain values only; days as ISO text."""
    return {
        "id": alert.id,
        "afspraak": alert.afspraak,
        "corporatie": alert.corporatie,
        "gemeente": alert.gemeente,
        "eerste_jaar": alert.eerste_jaar,
        "jaar": alert.bewijs.jaar,
        "staat": alert.niveau,
        "fase": alert.fase,
        "opgeschort": alert.opgeschort,
        "stil_tot_en_met": _silent_until(alert),
        "sinds": alert.sinds.isoformat(),
        "dagen_open": max((op - alert.sinds).days, 0),
        "bewijs": alert.bewijs.model_dump(mode="json"),
        "plichten": duties(alert, op),
        "gebeurtenissen": [
            {"op": line.op.isoformat(), "soort": line.soort, "titel": wording(line).titel, "wie": _who(line)}
            for line in lines
            if line.alert == alert.id
        ],
        "tekst": summary(alert, op),
    }


def show(alertmap: Path, alert: str, *, op: date) -> str:
    """An alert in Dutch: where it stands, what happened, and who recorded what, by its id or the unique start
    of it. Raises AlertOnbekend where that is none, or more than one."""
    lines = read_log(alertmap / "logboek.jsonl")
    notices = [line for line in lines if isinstance(line, Notice) and alert and line.alert.startswith(alert)]
    try:
        found = find(replay(lines), alert)
    except AlertOnbekend:
        if len({notice.alert for notice in notices}) != 1:
            raise
        return "\n".join([*_history(lines, notices[-1].alert), "", sentence(notices[-1]), ""])
    head = f"Melding {found.id}: afspraak {found.afspraak}, {found.corporatie} in {found.gemeente}"
    stand = summary(found, op) if found.is_open else f"Deze melding is {found.fase}."
    return "\n".join(
        [head, "", stand, "", *_history(lines, found.id), "", f"De cijfers: {found.bewijs.plaats}", ""]
    )


def _history(lines: Sequence[Line], identity: str) -> Iterator[str]:
    yield "Wat er is gebeurd:"
    for line in lines:
        if line.alert == identity:
            yield f"- {day(line.op)}: {wording(line).titel}"
            yield from (f"  {said}" for said in recorded(line))


def _silent_until(alert: Alert) -> str | None:
    return alert.stilte.tot_en_met.isoformat() if alert.stilte and alert.stilte.tot_en_met else None


def _who(line: Line) -> str | None:
    if isinstance(line, Event) and (said := line.vervulling or line.stilte):
        return said.wie
    return None
