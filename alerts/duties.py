"""The clock of the duties: what is owed, by whom to whom, since when, and how long it took or is open."""

from datetime import date
from typing import Any

from alerts.agreement import agreement
from alerts.state import Alert, Duty
from alerts.wording import day, enumeration


def duties(alert: Alert, op: date) -> list[dict[str, Any]]:
    """Each duty as plain values on the day `op`, in the order in which they arose.

    `gedaan_op` is None or an ISO date; `dagen` runs from the day that the duty arose to that date or `op`.
    """
    terms = agreement()
    found = []
    for name, owed in alert.plichten.items():
        duty = terms.duty(name)
        who = enumeration(terms.who(duty, alert.corporatie))
        whom = enumeration(terms.whom(duty, alert.corporatie))
        done = owed.vervuld
        found.append(
            {
                "plicht": name,
                "wie": who,
                "wat": duty.wat,
                "aan": whom,
                "ontstaan_op": owed.ontstaan.isoformat(),
                "gedaan_op": done.gedaan_op.isoformat() if done else None,
                "dagen": _days(owed, op),
                "gemeld_door": done.wie if done else None,
                "toelichting": done.toelichting if done else "",
                "tekst": f"{who} {duty.wat} ({whom}).",
                "stand": _stand(owed, op),
                "letterlijk": duty.letterlijk,
            }
        )
    return found


def _days(owed: Duty, op: date) -> int:
    """What was done before the monitor asked for it took no days."""
    until = owed.vervuld.gedaan_op if owed.vervuld else op
    return max((until - owed.ontstaan).days, 0)


def _stand(owed: Duty, op: date) -> str:
    if owed.vervuld:
        return f"Gedaan op {day(owed.vervuld.gedaan_op)}."
    days = _days(owed, op)
    since = f", al {days} {'dag' if days == 1 else 'dagen'}" if days else ""
    return f"Nog niet als gedaan vastgelegd{since}."
