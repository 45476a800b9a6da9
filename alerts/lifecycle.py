"""Which event is due, given where the alerts stand and what the figures say now.

One event at a time, each applied before the next is sought, until none is due: so the same input twice gives
nothing the second time, and on a first run over years of history an episode lives through the events that it
would have, had the years come in one by one. The order within `_due` is the precedence.
"""

from collections.abc import Mapping

from alerts.agreement import Agreement
from alerts.event import Bewijs, Draft, Niveau
from alerts.openings import opening, reopening, run_of, stand_for
from alerts.state import Alert
from alerts.verdicts import Key, Timeline, Verdict


def next_event(
    alerts: Mapping[str, Alert], timelines: Mapping[Key, Timeline], agreement: Agreement
) -> Draft | None:
    """The first event that is due, or None."""
    keys = {(alert.corporatie, alert.gemeente) for alert in alerts.values()} | set(timelines)
    for key in sorted(keys):
        own = [alert for alert in alerts.values() if (alert.corporatie, alert.gemeente) == key]
        own.sort(key=lambda alert: alert.eerste_jaar)
        timeline = timelines.get(key, Timeline())
        for alert in own:
            if draft := _due(alert, own, timeline, agreement):
                return draft
        if draft := opening(key, own, timeline, agreement):
            return draft
    return None


def suspension(alerts: Mapping[str, Alert]) -> Draft | None:
    """With the gate shut there is no verdict at all: every open alert is suspended, once."""
    running = (alert for alert in alerts.values() if alert.is_open and not alert.opgeschort)
    return next((alert.draft("opgeschort") for alert in running), None)


def _due(alert: Alert, own: list[Alert], timeline: Timeline, agreement: Agreement) -> Draft | None:
    if alert.is_open:
        blocked = timeline.blocked_since(alert.eerste_jaar)
        if blocked or alert.opgeschort:
            return _interruption(alert, blocked)
        if timeline.keuze and timeline.keuze != alert.keuze:
            return _reassessment(alert, own, timeline, agreement)
    return (
        _merger(alert, own, timeline)
        or _withdrawal(alert, timeline)
        or _change_of_level(alert, timeline, agreement)
        or _settlement(alert, timeline, agreement)
    )


def _interruption(alert: Alert, blocked: bool) -> Draft | None:
    if blocked == alert.opgeschort:
        return None
    return alert.draft("opgeschort" if blocked else "hervat")


def _merger(alert: Alert, own: list[Alert], timeline: Timeline) -> Draft | None:
    """The run turns out to be part of one that began earlier: one run, one alert."""
    run = run_of(alert, timeline)
    if not alert.is_open or not run.verdicts:
        return None
    earlier = [other for other in own[: own.index(alert)] if not other.opgeschort]
    if timeline.over_just_before(alert.eerste_jaar) or stand_for(earlier, run, timeline):
        return _withdrawn(alert, run.weightiest, opgegaan=True)
    return None


def _withdrawal(alert: Alert, timeline: Timeline) -> Draft | None:
    """Revised data show that the episode never was, or was part of one that began earlier. A verdict that is
    merely gone shows nothing, and nor does one under another reading or rule."""
    now = _comparable(alert.eerste_bewijs, timeline)
    if alert.fase == "ingetrokken" or now is None:
        return None
    began_earlier = timeline.over_just_before(alert.eerste_jaar)
    if timeline.since(alert.eerste_jaar).opening and not began_earlier:
        return None
    return _withdrawn(alert, now.bewijs, opgegaan=began_earlier)


def _withdrawn(alert: Alert, now: Bewijs, *, opgegaan: bool) -> Draft:
    return alert.draft(
        "ingetrokken",
        bewijs=now,
        eerder_bewijs=alert.eerste_bewijs,
        plichten=tuple(alert.plichten),
        opgegaan=opgegaan,
    )


def _change_of_level(alert: Alert, timeline: Timeline, agreement: Agreement) -> Draft | None:
    worst = run_of(alert, timeline).structureel
    if not alert.is_open or (alert.niveau == "structureel") == (worst is not None):
        return None
    if worst:
        arising = _missing(alert, "structureel", agreement)
        return alert.draft("verergerd", niveau="structureel", bewijs=worst.bewijs, plichten=arising)
    now = _comparable(alert.bewijs, timeline)
    if now is None:
        return None
    lapsing = tuple(duty for duty in alert.plichten if duty not in agreement.duties_at("overschrijding"))
    return alert.draft(
        "ingetrokken",
        niveau="overschrijding",
        bewijs=now.bewijs,
        eerder_bewijs=alert.bewijs,
        plichten=lapsing,
    )


def _settlement(alert: Alert, timeline: Timeline, agreement: Agreement) -> Draft | None:
    """Within the norm again, or over it again after all."""
    if not alert.is_open:
        return None
    episode = run_of(alert, timeline)
    if alert.fase == "norm_hersteld" and episode.holds and episode.opening:
        return reopening(alert, episode, agreement)
    if episode.closed_by and alert.duties_done:
        return alert.draft("opgelost", bewijs=episode.closed_by.bewijs, eerder_bewijs=alert.bewijs)
    if episode.closed_by and alert.fase == "open":
        return alert.draft(
            "norm_hersteld_plicht_open",
            bewijs=episode.closed_by.bewijs,
            eerder_bewijs=alert.bewijs,
        )
    return None


def _comparable(evidence: Bewijs, timeline: Timeline) -> Verdict | None:
    """Today's verdict of the same year under the same reading and rule."""
    now = timeline.year(evidence.jaar)
    return now if now and now.bewijs.keuze == evidence.keuze else None


def _reassessment(alert: Alert, own: list[Alert], timeline: Timeline, agreement: Agreement) -> Draft | None:
    """The alert under the reading and rule now in force: it moves to the episode on its years, or merges into
    the alert that moved there already."""
    now = timeline.year(alert.bewijs.jaar) or timeline.first_from(alert.eerste_jaar)
    if now is None:
        return None
    last = max(alert.bewijs.jaar, now.jaar)
    covering = [
        episode
        for episode in timeline.episodes()
        if episode.opening and episode.overlaps(alert.eerste_jaar, last)
    ]
    if not covering:
        return alert.draft("herbeoordeeld", bewijs=now.bewijs, eerder_bewijs=alert.bewijs)
    episode = covering[-1]
    moved = [other for other in own if other is not alert and other.keuze == timeline.keuze]
    if stand_for(moved, episode, timeline):
        return _withdrawn(alert, episode.weightiest, opgegaan=True)
    return alert.draft(
        "herbeoordeeld",
        eerste_jaar=episode.eerste_jaar,
        niveau=episode.niveau,
        bewijs=episode.weightiest,
        eerder_bewijs=alert.bewijs,
        plichten=_missing(alert, episode.niveau, agreement),
    )


def _missing(alert: Alert, niveau: Niveau, agreement: Agreement) -> tuple[str, ...]:
    return tuple(duty for duty in agreement.duties_at(niveau) if duty not in alert.plichten)
