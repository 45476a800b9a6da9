"""Episodes and the alerts that stand for them: one run over the norm, one alert."""

from alerts.agreement import Agreement
from alerts.event import Draft, alert_id
from alerts.state import Alert
from alerts.verdicts import Episode, Key, Timeline


def run_of(alert: Alert, timeline: Timeline) -> Episode:
    """The run that the alert stands for now. Once the norm was met again, a first year without a verdict is
    no ground to look for that run in later years."""
    if alert.fase == "norm_hersteld" and timeline.year(alert.eerste_jaar) is None:
        return Episode((), None)
    return timeline.since(alert.eerste_jaar)


def opening(key: Key, own: list[Alert], timeline: Timeline, agreement: Agreement) -> Draft | None:
    """The first episode without an open alert gets a new one, or that of its first year reopened."""
    for episode in timeline.episodes():
        first = episode.opening
        if first is None or stand_for(own, episode, timeline):
            continue
        same_year = [alert for alert in own if alert.eerste_jaar == episode.eerste_jaar]
        if not same_year:
            corporatie, gemeente = key
            return Draft(
                soort="geconstateerd",
                alert=_free_id(key, own, episode.eerste_jaar, agreement),
                afspraak=agreement.nummer,
                corporatie=corporatie,
                gemeente=gemeente,
                eerste_jaar=episode.eerste_jaar,
                niveau="overschrijding",
                plichten=agreement.duties_at("overschrijding"),
                bewijs=first.bewijs,
            )
        if same_year[-1].fase == "ingetrokken" or episode.holds:
            return reopening(same_year[-1], episode, agreement)
    return None


def stand_for(alerts: list[Alert], episode: Episode, timeline: Timeline) -> bool:
    """One of the alerts is open on a year of the episode."""
    standing = (run_of(alert, timeline) for alert in alerts if alert.is_open)
    return any(run.overlaps(verdict.jaar, verdict.jaar) for run in standing for verdict in episode.verdicts)


def reopening(alert: Alert, episode: Episode, agreement: Agreement) -> Draft:
    return alert.draft(
        "heropend",
        niveau=episode.niveau,
        bewijs=episode.weightiest,
        plichten=agreement.duties_at(episode.niveau),
    )


def _free_id(key: Key, own: list[Alert], eerste_jaar: int, agreement: Agreement) -> str:
    """The identity of the episode; taken only where a new reading moved the alert of that year."""
    taken = {alert.id for alert in own}
    identity, again = alert_id(agreement.nummer, *key, eerste_jaar), 1
    while identity in taken:
        identity, again = alert_id(agreement.nummer, *key, eerste_jaar, again), again + 1
    return identity
