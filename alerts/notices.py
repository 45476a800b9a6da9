"""What appears and goes without asking a duty of anyone: a year that threatens to end over the norm, a
levering that is overdue.

Each has an identity, a line in the log when it appears and one when it goes, and may appear again. What
cannot be judged now neither appears nor goes.
"""

from collections.abc import Collection, Iterable, Mapping

from alerts.event import Line, LogboekBeschadigd, Notice, NoticeDraft, NoticeSoort

GOES: dict[NoticeSoort, NoticeSoort] = {
    "dreigt": "dreiging_vervallen",
    "levering_te_laat": "levering_ontvangen",
}


def open_notices(lines: Iterable[Line]) -> dict[str, Notice]:
    """Those that appeared and did not go, by identity. LogboekBeschadigd where one goes that never came."""
    standing: dict[str, Notice] = {}
    for line in lines:
        if not isinstance(line, Notice):
            continue
        before = standing.get(line.alert)
        expected = line.soort in GOES if before is None else line.soort == GOES[before.soort]
        if not expected:
            raise LogboekBeschadigd(
                f"Regel {line.volgnummer} van het logboek ({line.soort}) past niet op wat ervoor staat; "
                "zet het logboek terug uit een reservekopie. Er is niets gewijzigd."
            )
        if before is None:
            standing[line.alert] = line
        else:
            del standing[line.alert]
    return standing


def next_notices(
    standing: Mapping[str, Notice],
    now: Mapping[str, NoticeDraft],
    gone: Mapping[str, NoticeDraft],
) -> list[NoticeDraft]:
    """What is due: `now` holds, `gone` does not hold any more, by identity; of the rest nothing is known."""
    appearing = [draft for identity, draft in now.items() if identity not in standing]
    going = [draft for identity, draft in gone.items() if identity in standing]
    return appearing + going


def appeared_before(lines: Collection[Line], identity: str) -> int:
    """How many lines of the log are on it: part of the key, so that a second threat is not the first."""
    return sum(isinstance(line, Notice) and line.alert == identity for line in lines)
