"""One HOME with a small levering landed, built, gated, published and reported, for all integration tests.

dbt and Great Expectations are loaded once, in this process; a test that changes the state gets a copy of it.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from kleine_levering import schrijf_levering
from playwright.sync_api import Browser, sync_playwright
from typer.testing import CliRunner, Result

from woonmonitor.cli import main
from woonmonitor.state import State

OP = "2026-01-20"


@dataclass(frozen=True)
class Monitor:
    """The commands on one HOME; `out` holds its report, `levering` is what was landed first."""

    state: State
    out: Path
    levering: Path
    zonder: str | None = None  # which of dbt's tests are left out; None: what `build` itself leaves out

    def __call__(self, *words: object) -> Result:
        """Runs `woonmonitor` with these words in this process."""
        with pytest.MonkeyPatch.context() as patch:
            for naam in [naam for naam in os.environ if naam.startswith("WOONMONITOR_")]:
                patch.delenv(naam)
            patch.setenv("WOONMONITOR_HOME", str(self.state.home))
            patch.setenv("COLUMNS", "200")
            if self.zonder:
                patch.setenv("DBT_EXCLUDE_RESOURCE_TYPES", self.zonder)
            return CliRunner().invoke(main, [str(word) for word in words])

    def copy(self, map_: Path) -> "Monitor":
        """The same state and report under `map_`; its builds skip the tests that the shared one passed."""
        shutil.copytree(self.state.home, map_ / "home")
        shutil.copytree(self.out, map_ / "rapport")
        return Monitor(State(map_ / "home"), map_ / "rapport", self.levering, zonder="unit_test test")

    def run(self, *leveringen: Path) -> Result:
        """`run` into `out`, always on the same day."""
        return self("run", *leveringen, "--out", self.out, "--op", OP)


@pytest.fixture(scope="session")
def gedraaid(tmp_path_factory: pytest.TempPathFactory) -> Monitor:
    """After one `run` of the small levering. Look, do not touch: it is shared."""
    map_ = tmp_path_factory.mktemp("gedraaid")
    monitor = Monitor(State(map_ / "home"), map_ / "rapport", schrijf_levering(map_ / "levering"))
    result = monitor.run(monitor.levering)
    assert result.exit_code == 0, result.output
    return monitor


@pytest.fixture
def monitor(gedraaid: Monitor, tmp_path: Path) -> Monitor:
    """A copy of the shared state and report, for one test to do with as it likes."""
    return gedraaid.copy(tmp_path)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium of this machine; without one the test is skipped, or fails where a browser is demanded."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, and no Chromium is installed")
        pytest.skip("no Chromium is installed: the page is not tried in a browser")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests that steer it; each opens pages of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
