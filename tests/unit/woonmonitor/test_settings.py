"""Settings: documented defaults, refused by name when wrong; the key is fit or refused, and never told."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from ingest import Limits
from woonmonitor.errors import CommandError, ExitCode
from woonmonitor.intake import MB, _limits
from woonmonitor.sections import AlertSettings, LeveringSettings
from woonmonitor.settings import CHECKOUT, Config, default_toml, read_settings

KEY = "k" * 32


def config_from(home: Path, toml: str) -> Config:
    (home / "woonmonitor.toml").write_text(toml)
    return read_settings({"WOONMONITOR_HOME": str(home)}).config


def test_home_is_data_in_the_checkout_unless_set(tmp_path: Path) -> None:
    assert read_settings({}).home == CHECKOUT / "data"
    assert read_settings({"WOONMONITOR_HOME": str(tmp_path)}).home == tmp_path


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({"WOONMONITOR_HOME": "staat"}).home == tmp_path / "staat"


def test_defaults_without_a_file(tmp_path: Path) -> None:
    config = read_settings({"WOONMONITOR_HOME": str(tmp_path)}).config
    assert (config.ingest.max_afkeur_aandeel, config.ingest.max_intrekking_aandeel) == (0.01, 0.10)


def test_the_file_that_init_writes_changes_nothing_and_names_every_setting(tmp_path: Path) -> None:
    assert config_from(tmp_path, default_toml()) == Config()
    without_comments = re.sub(r"^# (\w+ = )", r"\1", default_toml(), flags=re.MULTILINE)
    assert tomllib.loads(without_comments) == Config().model_dump()


def test_every_setting_says_what_it_does() -> None:
    sections = {name: type(section.default).model_fields for name, section in Config.model_fields.items()}
    assert [
        f"{name}.{key}" for name, fields in sections.items() for key in fields if not fields[key].description
    ] == []


def test_the_limits_of_an_archive_are_those_of_the_ingest_unless_set(tmp_path: Path) -> None:
    assert _limits(Config().ingest) == Limits()
    names = ["max_bestanden_in_archief", "max_uitgepakt_mb", "max_xlsx_uitgepakt_mb", "max_uitpakverhouding"]
    toml = "[ingest]\n" + "".join(f"{name} = {number}\n" for number, name in enumerate(names, 2))
    assert _limits(config_from(tmp_path, toml).ingest) == Limits(
        max_files=2, max_unpacked_bytes=3 * MB, max_xlsx_unpacked_bytes=4 * MB, max_ratio=5
    )


def test_a_setting_is_read(tmp_path: Path) -> None:
    config = config_from(tmp_path, '[ingest]\nmax_afkeur_aandeel = 0.05\n[levering]\nverwacht = ["31-12"]\n')
    assert config.ingest.max_afkeur_aandeel == 0.05
    assert config.ingest.max_intrekking_aandeel == 0.10
    assert config.levering.verwacht == ["31-12"]


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("[ingest]\nmax_afkeur = 0.05", "ingest.max_afkeur:"),
        ("[inname]\nmax_afkeur_aandeel = 0.05", "inname:"),
        ("max_afkeur_aandeel = 0.05", "max_afkeur_aandeel:"),
        ("[ingest]\nmax_afkeur_aandeel = 5", "ingest.max_afkeur_aandeel"),
        ('[ingest]\nmax_afkeur_aandeel = "0.05"', "ingest.max_afkeur_aandeel"),
        ("[ingest]\nmax_intrekking_aandeel = nan", "ingest.max_intrekking_aandeel"),
        ("[ingest]\nmax_uitgepakt_mb = 0", "ingest.max_uitgepakt_mb"),
        ("[ingest]\nmax_uitgepakt_mb = 1.5", "ingest.max_uitgepakt_mb"),
        ("[ingest]\nmax_bestanden_in_archief = true", "ingest.max_bestanden_in_archief"),
        ('[levering]\nverwacht = ["29-02"]', "levering.verwacht"),
        ('[levering]\nverwacht = ["1-7"]', "levering.verwacht"),
        ("[levering]\nspeling_dagen = -1", "levering.speling_dagen"),
        ("[alerts]\nexit_overschrijding = 0", "alerts.exit_overschrijding"),
        ("[alerts]\nexit_overschrijding = 64", "alerts.exit_overschrijding"),
        ("[alerts]\nexit_structureel = 130", "alerts.exit_structureel"),
        ('[alerts]\nontvangers = {Aktium = ["a@b.nl"]}', "alerts.ontvangers"),
        ('[alerts]\nontvangers = {Actium = ["a@b.nl, c@d.nl"]}', "alerts.ontvangers"),
        ('[alerts]\nafzender = "a@b.nl\\nBcc: c@d.nl"', "alerts.afzender"),
        ('[alerts]\nwebhook_vorm = "xml"', "alerts.webhook_vorm"),
        ("[alerts]\nverzend_pogingen = 0", "alerts.verzend_pogingen"),
        ("[rapport]\ndrempel_aantal = 8\ndrempel_waarde = 7", "rapport.drempel_waarde"),
        ("[rapport]\ndrempel_aantal = 11", "rapport.drempel_waarde"),
        ("ingest = 3", "ingest"),
        ("[ingest", "geen geldig TOML"),
    ],
)
def test_a_wrong_setting_is_refused_by_name_in_one_line(tmp_path: Path, toml: str, named: str) -> None:
    with pytest.raises(CommandError) as refused:
        config_from(tmp_path, toml)
    assert refused.value.code == ExitCode.VERKEERD_GEBRUIK
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_config_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="WOONMONITOR_CONFIG"):
        read_settings({"WOONMONITOR_CONFIG": str(tmp_path / "weg.toml")})


def test_the_config_may_lie_elsewhere(tmp_path: Path) -> None:
    elders = tmp_path / "elders.toml"
    elders.write_text("[ingest]\nmax_afkeur_aandeel = 0.2\n")
    settings = read_settings({"WOONMONITOR_HOME": str(tmp_path / "home"), "WOONMONITOR_CONFIG": str(elders)})
    assert settings.config.ingest.max_afkeur_aandeel == 0.2


def test_the_key_is_the_same_from_the_environment_and_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "sleutel").write_text(KEY + "\n")
    from_file = read_settings({"WOONMONITOR_PSEUDONYM_KEY_FILE": str(tmp_path / "sleutel")}).sleutel()
    assert from_file == read_settings({"WOONMONITOR_PSEUDONYM_KEY": KEY}).sleutel() == KEY.encode()


def test_no_key_is_no_error_until_a_levering_needs_one() -> None:
    assert read_settings({}).sleutel() is None
    assert read_settings({"WOONMONITOR_PSEUDONYM_KEY": " "}).sleutel() is None


@pytest.mark.parametrize(
    "omgeving",
    [
        {"WOONMONITOR_PSEUDONYM_KEY_FILE": "/bestaat/niet"},
        {"WOONMONITOR_PSEUDONYM_KEY": "geheim" * 9, "WOONMONITOR_PSEUDONYM_KEY_FILE": "/bestaat/niet"},
    ],
)
def test_a_key_that_is_not_clear_is_refused_in_one_line_that_does_not_tell_it(
    omgeving: dict[str, str],
) -> None:
    with pytest.raises(CommandError) as refused:
        read_settings(omgeving).sleutel()
    assert refused.value.code == ExitCode.VERKEERD_GEBRUIK
    assert "\n" not in str(refused.value)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("vandaag", "volgende"),
    [
        (date(2026, 1, 14), date(2026, 1, 15)),
        (date(2026, 1, 15), date(2026, 1, 15)),
        (date(2026, 1, 16), date(2026, 7, 15)),
        (date(2026, 12, 31), date(2027, 1, 15)),
    ],
)
def test_the_next_expected_levering(vandaag: date, volgende: date) -> None:
    assert LeveringSettings().volgende(vandaag) == volgende


def test_nothing_expected_is_nothing_due() -> None:
    assert LeveringSettings(verwacht=[]).volgende(date(2026, 1, 1)) is None


def test_exit_codes_of_open_alerts_are_settable(tmp_path: Path) -> None:
    alerts = config_from(tmp_path, "[alerts]\nexit_overschrijding = 30\nexit_structureel = 31\n").alerts
    assert [alerts.exit_code(niveau) for niveau in (None, "overschrijding", "structureel")] == [0, 30, 31]
    assert AlertSettings().exit_code("structureel") == 20


def test_who_gets_mail_is_set_per_party(tmp_path: Path) -> None:
    toml = '[alerts.ontvangers]\n"Gemeente Assen" = ["a@b.nl"]\nbeheerder = ["c@d.nl", "e@f.nl"]\n'
    assert config_from(tmp_path, toml).alerts.ontvangers == {
        "Gemeente Assen": ["a@b.nl"],
        "beheerder": ["c@d.nl", "e@f.nl"],
    }
