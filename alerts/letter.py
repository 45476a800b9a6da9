"""One message to one receiver about one corporation or supplier: what it had not heard yet."""

from collections.abc import Sequence
from typing import Any

from alerts.channels import Bericht
from alerts.duties import duties
from alerts.event import about
from alerts.message import Told, content, html, message
from alerts.wording import day, wording

RULE = "\n" + "-" * 72 + "\n\n"


def letter(kenmerk: str, news: Sequence[Told]) -> Bericht:
    """`news`: in the order of the log, at least one. Of each alert the last is told whole, as it stood right
    after; what went before in a line each."""
    last: dict[str, Told] = {told.line.alert: told for told in news}
    contents = [content(told) for told in last.values()]
    weightiest = list(last.values())[-1].line
    place = ", ".join(name for name in (about(weightiest), weightiest.gemeente) if name)
    drill = "OEFENING: " if any(each["synthetisch"] for each in contents) else ""
    return Bericht(
        kenmerk=kenmerk,
        onderwerp=f"{drill}{place}: {wording(weightiest).titel}",
        tekst=RULE.join(_whole(told, news) for told in last.values()),
        html=html(contents),
        gegevens=_for_machines(news, last.values(), place),
    )


def _whole(told: Told, news: Sequence[Told]) -> str:
    before = [each.line for each in news if each.line.alert == told.line.alert and each is not told]
    return message(told, [f"{day(line.op)}: {wording(line).titel}" for line in before]) + "\n"


def _for_machines(news: Sequence[Told], last: Any, place: str) -> dict[str, Any]:
    return {
        "over": place,
        "gebeurtenissen": [{"titel": wording(told.line).titel, **told.line.content()} for told in news],
        "plichten": {
            told.line.alert: duties(told.alert, told.line.op)
            for told in last
            if told.alert and told.alert.is_open
        },
    }
