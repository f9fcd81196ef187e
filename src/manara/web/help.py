"""The help of the shell's own pages, and how any page's help is found by the name of its address."""

from __future__ import annotations

from dataclasses import dataclass

from manara.foundation.page_help import PageHelp, helps

HELP: dict[str, PageHelp] = {}
NO_PAGE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PageText:
    """A page's help as the page shows it; `anchor` leads to it among all of the help."""

    name: str
    help: PageHelp

    @property
    def anchor(self) -> str:
        return f"#{self.place}"

    @property
    def place(self) -> str:
        return "about-" + self.name.replace(":", "-").replace("_", "-")


def text_of(name: str) -> PageText | None:
    """The help of the page at the address of this name; None where it has none."""
    found = helps().get(name)
    return PageText(name, found) if found else None
