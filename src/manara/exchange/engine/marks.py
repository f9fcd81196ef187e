"""What every file that leaves a node bears: how to handle it, who took it when and for what, and how whole it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from manara.foundation.engine.handling import beside


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one taking. `handling` and `tlp` are the strictest of all that the file holds."""

    handling: str
    taken_by: str
    taken_at: datetime
    purpose: str = ""
    tlp: str = ""
    conditions: tuple[str, ...] = ()
    agency: str = ""

    @property
    def code(self) -> str:
        """Handling code and TLP label as one reads them, such as "H2 · TLP:AMBER"."""
        return " · ".join([self.handling or "H0", *([f"TLP:{self.tlp}"] if self.tlp else [])])

    @property
    def beside(self) -> str:
        """TLP label and conditions as they stand beside the handling code."""
        return beside(self.tlp, self.conditions)

    @property
    def moment(self) -> str:
        """When it was taken, in UTC: ``2026-03-04T05:06:07Z``."""
        return f"{self.taken_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    @property
    def restricted(self) -> bool:
        """Whether the originator must be asked before it goes further (H2, H3, TLP:RED)."""
        return self.handling in ("H2", "H3") or self.tlp == "RED"

    def as_pairs(self) -> dict[str, str]:
        """The marks by name, for formats that have a place for such."""
        return {
            "handling": self.handling or "H0",
            "tlp": self.tlp,
            "conditions": " · ".join(self.conditions),
            "taken_by": self.taken_by,
            "taken_at": self.moment,
            "purpose": self.purpose,
            "agency": self.agency,
        }


def file_name(marks: Marks, kind: str, suffix: str) -> str:
    """A name that says what it is, under which code, by whom it was taken and when: all in plain letters."""
    tlp = [f"TLP_{marks.tlp}"] if marks.tlp else []
    parts = (
        "manara",
        kind,
        marks.handling or "H0",
        *tlp,
        marks.taken_by,
        f"{marks.taken_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
    )
    return "-".join("".join(c if c.isascii() and c.isalnum() else "_" for c in part) for part in parts) + suffix
