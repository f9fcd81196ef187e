"""The settings of a node: read from the environment over one TOML file, or refused at start with a sentence."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from manara.foundation.node import readings

PREFIX = "MANARA_"
PROFILES = ("enforcement", "protection", "authority")
CONFIG_FILE = "node.toml"
EMBEDDED_CONNECTIONS = 80  # web connections of the node's own PostgreSQL; it keeps 20 more for jobs and commands

#: Variables beginning with MANARA_ that are no setting of a node, each with what it does.
OTHER_VARIABLES: Mapping[str, str] = {
    "MANARA_CONFIG": "The settings file to read, instead of `node.toml` in the data directory.",
    "MANARA_DEBUG": "With 1, a command that fails also prints the traceback for developers.",
    "MANARA_CHROMIUM": "The Chromium that the browser tests use.",
    "MANARA_POSTGRES_PROGRAMS": "The folder of PostgreSQL programs that the launcher uses, before any it would find.",
}
TEST_PREFIX = "MANARA_TEST_"  # variables of the test suite; a node ignores them


class ConfigProblem(ValueError):
    """A setting that a node cannot start with; its text is a sentence for the person who set it."""


def _setting(default: Any, sentence: str, read: readings.Reading, accepted: str, *, secret: bool = False) -> Any:
    return field(
        default=default,
        metadata={"sentence": sentence, "read": read, "accepted": accepted, "secret": secret},
    )


@dataclass(frozen=True)
class Config:
    """Every setting of a node; field `name` is `MANARA_NAME` in the environment and `name` in the file."""

    profile: str = _setting(
        "enforcement", "Which kind of node this is, and so which rooms it has.",
        readings.one_of(*PROFILES), "one of enforcement, protection, authority",
    )
    data_dir: Path = _setting(  # noqa: RUF009  makes a field, as dataclasses.field does
        Path(), "The folder of the node's keys, files and (with the embedded server) database; by default "
        "`~/.local/share/manara/PROFILE`, and `/var/lib/manara/PROFILE` when root starts the node.",
        readings.path, "an absolute path",
    )
    database_url: str | None = _setting(
        None, "The PostgreSQL database as the application's role, which owns nothing and cannot bypass row-level "
        "security; without it the node starts a PostgreSQL of its own.",
        readings.database_url, "an address such as postgresql://manara_app@host/manara", secret=True,
    )
    owner_database_url: str | None = _setting(
        None, "The same database as the owner of its tables, used only by `manara node init` for migrations.",
        readings.database_url, "an address such as postgresql://manara_owner@host/manara", secret=True,
    )
    host: str = _setting(
        "127.0.0.1", "The address that the web server listens on.",
        readings.host_name, "a host name or address without a port",
    )
    port: int = _setting(
        8000, "The port that the web server listens on.", readings.whole(1, 65535), "a whole number from 1 to 65535",
    )
    public_url: str = _setting(
        "", "The address that people type; sign-in with passkeys and forms are bound to it. "
        "By default http://localhost and the port.",
        readings.public_url, "https://name or https://name:port without a path (http only for localhost)",
    )
    allowed_hosts: tuple[str, ...] = _setting(
        (), "Further host names under which the node answers, besides this machine's own and the one in public_url.",
        readings.several(readings.host_name), "a list of host names",
    )
    trusted_proxies: int = _setting(
        0, "How many reverse proxies of yours stand before the node; their X-Forwarded-For and X-Forwarded-Proto are "
        "believed only when this is not 0.",
        readings.whole(0, 5), "a whole number from 0 to 5",
    )
    workers: int = _setting(
        2, "How many web processes the node runs.", readings.whole(1, 64), "a whole number from 1 to 64",
    )
    threads: int = _setting(
        8, "How many requests one web process works on at once.", readings.whole(1, 64), "a whole number from 1 to 64",
    )
    pool_size: int = _setting(
        8, "How many database connections one web process keeps at most.",
        readings.whole(2, 100), "a whole number from 2 to 100",
    )
    languages: tuple[str, ...] = _setting(
        readings.LANGUAGES, "The interface's languages, in the order in which they are offered.",
        readings.several(readings.one_of(*readings.LANGUAGES)), "a list of ar, fr, es, en, each at most once",
    )
    default_language: str = _setting(
        "", "The language of a person who has chosen none; by default the first of languages.",
        readings.one_of(*readings.LANGUAGES), "one of ar, fr, es, en",
    )
    country: str | None = _setting(
        None, "The node's country; a phone number written without a country code is assumed to be of it.",
        readings.country, "two letters of ISO 3166-1, such as MR",
    )
    map_borders: str = _setting(
        "un", "Which borders maps draw: as on United Nations maps; with every disputed line that Natural Earth knows; or as "
        "Morocco sees them. The disclaimer stands under each.",
        readings.one_of("un", "disputed", "ma"), "one of un, disputed, ma",
    )
    reserved_phone_prefixes: tuple[str, ...] = _setting(
        (), "Beginnings of numbers that pass as valid although no operator holds them (the demo's numbers).",
        readings.several(readings.phone_prefix), "a list of prefixes such as +22299",
    )
    timezone: str = _setting(
        "UTC", "The time zone in which times are shown.", readings.timezone, "a name such as Africa/Nouakchott",
    )
    session_idle_minutes: int = _setting(
        30, "After how many minutes without a request a person is signed out.",
        readings.whole(1, 1440), "a whole number from 1 to 1440",
    )
    session_hours: int = _setting(
        12, "After how many hours a person signs in again in any case.",
        readings.whole(1, 168), "a whole number from 1 to 168",
    )
    invitation_days: int = _setting(
        7, "For how many days an invitation's link works.", readings.whole(1, 60), "a whole number from 1 to 60",
    )
    failed_sign_ins: int = _setting(
        5, "After how many failed sign-ins within five minutes an account must wait.",
        readings.whole(1, 100), "a whole number from 1 to 100",
    )
    api_requests_a_minute: int = _setting(
        120, "How many requests a programme may make with one access token in a minute.",
        readings.whole(1, 100_000), "a whole number from 1 to 100000",
    )
    upload_limit_mb: int = _setting(
        200, "The largest file that is taken, in megabytes.", readings.whole(1, 4096), "a whole number from 1 to 4096",
    )
    log_level: str = _setting(
        "info", "How much the node writes to its log; never any content.",
        readings.one_of(*readings.LOG_LEVELS), "one of debug, info, warning, error",
    )
    demo: bool = _setting(
        False, "Marks every page as a demonstration with invented data; never set it on a node with real data.",
        readings.yes_or_no, "true or false",
    )

    @property
    def keys_dir(self) -> Path:
        """The folder of key files, 0700; each file in it is 0600."""
        return self.data_dir / "keys"

    @property
    def files_dir(self) -> Path:
        """The folder of sealed, content-addressed files."""
        return self.data_dir / "files"

    @property
    def static_dir(self) -> Path:
        """The folder into which style sheets, scripts and fonts are collected."""
        return self.data_dir / "static"

    @property
    def run_dir(self) -> Path:
        """The folder of the running node's own notes: process ids, locks, start time."""
        return self.data_dir / "run"

    @property
    def embedded(self) -> bool:
        """Whether the node starts a PostgreSQL of its own."""
        return self.database_url is None

    @property
    def public_origin(self) -> str:
        """Scheme, host and port that people type, for forms (CSRF) and passkeys."""
        return self.public_url

    @property
    def relying_party(self) -> str:
        """The host name that passkeys are bound to."""
        return urlsplit(self.public_url).hostname or ""

    def upload_dir(self) -> Path:
        """The folder in which a file rests while it is being received; on the same disk as the files."""
        return self.data_dir / "receiving"

    def logging(self) -> dict[str, Any]:
        """What Python's logging is told about this node."""
        from manara.foundation.node import logs

        return logs.settings(self)

    def secret_key(self) -> str:
        """The key that signs sessions and links. Raises ConfigProblem when its file is missing or open to others."""
        return self.key("secret")

    def node_key(self) -> bytes:
        """The node's 32-byte master key. Raises ConfigProblem when its file is missing or open to others."""
        return bytes.fromhex(self.key("node"))

    def key(self, name: str) -> str:
        """The content of one key file. Raises ConfigProblem when it is missing or open to others."""
        from manara.foundation.node import keys

        return keys.read(self.keys_dir, name)


