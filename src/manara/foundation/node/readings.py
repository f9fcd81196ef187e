"""Reads one setting's value, as text from the environment or as a TOML value, or says that it is not acceptable."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

LANGUAGES = ("ar", "fr", "es", "en")
LOG_LEVELS = ("debug", "info", "warning", "error")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")

Reading = Callable[[object], object]


def text(value: object) -> str:
    """Any non-empty line of text."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError
    return value.strip()


def whole(low: int, high: int) -> Reading:
    """A whole number from `low` to `high`."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError
        if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value.strip()):
            raise ValueError
        number = int(value)
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def yes_or_no(value: object) -> bool:
    """true or false (in the environment also 1, 0, yes, no)."""
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in ("1", "true", "yes"):
        return True
    if word in ("0", "false", "no"):
        return False
    raise ValueError


def one_of(*words: str) -> Reading:
    """One of a few words."""

    def read(value: object) -> str:
        word = text(value).lower()
        if word not in words:
            raise ValueError
        return word

    return read


def several(each: Reading) -> Reading:
    """A TOML array, or in the environment a list separated by commas; no value twice."""

    def read(value: object) -> tuple[object, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            raise ValueError
        values = tuple(each(part) for part in parts if part != "")
        if len(set(values)) != len(values):
            raise ValueError
        return values

    return read


def path(value: object) -> Path:
    """An absolute path, or one that begins with ~."""
    if not isinstance(value, str | Path):
        raise ValueError
    place = Path(text(str(value))).expanduser()
    if not place.is_absolute():
        raise ValueError
    return place


def database_url(value: object) -> str:
    """A postgresql:// address with a database name."""
    address = urlsplit(text(value))
    if address.scheme not in ("postgresql", "postgres") or len(address.path) < 2:
        raise ValueError
    address.port  # noqa: B018  raises ValueError for a port that is no number
    return text(value)


def public_url(value: object) -> str:
    """https://name[:port] without a path; http only for this machine itself."""
    address = urlsplit(text(value).rstrip("/"))
    host = address.hostname or ""
    address.port  # noqa: B018  raises ValueError for a port that is no number
    plain_but_local = address.scheme == "http" and host in LOCAL_HOSTS
    if not host or address.username or address.path or address.query or address.fragment:
        raise ValueError
    if address.scheme != "https" and not plain_but_local:
        raise ValueError
    return f"{address.scheme}://{address.netloc}"


def host_name(value: object) -> str:
    """A host name or address, without scheme, port or path."""
    name = text(value).lower()
    if not re.fullmatch(r"\.?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[?[0-9a-f:.]+\]?", name):
        raise ValueError
    return name


def country(value: object) -> str:
    """Two letters of ISO 3166-1, such as MR."""
    from phonenumbers import SUPPORTED_REGIONS  # imported late: only a node with a country needs its tables

    code = text(value).upper()
    if code not in SUPPORTED_REGIONS:
        raise ValueError
    return code


def phone_prefix(value: object) -> str:
    """A plus sign and 2 to 12 digits."""
    prefix = text(value)
    if not re.fullmatch(r"\+[0-9]{2,12}", prefix):
        raise ValueError
    return prefix


def timezone(value: object) -> str:
    """A name of the time zone database."""
    name = text(value)
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError) as missing:  # a folder's name ("Africa") is an OSError
        raise ValueError from missing
    return name
