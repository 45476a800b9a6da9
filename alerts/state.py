"""Where an alert stands: exactly what a replay of the log gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from alerts.event import Bewijs, Draft, Event, Keuze, LogboekBeschadigd, Niveau, Soort

Fase = Literal["open", "norm_hersteld", "opgelost", "ingetrokken"]
Duties = Mapping[str, date | None]


@dataclass(frozen=True)
class Alert:
    """`plichten`: each duty owed, and the day it was fulfilled or None.

    `eerste_bewijs` established the alert, `bewijs` the level it has; `keuze` is the reading and rule under
    which it was last judged.
    """

    id: str
    afspraak: str
    corporatie: str
    gemeente: str
    eerste_jaar: int
    niveau: Niveau
    sinds: date
    eerste_bewijs: Bewijs
    bewijs: Bewijs
    keuze: Keuze
    plichten: Duties
    aantal: int = 1  # events so far
    fase: Fase = "open"
    opgeschort: bool = False

    @property
    def is_open(self) -> bool:
        """Something is still asked of someone, even where the norm is met again."""
        return self.fase in ("open", "norm_hersteld")

    @property
    def duties_done(self) -> bool:
        return all(self.plichten.values())

    def draft(self, soort: Soort, **said: Any) -> Draft:
        """An event in its life; `said`: the fields of Draft that this one fills."""
        known = {"afspraak": self.afspraak, "corporatie": self.corporatie, "gemeente": self.gemeente}
        return Draft(soort=soort, alert=self.id, **{**known, "eerste_jaar": self.eerste_jaar, **said})


def replay(events: Iterable[Event]) -> dict[str, Alert]:
    alerts: dict[str, Alert] = {}
    for event in events:
        alerts[event.alert] = apply(alerts.get(event.alert), event)
    return alerts


def apply(alert: Alert | None, event: Event) -> Alert:
    """The alert after the event. Raises LogboekBeschadigd where the event cannot follow."""
    if alert is None:
        return _begin(event)
    if event.soort not in (AFTER if alert.is_open else ON_CLOSED):
        raise _impossible(event, f"past niet op een melding die {alert.fase} is")
    return replace(AFTER[event.soort](alert, event), aantal=alert.aantal + 1)


def _begin(event: Event) -> Alert:
    if event.soort != "geconstateerd":
        raise _impossible(event, "gaat over een melding die niet is geconstateerd")
    evidence = _evidence(event)
    return Alert(
        id=event.alert,
        afspraak=event.afspraak,
        corporatie=event.corporatie,
        gemeente=event.gemeente,
        eerste_jaar=event.eerste_jaar,
        niveau=_level(event),
        sinds=event.op,
        eerste_bewijs=evidence,
        bewijs=evidence,
        keuze=evidence.keuze,
        plichten=dict.fromkeys(event.plichten),
    )


def _worsened(alert: Alert, event: Event) -> Alert:
    return replace(alert, niveau=_level(event), bewijs=_evidence(event), plichten=_owed(alert, event))


def _reopened(alert: Alert, event: Event) -> Alert:
    evidence = _evidence(event)
    return replace(
        alert,
        fase="open",
        niveau=_level(event),
        eerste_bewijs=evidence,
        bewijs=evidence,
        keuze=evidence.keuze,
        plichten=dict.fromkeys(event.plichten),  # the parties heard otherwise since: owed anew
    )


def _reassessed(alert: Alert, event: Event) -> Alert:
    """Under another reading or rule the duties stay. A verdict within the norm does not replace what
    established the alert, which was true under the choice of then."""
    evidence = _evidence(event)
    judged = replace(alert, keuze=evidence.keuze, plichten=_owed(alert, event))
    if event.niveau is None:
        return judged
    return replace(
        judged,
        fase="open",
        eerste_jaar=event.eerste_jaar,
        niveau=event.niveau,
        eerste_bewijs=evidence,
        bewijs=evidence,
    )


def _withdrawn(alert: Alert, event: Event) -> Alert:
    left = {duty: done for duty, done in alert.plichten.items() if duty not in event.plichten}
    if event.niveau is None:
        return replace(alert, fase="ingetrokken", plichten=left)
    evidence = _evidence(event)
    standing = evidence if evidence.boven_norm else alert.eerste_bewijs
    return replace(alert, niveau=event.niveau, bewijs=standing, plichten=left)


def _fulfilled(alert: Alert, event: Event) -> Alert:
    if event.vervulling is None:
        raise _impossible(event, "noemt geen dag waarop het gedaan is")
    return replace(
        alert, plichten={**alert.plichten, **dict.fromkeys(event.plichten, event.vervulling.gedaan_op)}
    )


AFTER: dict[Soort, Callable[[Alert, Event], Alert]] = {
    "verergerd": _worsened,
    "heropend": _reopened,
    "herbeoordeeld": _reassessed,
    "ingetrokken": _withdrawn,
    "norm_hersteld_plicht_open": lambda alert, _: replace(alert, fase="norm_hersteld"),
    "opgelost": lambda alert, _: replace(alert, fase="opgelost"),
    "opgeschort": lambda alert, _: replace(alert, opgeschort=True),
    "hervat": lambda alert, _: replace(alert, opgeschort=False),
    "geinformeerd": _fulfilled,
    "overleg": _fulfilled,
}
ON_CLOSED: set[Soort] = {"heropend", "ingetrokken"}


def _owed(alert: Alert, event: Event) -> Duties:
    return {**alert.plichten, **{duty: alert.plichten.get(duty) for duty in event.plichten}}


def _evidence(event: Event) -> Bewijs:
    if event.bewijs is None:
        raise _impossible(event, "draagt geen bewijs")
    return event.bewijs


def _level(event: Event) -> Niveau:
    if event.niveau is None:
        raise _impossible(event, "noemt geen niveau")
    return event.niveau


def _impossible(event: Event, why: str) -> LogboekBeschadigd:
    return LogboekBeschadigd(
        f"Regel {event.volgnummer} van het logboek ({event.soort}) {why}; "
        "zet het logboek terug uit een reservekopie. Er is niets gewijzigd."
    )
