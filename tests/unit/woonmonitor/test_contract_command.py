"""`contract --template`: an empty levering for a supplier, and one line where it cannot be written."""

import json
import stat
from pathlib import Path

from stand_ins import Command

from woonmonitor.state import umask


def test_it_writes_the_template_and_may_be_given_twice(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "nieuw" / "sjabloon"
    with umask(0o022):
        assert command("contract", "--template", folder).exit_code == 0
        result = command("contract", "--template", folder)
    assert result.exit_code == 0
    assert str(folder / "LEESMIJ.md") in result.stdout
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert all((folder / resource["path"]).is_file() for resource in package["resources"])
    assert stat.S_IMODE((folder / "eenheden.csv").stat().st_mode) == 0o644  # for somebody else, unlike HOME


def test_a_folder_in_use_is_refused_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bezet").mkdir()
    (tmp_path / "bezet" / "brief.txt").write_text("van iemand")
    result = command("contract", "--template", tmp_path / "bezet")
    assert result.exit_code == 64
    assert "kies een lege map" in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in (tmp_path / "bezet").iterdir()] == ["brief.txt"]


def test_a_file_for_a_folder_is_refused_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    result = command("contract", "--template", tmp_path / "bestand")
    assert result.exit_code == 64
    assert result.stderr.count("\n") == 1


def test_without_a_folder_it_points_to_its_help(command: Command) -> None:
    result = command("contract")
    assert result.exit_code == 64
    assert "contract --help" in result.stderr
    assert "--template" in command("contract", "--help").stdout
