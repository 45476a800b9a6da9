"""What the parties read: what is established, on what evidence, whom the covenant obliges to do what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from alerts.agreement import agreement
from alerts.duties import duties
from alerts.event import Event, Line
from alerts.explained import choices, earlier, expectation, figures, judged, provenance
from alerts.state import Alert, apply
from alerts.wording import day, sentence, wording


@dataclass(frozen=True)
class Told:
    """An event with its alert as it stood right after, so that a late delivery reads as a prompt one; what
    only appears and goes has no alert."""

    line: Line
    alert: Alert | None


def tell(lines: Sequence[Line]) -> Iterator[Told]:
    """Each line of the log with the alert that it left."""
    alerts: dict[str, Alert] = {}
    for line in lines:
        if isinstance(line, Event):
            alerts[line.alert] = apply(alerts.get(line.alert), line)
        yield Told(line, alerts[line.alert] if isinstance(line, Event) else None)


def message(told: Told, before: Sequence[str] = ()) -> str:
    """The whole text. `before`: what its receiver had not heard either, a line each."""
    return _template("bericht.txt.j2").render(content(told), vooraf=before)


def html(contents: Sequence[dict[str, Any]]) -> str:
    """The short form of one or more: what, who must do what, where the figures are."""
    return _template("bericht.html.j2").render(berichten=contents)


def content(told: Told) -> dict[str, Any]:
    """What the templates say, as plain values."""
    line, terms = told.line, agreement()
    return {
        "titel": wording(line).titel,
        "over": [name for name in (line.corporatie, line.gemeente and f"gemeente {line.gemeente}") if name],
        "dag": day(line.op),
        "afspraak": terms.nummer,
        "convenant": terms.convenant,
        "alert": line.alert,
        "volgnummer": line.volgnummer,
        "sleutel": line.sleutel,
        **_said(told),
    }


def _said(told: Told) -> dict[str, Any]:
    line, alert = told.line, told.alert
    if isinstance(line, Event) and alert:
        evidence = line.bewijs or alert.bewijs
        return {
            "vaststelling": [sentence(line), *(recorded(line) or [judged(evidence)])],
            "bewijs": figures(evidence),
            "eerder": earlier(line),
            "keuzes": choices(evidence),
            "niet_bekrachtigd": agreement().niet_bekrachtigd,
            "plichten": duties(alert, line.op) if alert.is_open else [],
            "plaats": evidence.plaats,
            "herkomst": provenance(evidence),
            "synthetisch": evidence.synthetisch,
        }
    expected = None if isinstance(line, Event) else line.verwachting
    return {
        "vaststelling": [sentence(line)],
        "bewijs": expectation(expected) if expected else [],
        "eerder": [],
        "keuzes": [f"Lezing {expected.lezing}: {agreement().lezingen[expected.lezing]}."] if expected else [],
        "niet_bekrachtigd": agreement().niet_bekrachtigd if expected else [],
        "plichten": [],
        "plaats": expected.plaats if expected else "",
        "herkomst": provenance(expected) if expected else [],
        "synthetisch": bool(expected and expected.synthetisch),
    }


def recorded(line: Line) -> list[str]:
    """What a person said with it."""
    if not isinstance(line, Event):
        return []
    if done := line.vervulling:
        return [f"Gemeld door {done.wie}: gedaan op {day(done.gedaan_op)}. {done.toelichting}".strip()]
    if said := line.stilte:
        until = f"Tot en met {day(said.tot_en_met)}. " if said.tot_en_met else ""
        return [f"{until}Gemeld door {said.wie}. {said.reden}".strip()]
    return []


def summary(alert: Alert, op: date) -> str:
    """One paragraph on an open alert on the day `op`."""
    level = "structureel overschreden" if alert.niveau == "structureel" else "overschreden"
    parts = [f"{alert.corporatie} heeft in {alert.gemeente} de norm {level}.", judged(alert.bewijs)]
    if alert.fase == "norm_hersteld":
        parts.append("Daarna was het aandeel weer binnen de norm.")
    if alert.opgeschort:
        parts.append("De gegevens zijn nu niet in orde; er is daarom geen nieuw oordeel.")
    if alert.stilte and alert.stilte.tot_en_met:
        parts.append(f"Herhaling is gestild tot en met {day(alert.stilte.tot_en_met)}.")
    parts += [f"{duty['tekst']} {duty['stand']}" for duty in duties(alert, op) if duty["gedaan_op"] is None]
    return " ".join(parts)


@cache
def _template(name: str) -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    escaped = name.endswith(".html.j2")
    environment = Environment(
        loader=folder,
        undefined=StrictUndefined,
        autoescape=escaped,
        trim_blocks=escaped,
        lstrip_blocks=escaped,
    )
    return environment.get_template(name)
