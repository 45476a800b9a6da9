"""The Dutch text of an event: what is established, on what evidence, whom the covenant obliges to do what."""

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from alerts.agreement import agreement
from alerts.duties import duties
from alerts.event import Bewijs, Event, Line, Notice, Verwachting
from alerts.state import Alert
from alerts.wording import chance, day, enumeration, percentage, sentence, share_beside, wording

VERDICTS = {
    "structureel": "structureel overschreden",
    "overschrijding": "overschreden",
    "binnen_norm": "binnen de norm",
    "geen_oordeel": "geen oordeel",
    "geen_norm": "geen norm",
}


def message(line: Line, alert: Alert | None) -> str:
    """The whole text; `alert` as it stands after the event, None for what appears and goes."""
    if isinstance(line, Notice):
        return notice(line)
    if alert is None:
        raise ValueError("an event belongs to an alert")
    return _of_alert(line, alert)


def notice(line: Notice) -> str:
    """The whole text on what appears and goes."""
    expected = line.verwachting
    return _template("attentie.txt.j2").render(
        titel=wording(line).titel,
        zin=sentence(line),
        dag=day(line.op),
        verwachting=_expectation(expected) if expected else [],
        niet_bekrachtigd=agreement().niet_bekrachtigd if expected else [],
        plaats=expected.plaats if expected else "",
        synthetisch=bool(expected and expected.synthetisch),
        alert=line.alert,
        volgnummer=line.volgnummer,
        sleutel=line.sleutel,
    )


def _expectation(expected: Verwachting) -> list[str]:
    lines = [
        f"In {expected.jaar} weken tot nu toe {expected.k} van de {expected.n} toewijzingen af van de gewone "
        f"regels: {share_beside(expected.k, expected.n, expected.norm)}. "
        f"De norm is ten hoogste {percentage(expected.norm, 0)}."
    ]
    if expected.kans_boven_norm is not None:
        lines.append(
            f"De kans dat het jaar boven de norm eindigt, is {percentage(expected.kans_boven_norm, 0)}."
        )
    if expected.ruimte_over is not None and expected.oordeel == "dreigend":
        lines.append(f"De ruimte die tot het eind van het jaar over is: {expected.ruimte_over} toewijzingen.")
    lines.append(f"Lezing {expected.lezing}: {agreement().lezingen[expected.lezing]}.")
    return lines + _provenance(expected)


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


def _of_alert(event: Event, alert: Alert) -> str:
    terms = agreement()
    evidence = event.bewijs or alert.bewijs
    return _template("bericht.txt.j2").render(
        titel=wording(event).titel,
        corporatie=event.corporatie,
        gemeente=event.gemeente,
        dag=day(event.op),
        vaststelling=_established(event, evidence),
        bewijs=_figures(evidence),
        eerder=_earlier(event),
        keuzes=_choices(evidence),
        niet_bekrachtigd=terms.niet_bekrachtigd,
        plichten=duties(alert, event.op) if alert.is_open else [],
        plaats=evidence.plaats,
        herkomst=_provenance(evidence),
        synthetisch=evidence.synthetisch,
        afspraak=event.afspraak,
        convenant=terms.convenant,
        alert=event.alert,
        volgnummer=event.volgnummer,
        sleutel=event.sleutel,
    )


def summary(alert: Alert, op: date) -> str:
    """One paragraph on an open alert on the day `op`."""
    level = "structureel overschreden" if alert.niveau == "structureel" else "overschreden"
    parts = [f"{alert.corporatie} heeft in {alert.gemeente} de norm {level}.", _judged(alert.bewijs)]
    if alert.fase == "norm_hersteld":
        parts.append("Daarna was het aandeel weer binnen de norm.")
    if alert.opgeschort:
        parts.append("De gegevens zijn nu niet in orde; er is daarom geen nieuw oordeel.")
    if alert.stilte and alert.stilte.tot_en_met:
        parts.append(f"Herhaling is gestild tot en met {day(alert.stilte.tot_en_met)}.")
    parts += [f"{duty['tekst']} {duty['stand']}" for duty in duties(alert, op) if duty["gedaan_op"] is None]
    return " ".join(parts)


