"""Which event is due, given where the alerts stand and what the figures say now.

One event at a time, each applied before the next is sought, until none is due: so the same input twice gives
nothing the second time, and on a first run over years of history an episode lives through the events that it
would have, had the years come in one by one. The order within `_due` is the precedence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alerts.agreement import Agreement
from alerts.event import Bewijs, Niveau, Soort, Vervulling, alert_id
from alerts.state import Alert
from alerts.verdicts import Episode, Key, Timeline, Verdict


@dataclass(frozen=True)
class Draft:
    """An event that is due, before it has its place in the log."""

    soort: Soort
    alert: str
    key: Key
    eerste_jaar: int
    niveau: Niveau | None = None
    plichten: tuple[str, ...] = ()
    bewijs: Bewijs | None = None
    eerder_bewijs: Bewijs | None = None
    vervulling: Vervulling | None = None


def next_event(
    alerts: Mapping[str, Alert], timelines: Mapping[Key, Timeline], agreement: Agreement
) -> Draft | None:
    """The first event that is due, or None."""
    keys = {(alert.corporatie, alert.gemeente) for alert in alerts.values()} | set(timelines)
    for key in sorted(keys):
        own = [alert for alert in alerts.values() if (alert.corporatie, alert.gemeente) == key]
        timeline = timelines.get(key, Timeline())
        for alert in own:
            if draft := _due(alert, timeline, agreement):
                return draft
        for draft in _new_episodes(key, own, timeline, agreement):
            return draft
    return None


def suspension(alerts: Mapping[str, Alert]) -> Draft | None:
    """With the gate shut there is no verdict at all: every open alert is suspended, once."""
    running = (alert for alert in alerts.values() if alert.is_open and not alert.opgeschort)
    return next((_draft("opgeschort", alert) for alert in running), None)


def _due(alert: Alert, timeline: Timeline, agreement: Agreement) -> Draft | None:
    if alert.is_open:
        blocked = timeline.blocked_since(alert.eerste_jaar)
        if blocked or alert.opgeschort:
            return _interruption(alert, blocked)
        if timeline.keuze and timeline.keuze != alert.keuze:
            return _reassessment(alert, timeline, agreement)
    return (
        _withdrawal(alert, timeline)
        or _change_of_level(alert, timeline, agreement)
        or _settlement(alert, timeline, agreement)
    )


def _interruption(alert: Alert, blocked: bool) -> Draft | None:
    if blocked == alert.opgeschort:
        return None
    return _draft("opgeschort" if blocked else "hervat", alert)


def _withdrawal(alert: Alert, timeline: Timeline) -> Draft | None:
    """Revised data show that the episode never was: within the norm after all, or part of one that began
    earlier. A verdict that is merely gone shows nothing, and nor does one under another reading or rule."""
    now = _comparable(alert.eerste_bewijs, timeline)
    if alert.fase == "ingetrokken" or now is None:
        return None
    if timeline.since(alert.eerste_jaar).opening and not timeline.over_just_before(alert.eerste_jaar):
        return None
    return _draft(
        "ingetrokken",
        alert,
        bewijs=now.bewijs,
        eerder_bewijs=alert.eerste_bewijs,
        plichten=tuple(alert.plichten),
    )


def _change_of_level(alert: Alert, timeline: Timeline, agreement: Agreement) -> Draft | None:
    worst = timeline.since(alert.eerste_jaar).structureel
    if not alert.is_open or (alert.niveau == "structureel") == (worst is not None):
        return None
    if worst:
        arising = _missing(alert, "structureel", agreement)
        return _draft("verergerd", alert, niveau="structureel", bewijs=worst.bewijs, plichten=arising)
    now = _comparable(alert.bewijs, timeline)
    lapsing = tuple(duty for duty in alert.plichten if duty not in agreement.duties_at("overschrijding"))
    if now is None:
        return None
    return _draft(
        "ingetrokken",
        alert,
        niveau="overschrijding",
        bewijs=now.bewijs,
        eerder_bewijs=alert.bewijs,
        plichten=lapsing,
    )


def _settlement(alert: Alert, timeline: Timeline, agreement: Agreement) -> Draft | None:
    """Within the norm again, or over it again after all."""
    if not alert.is_open:
        return None
    episode = timeline.since(alert.eerste_jaar)
    if alert.fase == "norm_hersteld" and episode.holds:
        return _reopening(alert, episode, agreement)
    if episode.closed_by and alert.duties_done:
        return _draft("opgelost", alert, bewijs=episode.closed_by.bewijs, eerder_bewijs=alert.bewijs)
    if episode.closed_by and alert.fase == "open":
        return _draft(
            "norm_hersteld_plicht_open",
            alert,
            bewijs=episode.closed_by.bewijs,
            eerder_bewijs=alert.bewijs,
        )
    return None


def _comparable(evidence: Bewijs, timeline: Timeline) -> Verdict | None:
    """Today's verdict of the same year under the same reading and rule."""
    now = timeline.year(evidence.jaar)
    return now if now and now.bewijs.keuze == evidence.keuze else None


