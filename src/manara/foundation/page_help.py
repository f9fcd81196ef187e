"""What a page says of itself to one who has never seen it: what it is for, what can be done, what to know first.

A room's `help.py` holds `HELP`, one `PageHelp` an address name, and `NO_PAGE`, the names that are no pages of their own;
the web shows them beside the page, without importing what they are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class PageHelp:
    """The help of one page: its title, one or two sentences of purpose, acts of a line each, and what is easily got wrong."""

    title: Text
    purpose: Text
    acts: tuple[Text, ...] = ()
    know: tuple[Text, ...] = ()


@cache
def helps() -> Mapping[str, PageHelp]:
    """All helps of this node by the full name of their address ("intake:reports"), in the order of the rooms."""
    found: dict[str, PageHelp] = {}
    for module in _modules():
        found.update(module.HELP)
    return found


@cache
def no_pages() -> frozenset[str]:
    """The names of addresses that show no page: they take an answer, send a file or a part of a page, or lead elsewhere."""
    return frozenset(name for module in _modules() for name in getattr(module, "NO_PAGE", ()))


def _modules() -> list[ModuleType]:
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("manara.")]
    return [import_module(f"{room}.help") for room in rooms if find_spec(f"{room}.help")]
