"""The readable account of what was planted (geplant.md), in Dutch."""

from woonmonitor.synthetic.planted import Planted

_JAAR = 365.25


def explain(geplant: Planted) -> str:
    """Markdown for a reader who wants to know what the monitor should find in this levering."""
    delen = (_kop, _planten, _norm, _zoekduur, _rijen, _vuil)
    return "\n".join(regel for deel in delen for regel in deel(geplant)) + "\n"


def _kop(geplant: Planted) -> list[str]:
    return [
        "# Wat in deze synthetische levering is geplant",
        "",
        "De markt in deze levering is verzonnen: er staat geen echt mens en geen echte woning in.",
        "De cijfers hieronder zijn bij het maken van de markt geteld, niet met de monitor berekend.",
        "De monitor hoort dezelfde uitkomst te geven.",
        "",
        f"Peildatum {geplant.peildatum:%d-%m-%Y}, seed {geplant.seed}, schaal {geplant.scale:g}.",
        "",
    ]


def _planten(geplant: Planted) -> list[str]:
    regels = [
        "## Geplant",
        "",
        "| wat | corporatie | gemeente | jaren | bedoeld | zo uitgekomen |",
        "|---|---|---|---|---|---|",
    ]
    regels += [
        f"| {p.soort} | {p.corporatie} | {p.gemeente} | {', '.join(map(str, p.jaren))} | {p.bedoeld} "
        f"| {'ja' if p.gelukt else 'nee: te weinig toewijzingen of toeval'} |"
        for p in geplant.planten
    ]
    return [*regels, ""]


def _norm(geplant: Planted) -> list[str]:
    regels = [
        "## De norm van 20 % (lezing A, regel statistisch)",
        "",
        "k = toewijzingen in de vrije ruimte, N = alle toewijzingen van sociale huurwoningen.",
        "",
        "| corporatie | gemeente | jaar | k | N | aandeel | uitstroom | onbekend | pool (jaren) | oordeel |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for r in geplant.norm:
        aandeel = f"{100 * r.k / r.n:.1f} %".replace(".", ",") if r.n else "-"
        oordeel = r.oordeel + (f" ({r.regel_grond})" if r.regel_grond else "")
        klein = "; te weinig voor een alarm" if r.te_weinig_toewijzingen else ""
        regels.append(
            f"| {r.corporatie} | {r.gemeente} | {r.jaar} | {r.k} | {r.n} | {aandeel} | {r.k_uitstroom} "
            f"| {r.k_onbekend} | {r.k_pool}/{r.n_pool} ({r.jaren_pool}) | {oordeel}{klein} |"
        )
    return [*regels, ""]


def _zoekduur(geplant: Planted) -> list[str]:
    regels = [
        "## Zoektijd en inschrijftijd (gemiddelde in jaren, reguliere toewijzingen via een publicatie)",
        "",
        "| corporatie | gemeente | jaar | n | zoektijd | n | inschrijftijd |",
        "|---|---|---|---|---|---|---|",
    ]
    for z in geplant.zoekduur:
        regels.append(
            f"| {z.corporatie} | {z.gemeente} | {z.jaar} "
            f"| {z.n_zoektijd} | {_jaren(z.som_zoektijd_dagen, z.n_zoektijd)} "
            f"| {z.n_inschrijftijd} | {_jaren(z.som_inschrijftijd_dagen, z.n_inschrijftijd)} |"
        )
    return [*regels, ""]


def _rijen(geplant: Planted) -> list[str]:
    return [
        "## Rijen",
        "",
        "| bestand | rijen |",
        "|---|---|",
        *(f"| {naam} | {n} |" for naam, n in geplant.rijen.items()),
    ]


def _vuil(geplant: Planted) -> list[str]:
    if not geplant.vuil:
        return []
    regels = [
        "",
        "## Vuil",
        "",
        "Geen van deze regels komt er als nieuwe rij in; de cijfers hierboven blijven dus gelden.",
        "",
        "| bestand | regel | kolom | gevolg | code | wat |",
        "|---|---|---|---|---|---|",
    ]
    regels += [
        f"| {v.bestand} | {v.rijnummer or ''} | {v.kolom or ''} | {v.gevolg} | {v.code or ''} | {v.uitleg} |"
        for v in geplant.vuil
    ]
    regels += ["", "## Leveringen die in hun geheel geweigerd worden", "", "| code | levering | als | wat |"]
    regels += ["|---|---|---|---|"]
    regels += [f"| {g.code} | {g.levering} | {g.voorwaarde} | {g.uitleg} |" for g in geplant.geweigerd]
    return regels


def _jaren(dagen: int, aantal: int) -> str:
    return f"{dagen / aantal / _JAAR:.2f}".replace(".", ",") if aantal else "-"