def _reassessment(alert: Alert, timeline: Timeline, agreement: Agreement) -> Draft | None:
    """The alert under the reading and rule now in force: it moves to the episode on its years."""
    last = max(alert.eerste_jaar, alert.bewijs.jaar)
    covering = [
        episode
        for episode in timeline.episodes()
        if episode.opening and episode.overlaps(alert.eerste_jaar, last)
    ]
    if covering:
        episode = covering[-1]
        return _draft(
            "herbeoordeeld",
            alert,
            eerste_jaar=episode.eerste_jaar,
            niveau=_level(episode),
            bewijs=_weightiest(episode),
            eerder_bewijs=alert.bewijs,
            plichten=_missing(alert, _level(episode), agreement),
        )
    now = timeline.year(alert.bewijs.jaar)
    return _draft("herbeoordeeld", alert, bewijs=now.bewijs, eerder_bewijs=alert.bewijs) if now else None


def _new_episodes(key: Key, own: list[Alert], timeline: Timeline, agreement: Agreement) -> Iterator[Draft]:
    """Episodes without an open alert: a new one, or a closed one of the same first year reopened."""
    claimed = {
        verdict.jaar
        for alert in own
        if alert.is_open
        for verdict in timeline.since(alert.eerste_jaar).verdicts
    }
    for episode in timeline.episodes():
        opening = episode.opening
        if opening is None or any(verdict.jaar in claimed for verdict in episode.verdicts):
            continue
        same_year = [alert for alert in own if alert.eerste_jaar == episode.eerste_jaar]
        if not same_year:
            yield Draft(
                "geconstateerd",
                _free_id(key, own, episode.eerste_jaar, agreement),
                key,
                episode.eerste_jaar,
                niveau="overschrijding",
                bewijs=opening.bewijs,
                plichten=agreement.duties_at("overschrijding"),
            )
        elif same_year[-1].fase == "ingetrokken" or episode.holds:
            yield _reopening(same_year[-1], episode, agreement)


def _reopening(alert: Alert, episode: Episode, agreement: Agreement) -> Draft:
    return _draft(
        "heropend",
        alert,
        niveau=_level(episode),
        bewijs=_weightiest(episode),
        plichten=agreement.duties_at(_level(episode)),
    )


def _free_id(key: Key, own: list[Alert], eerste_jaar: int, agreement: Agreement) -> str:
    """The identity of the episode; taken only where a new reading moved the alert of that year."""
    taken = {alert.id for alert in own}
    identity, again = alert_id(agreement.nummer, *key, eerste_jaar), 1
    while identity in taken:
        identity, again = alert_id(agreement.nummer, *key, eerste_jaar, again), again + 1
    return identity


def _level(episode: Episode) -> Niveau:
    return "structureel" if episode.structureel else "overschrijding"


def _weightiest(episode: Episode) -> Bewijs:
    return (episode.structureel or episode.verdicts[-1]).bewijs


def _missing(alert: Alert, niveau: Niveau, agreement: Agreement) -> tuple[str, ...]:
    return tuple(duty for duty in agreement.duties_at(niveau) if duty not in alert.plichten)


def _draft(
    soort: Soort,
    alert: Alert,
    *,
    eerste_jaar: int | None = None,
    niveau: Niveau | None = None,
    plichten: tuple[str, ...] = (),
    bewijs: Bewijs | None = None,
    eerder_bewijs: Bewijs | None = None,
) -> Draft:
    key = (alert.corporatie, alert.gemeente)
    first = alert.eerste_jaar if eerste_jaar is None else eerste_jaar
    return Draft(soort, alert.id, key, first, niveau, plichten, bewijs, eerder_bewijs)
