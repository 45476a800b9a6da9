"""Evidence in plain Dutch: the figures, under which reading and rule, and where they come from."""

from alerts.agreement import agreement
from alerts.event import Bewijs, Event, Verwachting, exact
from alerts.wording import chance, day, enumeration, percentage, share_beside

YEAR_ITSELF = "zes maanden"  # the limb that judges the year, however small, and not its pool
VERDICTS = {
    "structureel": "structureel overschreden",
    "overschrijding": "overschreden",
    "binnen_norm": "binnen de norm",
    "geen_oordeel": "geen oordeel",
    "geen_norm": "geen norm",
}


def judged(evidence: Bewijs) -> str:
    """What is judged: this year, or the years together."""
    k, n = _counts(evidence)
    return (
        f"In {_years(evidence)} weken {k} van de {n} toewijzingen af "
        f"van de gewone regels: {share_beside(k, n, evidence.norm)}. "
        f"De norm is ten hoogste {percentage(evidence.norm, 0)}."
    )


def _of_the_year(evidence: Bewijs) -> bool:
    return evidence.jaren_pool == 1 or evidence.regel_grond == YEAR_ITSELF


def _counts(evidence: Bewijs) -> tuple[int, int]:
    if _of_the_year(evidence):
        return evidence.k, evidence.n
    return evidence.k_pool, evidence.n_pool


def _years(evidence: Bewijs) -> str:
    if _of_the_year(evidence):
        return str(evidence.jaar)
    return f"{evidence.jaren_pool} jaren tot en met {evidence.jaar}"


def figures(evidence: Bewijs) -> list[str]:
    k, n = _counts(evidence)
    lines = [
        f"Toewijzingen in {_years(evidence)}: {n}. "
        f"Daarvan mochten er {int(exact(evidence.norm) * n)} afwijken; het waren er {k}."
    ]
    if evidence.jaren_pool > 1 and _of_the_year(evidence):
        lines.append(
            f"In {evidence.jaren_pool} jaren tot en met {evidence.jaar} waren het er {evidence.k_pool} "
            f"van de {evidence.n_pool}. Deze regel kijkt alleen naar het jaar zelf."
        )
    elif evidence.jaren_pool > 1:
        lines.append(
            f"In {evidence.jaar} alleen waren het {evidence.k} van de {evidence.n}. "
            "Dat zijn er te weinig voor een oordeel. Daarom tellen de jaren samen."
        )
    p = evidence.p_eenzijdig if evidence.regel_grond == YEAR_ITSELF else evidence.p_gepoold
    if p is not None:
        lines.append(
            f"Is het echte aandeel precies {percentage(evidence.norm, 0)}, dan is de kans op zo veel of meer "
            f"afwijkende toewijzingen {chance(p)}."
        )
    if evidence.regel_grond == "B" and evidence.p_samen is not None:
        lines.append(
            "Ook het jaar ervoor was boven de norm. "
            f"Voor die jaren samen is de kans {chance(evidence.p_samen)}."
        )
    if evidence.k_onbekend:
        worse = VERDICTS.get(evidence.oordeel_met_onbekend or "", "onbekend")
        lines.append(
            f"Van {evidence.k_onbekend} toewijzingen in {evidence.jaar} is de reden onbekend; "
            f"die tellen niet als afwijkend. Telden zij wel zo, dan is het oordeel: {worse}."
        )
    return lines


def earlier(event: Event) -> list[str]:
    evidence = event.eerder_bewijs
    if evidence is None:
        return []
    verdict = VERDICTS.get(evidence.oordeel, evidence.oordeel)
    return [
        judged(evidence),
        f"Oordeel toen: {verdict} (lezing {evidence.lezing}, regel {evidence.regel}).",
        *provenance(evidence),
    ]


def choices(evidence: Bewijs) -> list[str]:
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
    if evidence.andere_lezingen:
        lines.append(_other_readings(evidence))
    return lines


def _other_readings(evidence: Bewijs) -> str:
    """Whether another reading would change the verdict of this year."""
    others = sorted(evidence.andere_lezingen.items())
    if {verdict for _, verdict in others} == {evidence.oordeel}:
        readings = enumeration([f"lezing {reading}" for reading, _ in others])
        verdict = VERDICTS.get(evidence.oordeel, evidence.oordeel)
        return (
            f"Een andere lezing verandert dit niet: ook volgens {readings} is het oordeel "
            f"over {evidence.jaar} {verdict}."
        )
    said = [f"volgens lezing {reading} {VERDICTS.get(verdict, verdict)}" for reading, verdict in others]
    return (
        f"Een andere lezing verandert dit wel. Het oordeel over {evidence.jaar} is dan {enumeration(said)}."
    )


def provenance(evidence: Bewijs | Verwachting) -> list[str]:
    short = ", ".join(levering[:12] for levering in evidence.leveringen)
    until = (
        f"Gegevens tot en met {day(evidence.vintage)}" if evidence.vintage else "Gegevens zonder peildatum"
    )
    return [f"{until}, uit levering {short}." if short else f"{until}."]


def expectation(expected: Verwachting) -> list[str]:
    if expected.norm is None:
        return []
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
        lines.append(_room(expected.ruimte_over))
    return lines


def _room(left: int) -> str:
    if left > 0:
        return f"Tot het eind van het jaar is er nog ruimte voor {left} afwijkende {_lettings(left)}."
    if left == 0:
        return "De ruimte voor dit jaar is precies op."
    return (
        f"De ruimte voor dit jaar is op: nu al {-left} afwijkende {_lettings(-left)} te veel voor het "
        "aantal dat wij dit jaar verwachten."
    )


def _lettings(count: int) -> str:
    return "toewijzing" if count == 1 else "toewijzingen"
