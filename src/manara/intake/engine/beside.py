"""What stands in a report in another spelling than its own: kept beside it, so that nothing of the original is lost."""

from __future__ import annotations

from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.intake.engine.cells import Value


def as_written(cell: str, values: tuple[Value, ...]) -> str:
    """The cell where the report would not say it as it stands, white space at its ends apart; else ""."""
    kept = values[0].date.original if values[0].date else values[0].value
    return "" if cell.strip() == kept else cell


def line(text: str) -> tuple[str, str]:
    """The text as one tidy line, and as it stood where that differs by more than white space at its ends."""
    tidied = tidy(text)
    return tidied, "" if text.strip() == tidied else text


def lines(text: str) -> tuple[str, str]:
    """The text with its lines tidied, and as it stood where that differs by more than white space at its ends."""
    tidied = tidy_lines(text)
    return tidied, "" if text.strip() == tidied else text