SETTINGS = {each.name: each for each in fields(Config)}


def default_data_dir(profile: str, environ: Mapping[str, str]) -> Path:
    """Where a node of this profile keeps its data when nobody says otherwise."""
    if os.geteuid() == 0:
        return Path("/var/lib/manara") / profile
    base = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME") or "~").expanduser() / ".local/share")
    return Path(base) / "manara" / profile


def load(environ: Mapping[str, str] | None = None) -> Config:
    """The node's settings: environment over file over default. Raises ConfigProblem for the first wrong one."""
    environ = os.environ if environ is None else environ
    given = _from_environment(environ)
    home = given.get("data_dir") or default_data_dir(given.get("profile", "enforcement"), environ)
    chosen = environ.get("MANARA_CONFIG")
    file = Path(chosen).expanduser() if chosen else home / CONFIG_FILE
    filed = _from_file(file, must_exist=chosen is not None)
    values = {**filed, **given}
    if "data_dir" not in values:
        profile = values.get("profile", "enforcement")
        values["data_dir"] = default_data_dir(profile, environ) if chosen else home
    return _complete(replace(Config(), **values))


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable, value in environ.items():
        if not variable.startswith(PREFIX) or variable in OTHER_VARIABLES or variable.startswith(TEST_PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in SETTINGS or variable != variable.upper():
            raise ConfigProblem(_unknown(variable, [PREFIX + each.upper() for each in SETTINGS]))
        if value != "":  # an empty variable is how shells and unit files unset one
            values[name] = _read(name, variable, value)
    return values


def _from_file(file: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigProblem(f"MANARA_CONFIG names the settings file {file}, which does not exist.") from None
        return {}
    except OSError as problem:
        raise ConfigProblem(f"The settings file {file} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise ConfigProblem(f"The settings file {file} is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as problem:
        raise ConfigProblem(f"The settings file {file} is not TOML: {problem}.") from None
    for name in document:
        if name not in SETTINGS:
            raise ConfigProblem(f"In {file}: {_unknown(name, list(SETTINGS))}")
    return {name: _read(name, f"{name} in {file}", value) for name, value in document.items()}


def _read(name: str, called: str, value: object) -> object:
    about = SETTINGS[name].metadata
    try:
        return about["read"](value)
    except ValueError:
        shape = _shape(value, secret=about["secret"])
        raise ConfigProblem(f"{called} is {shape}; it must be {about['accepted']}.") from None


def _shape(value: object, *, secret: bool) -> str:
    if secret:
        return "set to something else (not shown, as it may hold a password)"
    if isinstance(value, str):
        line = "".join(letter if letter.isprintable() else "?" for letter in value)
        return f"“{line}”" if len(line) <= 60 else f"a text of {len(line)} characters"
    return f"“{value}”" if isinstance(value, bool | int | float) else f"a {type(value).__name__}"


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else " The settings are listed in docs/reference/settings.md."
    return f"{name} is not a setting of Manara.{hint}"


def _complete(config: Config) -> Config:
    """The settings with those that follow from others filled in. Raises ConfigProblem where they disagree."""
    if not config.languages:
        raise ConfigProblem("MANARA_LANGUAGES is empty; it must be a list of ar, fr, es, en, each at most once.")
    if config.default_language and config.default_language not in config.languages:
        raise ConfigProblem("MANARA_DEFAULT_LANGUAGE is not one of MANARA_LANGUAGES; it must be one of them.")
    if config.owner_database_url and not config.database_url:
        raise ConfigProblem("MANARA_OWNER_DATABASE_URL is set without MANARA_DATABASE_URL; set both or neither.")
    if config.session_idle_minutes > config.session_hours * 60:
        raise ConfigProblem("MANARA_SESSION_IDLE_MINUTES is longer than MANARA_SESSION_HOURS; it must be shorter.")
    if config.embedded and config.workers * config.pool_size > EMBEDDED_CONNECTIONS:
        raise ConfigProblem(
            f"MANARA_WORKERS times MANARA_POOL_SIZE is {config.workers * config.pool_size}; the node's own PostgreSQL "
            f"takes {EMBEDDED_CONNECTIONS} such connections at most."
        )
    public_url = config.public_url or f"http://localhost:{config.port}"
    hosts = (urlsplit(public_url).hostname or "", *config.allowed_hosts, *readings.LOCAL_HOSTS)
    return replace(
        config,
        public_url=public_url,
        allowed_hosts=tuple(dict.fromkeys(hosts)),
        default_language=config.default_language or config.languages[0],
    )
