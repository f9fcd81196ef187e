"""Settings: which comes first, what is accepted, and the sentence for what is not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from manara.foundation.node.config import OTHER_VARIABLES, SETTINGS, ConfigProblem, load
from manara.foundation.node.reference import settings_page

ROOT = Path(__file__).resolve().parents[3]


def test_the_environment_comes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text('port = 9000\nworkers = 3\nlanguages = ["fr", "ar"]\n')
    config = load({"MANARA_DATA_DIR": str(tmp_path), "MANARA_PORT": "9001"})
    assert (config.port, config.workers, config.threads) == (9001, 3, 8)
    assert config.languages == ("fr", "ar")
    assert config.default_language == "fr"
    assert config.public_origin == "http://localhost:9001"


def test_a_named_file_may_say_where_the_data_is(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text(f'profile = "authority"\ndata_dir = "{tmp_path}/data"\n')
    config = load({"MANARA_CONFIG": str(file)})
    assert (config.profile, config.data_dir) == ("authority", tmp_path / "data")


def test_every_profile_has_its_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    folders = {load({"HOME": "/home/a", "MANARA_PROFILE": each}).data_dir for each in ("enforcement", "protection")}
    assert folders == {Path("/home/a/.local/share/manara/enforcement"), Path("/home/a/.local/share/manara/protection")}


WRONG = {
    "MANARA_PROFILE": ("police", "“police”; it must be one of enforcement, protection, authority."),
    "MANARA_DATA_DIR": ("relative/path", "“relative/path”; it must be an absolute path."),
    "MANARA_PORT": ("80000", "“80000”; it must be a whole number from 1 to 65535."),
    "MANARA_WORKERS": ("٣", "“٣”; it must be a whole number from 1 to 64."),
    "MANARA_HOST": ("http://a", "“http://a”; it must be a host name or address without a port."),
    "MANARA_PUBLIC_URL": ("http://manara.example", "it must be https://name"),
    "MANARA_ALLOWED_HOSTS": ("a,a", "“a,a”; it must be a list of host names."),
    "MANARA_LANGUAGES": ("ar,de", "it must be a list of ar, fr, es, en, each at most once."),
    "MANARA_COUNTRY": ("Mauritania", "it must be two letters of ISO 3166-1, such as MR."),
    "MANARA_RESERVED_PHONE_PREFIXES": ("22299", "it must be a list of prefixes such as +22299."),
    "MANARA_TIMEZONE": ("Africa", "it must be a name such as Africa/Nouakchott."),
    "MANARA_DEMO": ("maybe", "it must be true or false."),
    "MANARA_LOG_LEVEL": ("loud\nand long", "“loud?and long”; it must be one of debug, info, warning, error."),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_with_a_sentence(name: str) -> None:
    value, sentence = WRONG[name]
    with pytest.raises(ConfigProblem) as refused:
        load({name: value})
    assert str(refused.value).startswith(f"{name} is ")
    assert sentence in str(refused.value)


def test_a_refusal_never_shows_a_password() -> None:
    with pytest.raises(ConfigProblem) as refused:
        load({"MANARA_DATABASE_URL": "mysql://manara:hunter2@db/manara"})
    assert "hunter2" not in str(refused.value)
    assert "MANARA_DATABASE_URL" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"MANARA_PROT": "1"}, "MANARA_PROT is not a setting of Manara. Did you mean MANARA_PORT?"),
        ({"MANARA_port": "1"}, "MANARA_port is not a setting"),
        ({"MANARA_CONFIG": "/nowhere/node.toml"}, "the settings file /nowhere/node.toml, which does not exist."),
        ({"MANARA_OWNER_DATABASE_URL": "postgresql://a/b"}, "without MANARA_DATABASE_URL"),
        ({"MANARA_LANGUAGES": "fr", "MANARA_DEFAULT_LANGUAGE": "ar"}, "is not one of MANARA_LANGUAGES"),
        ({"MANARA_WORKERS": "20", "MANARA_POOL_SIZE": "8"}, "takes 80 such connections at most"),
        ({"MANARA_SESSION_IDLE_MINUTES": "90", "MANARA_SESSION_HOURS": "1"}, "is longer than MANARA_SESSION_HOURS"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigProblem, match=sentence.replace("?", r"\?")):
        load(given)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 1", "prot is not a setting of Manara. Did you mean port?"),
        ("port = 'x", "is not TOML"),
        ("port = 1.5", "it must be a whole number"),
        ("port = true", "it must be a whole number"),
        ("[server]\nport = 1", "server is not a setting"),
    ],
)
def test_a_wrong_file_is_refused_and_named(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "node.toml").write_text(text)
    with pytest.raises(ConfigProblem) as refused:
        load({"MANARA_DATA_DIR": str(tmp_path)})
    assert sentence in str(refused.value)
    assert str(tmp_path / "node.toml") in str(refused.value)


def test_every_setting_is_documented_and_the_page_is_current() -> None:
    for setting in SETTINGS.values():
        assert setting.metadata["sentence"].endswith("."), setting.name
        assert setting.metadata["accepted"], setting.name
    assert all(sentence.endswith(".") for sentence in OTHER_VARIABLES.values())
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    assert page == settings_page(), "run: manara node settings > docs/reference/settings.md"


def test_settings_cannot_be_changed_once_they_are_read() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load({}).port = 1  # type: ignore[misc]
