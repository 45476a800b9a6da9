"""The first step: the contract of this checkout, an empty landing, and leveringen into it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from woonmonitor.errors import CommandError, ExitCode, unusable_folder
from woonmonitor.figures import figures_by_dataset
from woonmonitor.sections import IngestSettings
from woonmonitor.settings import CHECKOUT, default_toml
from woonmonitor.state import State, write_atomically
from woonmonitor.work import Work

if TYPE_CHECKING:
    from ingest import Contract, Landing, LeveringGeweigerd, Limits

MB = 2**20


def load_contract() -> "Contract":
    """The contract of this checkout: its YAML files and the seeds that map labels."""
    import ingest

    try:
        return ingest.load_contract(CHECKOUT / "ingest" / "contract", CHECKOUT / "seeds")
    except ingest.ContractError as fout:
        raise CommandError(
            ExitCode.VERKEERD_GEBRUIK, f"Het contract klopt niet: {_een_regel(fout)}"
        ) from fout


def init(state: State) -> None:
    """Makes HOME with an empty, typed landing and a commented settings file.

    What is there stays; an older landing is migrated, or refused with CommandError (64).
    """
    import ingest

    state.make()
    if not state.toml.exists():
        write_atomically(state.toml, default_toml())
    try:
        ingest.init_landing(state.landing, load_contract())
    except ingest.LandingVersionError as fout:
        raise CommandError(ExitCode.VERKEERD_GEBRUIK, _een_regel(fout)) from fout


def write_template(folder: Path) -> None:
    """Writes an empty levering for a supplier, made from the contract; CommandError (64) where it cannot."""
    import ingest

    try:
        ingest.write_template(folder, load_contract())
    except ingest.FolderInUse as fout:
        raise CommandError(ExitCode.VERKEERD_GEBRUIK, str(fout)) from fout
    except (PermissionError, FileExistsError, NotADirectoryError) as fout:
        raise unusable_folder(folder) from fout


def land(
    work: Work, leveringen: Sequence[Path], *, intrekken: bool = False, alleen_controle: bool = False
) -> None:
    """Lands (or only checks) each levering; all are tried, then CommandError (2) names each one refused."""
    import ingest

    contract = load_contract()
    grenzen = work.settings.config.ingest
    sleutel = work.settings.sleutel()
    cijfers = figures_by_dataset()
    geweigerd = []
    for levering in leveringen:
        naam = ingest.without_personal(levering.absolute().name)
        try:
            with work.state.werkmap() as werkmap, work.log.step(f"{naam} inlezen") as voortgang:
                landing = ingest.land(
                    levering.absolute(),
                    work.state.landing,
                    contract,
                    sleutel=sleutel,
                    werkmap=werkmap,
                    afkeurmap=work.state.afkeur,
                    max_afkeur_aandeel=grenzen.max_afkeur_aandeel,
                    max_intrekking_aandeel=grenzen.max_intrekking_aandeel,
                    intrekken=intrekken,
                    alleen_controle=alleen_controle,
                    limits=_limits(grenzen),
                    cijfers=cijfers,
                    voortgang=voortgang,
                )
        except ingest.LeveringGeweigerd as weigering:
            geweigerd.append(_geweigerd(work, naam, weigering))
        else:
            _geland(work, naam, landing, alleen_controle)
    if geweigerd:
        raise CommandError(ExitCode.LEVERING_GEWEIGERD, "\n".join(geweigerd))


def _limits(grenzen: IngestSettings) -> "Limits":
    import ingest

    return ingest.Limits(
        max_files=grenzen.max_bestanden_in_archief,
        max_unpacked_bytes=grenzen.max_uitgepakt_mb * MB,
        max_ratio=grenzen.max_uitpakverhouding,
        max_xlsx_unpacked_bytes=grenzen.max_xlsx_uitgepakt_mb * MB,
    )


def _geland(work: Work, naam: str, landing: "Landing", alleen_controle: bool) -> None:
    for waarschuwing in landing.waarschuwingen:
        work.log.event("waarschuwing", f"{naam}: {waarschuwing}", levering=landing.levering_id)
    if landing.was_al_geland:
        work.log.event(
            "al_geland",
            f"{naam}: al geland, er is niets nieuws.",
            levering=landing.levering_id,
        )
        return
    rijen = sum(bestand.rijen_geland for bestand in landing.bestanden)
    tekst = f"{naam}: {rijen} rijen {'in orde' if alleen_controle else 'geland'}"
    if landing.aantal_quarantaine:
        tekst += f", {landing.aantal_quarantaine} in quarantaine; zie {landing.afkeur_pad}"
    work.log.event(
        "gecontroleerd" if alleen_controle else "geland",
        tekst + ".",
        levering=landing.levering_id,
        rijen=rijen,
        quarantaine=landing.aantal_quarantaine,
    )


def _geweigerd(work: Work, naam: str, weigering: "LeveringGeweigerd") -> str:
    codes = sorted({reden.code for reden in weigering.redenen})
    work.log.event("geweigerd", herkomst=naam, codes=codes)
    zie = f" (zie {weigering.afkeur_pad})" if weigering.afkeur_pad else ""
    return f"{naam} is geweigerd: {_een_regel(weigering)}{zie}"


def _een_regel(tekst: object) -> str:
    return " ".join(str(tekst).split())
