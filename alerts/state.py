"""Where an alert stands: exactly what a replay of the log gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from alerts.event import (
    Bewijs,
    Draft,
    Event,
    Keuze,
    Line,
    LogboekBeschadigd,
    Niveau,
    Soort,
    Stilte,
    Vervulling,
)

Fase = Literal["open", "norm_hersteld", "opgelost", "ingetrokken"]


@dataclass(frozen=True)
class Duty:
    """Owed since the day `ontstaan`; what was done before `niet_voor` was not about this breach."""

    ontstaan: date
    niet_voor: date
    vervuld: Vervulling | None = None


Duties = Mapping[str, Duty]


@dataclass(frozen=True)
class Alert:
    """`plichten`: each duty owed, in the order in which they arose.

    `eerste_bewijs` established the alert, `bewijs` the level it has; `keuze` is the reading and rule under
    which it was last judged. `gezegd_op` is the last day on which the parties were told where it stands.
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
    gezegd_op: date
    aantal: int = 1  # events so far
    fase: Fase = "open"
    opgeschort: bool = False
    stilte: Stilte | None = None

    @property
    def is_open(self) -> bool:
        """Something is still asked of someone, even where the norm is met again."""
        return self.fase in ("open", "norm_hersteld")

    @property
    def duties_done(self) -> bool:
        return all(duty.vervuld for duty in self.plichten.values())

    def draft(self, soort: Soort, **said: Any) -> Draft:
        """An event in its life; `said`: the fields of Draft that this one fills."""
        known = {"afspraak": self.afspraak, "corporatie": self.corporatie, "gemeente": self.gemeente}
        return Draft(soort=soort, alert=self.id, **{**known, "eerste_jaar": self.eerste_jaar, **said})


def replay(lines: Iterable[Line]) -> dict[str, Alert]:
    alerts: dict[str, Alert] = {}
    for event in lines:
        if isinstance(event, Event):
            alerts[event.alert] = apply(alerts.get(event.alert), event)
    return alerts


def apply(alert: Alert | None, event: Event) -> Alert:
    """The alert after the event. Raises LogboekBeschadigd where the event cannot follow."""
    if alert is None:
        return _begin(event)
    if event.soort not in (AFTER if alert.is_open else ON_CLOSED):
        raise _impossible(event, f"past niet op een melding die {alert.fase} is")
    after = replace(AFTER[event.soort](alert, event), aantal=alert.aantal + 1)
    after = replace(after, gezegd_op=event.op) if event.soort in TELLS else after
    return replace(after, stilte=None) if _breaks_silence(alert, after, event) else after


def _breaks_silence(before: Alert, after: Alert, event: Event) -> bool:
    """It becomes structural, is established anew, or ends: nobody chose to be silent about that."""
    worse = (before.niveau, after.niveau) == ("overschrijding", "structureel")
    return worse or event.soort == "heropend" or not after.is_open


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
        plichten=_arising(event, evidence),
        gezegd_op=event.op,
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
        # The parties heard otherwise since: owed anew.
        plichten=_arising(event, evidence, event.op),
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
    if event.vervulling is None or not alert.plichten.keys() >= set(event.plichten):
        raise _impossible(event, "noemt niet wat wanneer gedaan is")
    done = {duty: replace(alert.plichten[duty], vervuld=event.vervulling) for duty in event.plichten}
    return replace(alert, plichten={**alert.plichten, **done})


def _silenced(alert: Alert, event: Event) -> Alert:
    if event.stilte is None or event.stilte.tot_en_met is None:
        raise _impossible(event, "noemt geen einddatum")
    return replace(alert, stilte=event.stilte)


def _heard_again(alert: Alert, event: Event) -> Alert:
    if alert.stilte is None:
        raise _impossible(event, "past niet op een melding die niet is gestild")
    return replace(alert, stilte=None)


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
    "herhaald": lambda alert, _: alert,
    "gestild": _silenced,
    "ontstild": _heard_again,
    "stilte_verlopen": _heard_again,
}
ON_CLOSED: set[Soort] = {"heropend", "ingetrokken"}
# Events that say where an alert stands. What suspends it, or what a person records, puts off no repetition.
TELLS: set[Soort] = {
    *("geconstateerd", "verergerd", "heropend", "herbeoordeeld", "norm_hersteld_plicht_open", "herhaald"),
    *("ontstild", "stilte_verlopen"),
}


def _owed(alert: Alert, event: Event) -> Duties:
    arising = _arising(event, _evidence(event))
    return {**alert.plichten, **{name: duty for name, duty in arising.items() if name not in alert.plichten}}


def _arising(event: Event, evidence: Bewijs, niet_voor: date = date.min) -> Duties:
    """A year over the norm is known no sooner than on its last day."""
    earliest = max(date(evidence.jaar, 12, 31), niet_voor)
    return dict.fromkeys(event.plichten, Duty(ontstaan=event.op, niet_voor=earliest))


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
