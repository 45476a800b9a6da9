"""monitor.pdf: the page as Chromium prints it. Chromium writes the hour in it: no two runs give equal bytes.

Chromium gets a profile of its own, gone afterwards, and a network that resolves nothing.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--virtual-time-budget=60000",  # its own clock: enough to draw every chart, however slow the machine
)
#: A page takes ten seconds or so; what takes this long has hung.
SECONDS = 180


class NoChromium(LookupError):
    """There is no Chromium, or none where it was said to be."""


class NotPrinted(RuntimeError):
    """Chromium failed, or did not finish in time."""


def find_chromium(given: str = "") -> Path:
    """The Chromium at `given`, else on the PATH; NoChromium says what to do where there is none."""
    if given:
        if found := shutil.which(Path(given).expanduser()):
            return Path(found)
        raise NoChromium(f"Op {given} staat geen Chromium: verbeter rapport.chromium in woonmonitor.toml.")
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise NoChromium(
        "Een PDF maken kan niet: Chromium is niet gevonden. Installeer het, of noem het pad als "
        "rapport.chromium in woonmonitor.toml; monitor.html is ook vanuit een gewone browser af te drukken."
    )


def print_page(page: Path, target: Path, chromium: Path, seconds: float = SECONDS) -> None:
    """Prints `page` into the file `target`. Raises NotPrinted; then there is no `target`."""
    with tempfile.TemporaryDirectory(prefix="woonmonitor-chromium-", ignore_cleanup_errors=True) as own:
        command = [
            str(chromium),
            *_QUIET,
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # root has no sandbox to enter
            f"--user-data-dir={own}/profiel",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ]
        running = subprocess.Popen(
            command,
            env={**os.environ, "HOME": own, "TMPDIR": own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = running.wait(seconds)
        except subprocess.TimeoutExpired:
            target.unlink(missing_ok=True)
            raise NotPrinted(f"Chromium was na {seconds:.0f} seconden niet klaar met monitor.pdf.") from None
        finally:
            _end(running)
    if code or not target.exists() or not target.read_bytes().startswith(b"%PDF"):
        target.unlink(missing_ok=True)
        raise NotPrinted(f"Chromium ({chromium}) maakte geen monitor.pdf; het stopte met code {code}.")


def _end(running: subprocess.Popen[bytes]) -> None:
    """Chromium and all that it started: they share a session of their own."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
