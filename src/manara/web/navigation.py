"""Where a person can go: the entries that rooms declare, less those he may not open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability, Viewer
from manara.web.rooms import shells


class Entry(TypedDict):
    """One line of a room's `NAVIGATION`: shown to whoever holds one of `abilities`, in the order of `order`."""

    label: str | Promise
    url: str
    abilities: tuple[Ability, ...]
    order: int
    icon: NotRequired[str]
    count: NotRequired[Callable[[Viewer], int]]


@dataclass(frozen=True)
class Shown:
    """An entry as the bar shows it; `here` is "page" on its own page and "true" on those below it."""

    label: str
    url: str
    icon: str
    here: str
    count: int


HOME: Entry = {"label": _("My work"), "url": "web:home", "abilities": (), "order": 0, "icon": "home"}


def navigation(viewer: Viewer, path: str) -> list[Shown]:
    """The entries for `viewer` on the page at `path`."""
    entries = [each for each in _entries() if _may(viewer, each)]
    addresses = [(entry, url) for entry in entries if (url := _address(entry["url"])) is not None]
    below = max((url for _entry, url in addresses if url != "/" and path.startswith(url)), key=len, default="")
    return [_shown(entry, url, viewer, path, below) for entry, url in addresses]


def search_url(viewer: Viewer) -> str:
    """The address of the search, or nothing where the viewer has none."""
    for shell in shells():
        search = getattr(shell, "SEARCH", None)
        if search and _may(viewer, search):
            return _address(search["url"]) or ""
    return ""


def _entries() -> Iterator[Entry]:
    declared = [entry for shell in shells() for entry in getattr(shell, "NAVIGATION", ())]
    yield from sorted([HOME, *declared], key=lambda entry: entry["order"])


def _may(viewer: Viewer, entry: Entry) -> bool:
    return not entry["abilities"] or any(viewer.may(ability) for ability in entry["abilities"])


def _address(name: str) -> str | None:
    # A profile without that page shows no way to it.
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _shown(entry: Entry, url: str, viewer: Viewer, path: str, below: str) -> Shown:
    here = "page" if path == url else "true" if url == below else ""
    count = entry["count"](viewer) if "count" in entry else 0
    return Shown(str(entry["label"]), url, entry.get("icon", "chevron"), here, count)