def _established(event: Event, evidence: Bewijs) -> list[str]:
    said = recorded(event)
    return [sentence(event), *(said or [_judged(evidence)])]


def _judged(evidence: Bewijs) -> str:
    """What is judged: this year, or the years together."""
    return (
        f"In {_years(evidence)} weken {evidence.k_pool} van de {evidence.n_pool} toewijzingen af "
        f"van de gewone regels: {share_beside(evidence.k_pool, evidence.n_pool, evidence.norm)}. "
        f"De norm is ten hoogste {percentage(evidence.norm, 0)}."
    )


def _years(evidence: Bewijs) -> str:
    together = evidence.jaren_pool > 1
    return f"{evidence.jaren_pool} jaren tot en met {evidence.jaar}" if together else str(evidence.jaar)


def _figures(evidence: Bewijs) -> list[str]:
    lines = [
        f"Toewijzingen in {_years(evidence)}: {evidence.n_pool}. "
        f"Daarvan mochten er {evidence.ruimte} afwijken; het waren er {evidence.k_pool}."
    ]
    if evidence.jaren_pool > 1:
        lines.append(
            f"In {evidence.jaar} alleen waren het {evidence.k} van de {evidence.n}. "
            "Dat zijn er te weinig voor een oordeel. Daarom tellen de jaren samen."
        )
    if evidence.p_gepoold is not None:
        lines.append(
            f"Is het echte aandeel precies {percentage(evidence.norm, 0)}, dan is de kans op zo veel of meer "
            f"afwijkende toewijzingen {chance(evidence.p_gepoold)}."
        )
    if evidence.k_onbekend:
        worse = VERDICTS.get(evidence.oordeel_met_onbekend or "", "onbekend")
        lines.append(
            f"Van {evidence.k_onbekend} toewijzingen in {evidence.jaar} is de reden onbekend; "
            f"die tellen niet als afwijkend. Telden zij wel zo, dan is het oordeel: {worse}."
        )
    return lines


def _earlier(event: Event) -> list[str]:
    evidence = event.eerder_bewijs
    if evidence is None:
        return []
    verdict = VERDICTS.get(evidence.oordeel, evidence.oordeel)
    return [
        _judged(evidence),
        f"Oordeel toen: {verdict} (lezing {evidence.lezing}, regel {evidence.regel}).",
        *_provenance(evidence),
    ]


def _choices(evidence: Bewijs) -> list[str]:
    terms = agreement()
    bounds = {name: str(bound).replace(".", ",") for name, bound in evidence.regel_parameters.items()}
    margin = evidence.regel_parameters["te_grote_marge"]
    beyond = f"meer dan {percentage(margin, 1)} boven de norm" if margin else "boven de norm"
    lines = [
        f"Lezing {evidence.lezing}: {terms.lezingen[evidence.lezing]}.",
        f"Te groot is: elk aandeel {beyond}.",
        f"Regel {evidence.regel} (versie {evidence.versie}): {terms.regels[evidence.regel].format(**bounds)}",
    ]
    if evidence.regel_grond in terms.gronden:
        lines.append(f"Waarom het hier structureel is: {terms.gronden[evidence.regel_grond]}.")
    others = [
        f"volgens lezing {reading} {VERDICTS.get(verdict, verdict)}"
        for reading, verdict in sorted(evidence.andere_lezingen.items())
    ]
    if others:
        lines.append(f"Het oordeel over {evidence.jaar} volgens een andere lezing: {enumeration(others)}.")
    return lines


def _provenance(evidence: Bewijs | Verwachting) -> list[str]:
    short = ", ".join(levering[:12] for levering in evidence.leveringen)
    until = (
        f"Gegevens tot en met {day(evidence.vintage)}" if evidence.vintage else "Gegevens zonder peildatum"
    )
    return [f"{until}, uit levering {short}." if short else f"{until}."]


@cache
def _template(name: str) -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    plain_text = Environment(loader=folder, undefined=StrictUndefined, autoescape=False)
    return plain_text.get_template(name)
