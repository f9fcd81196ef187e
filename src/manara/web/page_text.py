"""How a page's help is found by the name of its address, and where it stands among all of the help."""

from __future__ import annotations

from dataclasses import dataclass

from manara.foundation.page_help import PageHelp, helps


@dataclass(frozen=True)
class PageText:
    """A page's help as the page shows it; `anchor` leads to it among all of the help."""

    name: str
    help: PageHelp

    @property
    def anchor(self) -> str:
        """The end of the link that leads to it."""
        return f"#{self.place}"

    @property
    def place(self) -> str:
        """Its id among all of the help: that of the first address which shares it."""
        first = next((name for name, each in helps().items() if each is self.help), self.name)
        return "about-" + first.replace(":", "-").replace("_", "-")


def text_of(name: str) -> PageText | None:
    """The help of the page at the address of this name; None where it has none."""
    found = helps().get(name)
    return PageText(name, found) if found else None
