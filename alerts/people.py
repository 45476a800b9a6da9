"""What people record: a duty fulfilled, an alert silenced or heard again. Each with a name and a day."""

from datetime import date

from alerts.agreement import agreement
from alerts.event import Draft, OpgaveGeweigerd, Stilte, Vervulling
from alerts.state import Alert
from alerts.wording import day

LONGEST_SILENCE = 366  # days: beyond a year it would be forgetting


class AlertOnbekend(LookupError):
    """No such alert, or not one for which this can be recorded; the message says what to do."""


def fulfilment(alert: Alert, plicht: str, vervulling: Vervulling, op: date) -> Draft:
    """The draft of a person's word that a duty (`informeren`, `overleg`) was fulfilled.

    Raises AlertOnbekend where the alert does not ask for it, OpgaveGeweigerd without a name, or on a day
    still to come or before the breach.
    """
    _named(vervulling.wie)
    duty = alert.plichten.get(plicht)
    if not alert.is_open or duty is None:
        raise AlertOnbekend(
            f"Melding {alert.id} vraagt niet om {plicht}; `woonmonitor alert show {alert.id}` toont wat wel."
        )
    if vervulling.gedaan_op > op:
        raise OpgaveGeweigerd(
            f"De datum {day(vervulling.gedaan_op)} ligt na vandaag ({day(op)}); "
            "geef de dag waarop het gebeurd is."
        )
    if vervulling.gedaan_op < duty.niet_voor:
        raise OpgaveGeweigerd(
            f"De datum {day(vervulling.gedaan_op)} ligt voor {day(duty.niet_voor)}, de eerste dag waarop de "
            "overschrijding bekend kon zijn; geef de dag waarop het daarna gebeurd is."
        )
    return alert.draft(agreement().duty(plicht).vervuld_door, plichten=(plicht,), vervulling=vervulling)


def silence(alert: Alert, stilte: Stilte, op: date) -> Draft:
    """The draft of a silence up to and including a day; refused as `fulfilment` says, and beyond a year."""
    _named(stilte.wie)
    if not stilte.reden.strip():
        raise OpgaveGeweigerd("Geef de reden.")
    if not alert.is_open:
        raise AlertOnbekend(f"Melding {alert.id} is {alert.fase}: er valt niets te stillen.")
    if stilte.tot_en_met is None or not 0 <= (stilte.tot_en_met - op).days <= LONGEST_SILENCE:
        raise OpgaveGeweigerd(
            f"Een stilte duurt van vandaag ({day(op)}) tot hooguit een jaar later; geef zo'n einddatum."
        )
    return alert.draft("gestild", stilte=stilte)


def unsilence(alert: Alert, stilte: Stilte) -> Draft:
    """The draft by which a silence ends before its day."""
    _named(stilte.wie)
    if alert.stilte is None:
        raise AlertOnbekend(f"Melding {alert.id} is niet gestild; `woonmonitor alert list` toont welke wel.")
    return alert.draft("ontstild", stilte=stilte)


def find(alerts: dict[str, Alert], start: str) -> Alert:
    """The alert of which the id starts so; AlertOnbekend where that is none, or more than one."""
    found = [alert for alert in alerts.values() if start and alert.id.startswith(start)]
    if len(found) != 1:
        many = "past op meer dan één melding" if found else "is geen bekende melding"
        raise AlertOnbekend(f"`{start}` {many}; `woonmonitor alert list` toont de meldingen die open staan.")
    return found[0]


def _named(wie: str) -> None:
    if not wie.strip():
        raise OpgaveGeweigerd("Geef de naam van wie dit meldt.")
