"""What goes wrong in real files, put in on purpose and listed: some rows must end in quarantine, some must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo.region.draws import Draws
from demo.region.writing.sheet import Cell, Line, Mishap, Sheet


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one cell: what a reader must make of it and what then stands in the cell."""

    kind: str
    field: str  # "date", "hijri date", "birth date", "phone", "phone2", "handling", "grade", "name"
    outcome: str
    reason: str
    spoil: Callable[[Cell, Draws], Cell]


def _letters(value: Cell, draws: Draws) -> Cell:
    text = str(value).split(" / ")[0]
    return text[:-4] + draws.pick(("O", "l", "x")) + text[-3:-1] + draws.pick(("B", "o"))


def _bidi(value: Cell, draws: Draws) -> Cell:
    text = str(value)
    return "\u202e" + text if draws.chance(0.5) else text[:3] + "\u202b" + text[3:] + "\u202c"


def _marks(value: Cell, draws: Draws) -> Cell:
    text = str(value)
    return draws.pick(("\u200e", "\u200f")) + text + "\u200f"


FAULTS = (
    Fault(
        "31 February",
        "date",
        "quarantined",
        "date-impossible",
        lambda v, d: f"{d.pick((30, 31))}/02/{d.whole(2024, 2026)}",
    ),
    Fault("day 32", "date", "quarantined", "date-impossible", lambda v, d: f"32/{d.whole(10, 12)}/2025"),
    Fault("date in words", "date", "quarantined", "date-unreadable", lambda v, d: d.pick(("idem", "cf. PV"))),
    Fault(
        "date in Arabic words",
        "Arabic date",
        "quarantined",
        "date-unreadable",
        lambda v, d: d.pick(("؟؟", "بعد العيد", "أمس")),
    ),
    Fault(
        "Hijri year out of range",
        "hijri date",
        "quarantined",
        "date-hijri-range",
        lambda v, d: f"{d.whole(13, 28)}/0{d.whole(1, 9)}/1{d.whole(646, 699)}",
    ),
    Fault("Hijri day 31", "hijri date", "quarantined", "date-impossible", lambda v, d: f"31/0{d.whole(1, 9)}/1446"),
    Fault(
        "31 April birth", "birth date", "quarantined", "date-impossible", lambda v, d: f"31/04/{d.whole(1970, 1999)}"
    ),
    Fault("year 0 birth", "birth date", "quarantined", "date-year-zero", lambda v, d: "01/01/0000"),
    Fault("phone with letters", "phone", "quarantined", "phone-letters", _letters),
    Fault(
        "phone cut short",
        "phone",
        "quarantined",
        "phone-impossible",
        lambda v, d: str(v).split(" / ")[0].replace(" ", "")[:3],
    ),
    Fault(
        "unknown handling code", "handling", "quarantined", "handling-unknown", lambda v, d: d.pick(("H7", "H9", "XZ"))
    ),
    Fault("unknown grade", "grade", "quarantined", "grade-unknown", lambda v, d: d.pick(("Z9", "K0", "ZZ"))),
    Fault("name with bidi controls", "name", "admitted", "", _bidi),
    Fault("name with direction marks", "name", "admitted", "", _marks),
    Fault("name with spaces", "name", "admitted", "", lambda v, d: "  " + str(v).replace(" ", "   ") + " "),
    Fault("grade in small letters", "grade", "admitted", "", lambda v, d: str(v).lower()),
    Fault("handling left out", "handling", "admitted", "", lambda v, d: ""),
)

QUARANTINED, ADMITTED = 0.022, 0.02
# What older encodings have no letter for.
NOT_IN_1256 = ("name with bidi controls",)
NOT_IN_LATIN = (*NOT_IN_1256, "name with direction marks")


def spoil(
    sheet: Sheet,
    columns: dict[str, int],
    draws: Draws,
    quarantined: float = QUARANTINED,
    admitted: float = ADMITTED,
    without: tuple[str, ...] = (),
) -> None:
    """Spoil cells of a sheet: `columns` says where each field stands; each fault needs a filled cell."""
    rows = [line for line in sheet.lines if line.role == "row"]
    for outcome, share in (("quarantined", quarantined), ("admitted", admitted)):
        faults = [f for f in FAULTS if f.outcome == outcome and f.field in columns and f.kind not in without]
        wanted = round(len(rows) * share)
        order = draws.shuffled([line for line in rows if line.mishap is None])
        turn = 0
        while wanted and order and faults:
            line = order.pop()
            fault = faults[turn % len(faults)]
            at = columns[fault.field]
            if line.cells[at] in (None, ""):
                continue
            line.cells[at] = fault.spoil(line.cells[at], draws)
            line.mishap = Mishap(fault.kind, outcome, fault.reason, sheet.header[at])
            turn += 1
            wanted -= 1


def disturb(sheet: Sheet, draws: Draws, blanks: int, headers: int) -> None:
    """Put in empty lines and repeated headers, as when lists of several months were pasted together."""
    for role, count in (("blank", blanks), ("repeated header", headers)):
        for _ in range(count):
            start = next(at for at, line in enumerate(sheet.lines) if line.role == "row")
            at = draws.whole(start + 5, len(sheet.lines) - 2)
            cells: list[Cell] = [] if role == "blank" else list(sheet.header)
            sheet.lines.insert(at, Line(cells, role=role, mishap=Mishap(role, "skipped")))


def _only_in(encoding: str, line: Line) -> bool:
    """True for a line that the encoding can write, in bytes that are no UTF-8."""
    text = "".join(str(cell) for cell in line.cells)
    return not text.isascii() and text.encode(encoding, "replace").decode(encoding) == text


def break_rows(
    sheet: Sheet, draws: Draws, short: int = 0, long: int = 0, foreign: str = "", hollow: tuple[int, ...] = ()
) -> None:
    """Break whole rows: some cut short, some with a cell too many, one in another encoding, one that says nothing.

    `hollow` are the columns that such an empty row still holds: its number, its grade.
    """
    rows = draws.shuffled([line for line in sheet.lines if line.role == "row" and line.mishap is None])
    for _ in range(short):
        line = rows.pop()
        line.cells = line.cells[:-1]
        line.mishap = Mishap("row cut short", "admitted")
    for _ in range(long):
        line = rows.pop()
        line.cells = [*line.cells, draws.pick(("H1", "B2", "2025"))]
        line.mishap = Mishap("cell too many", "quarantined", "too-many-cells")
    if foreign:
        line = next(line for line in rows if _only_in(foreign, line))
        line.encoding = foreign
        line.mishap = Mishap("line in another encoding", "quarantined", "row-undecodable")
        rows.remove(line)
    if hollow:
        model = rows.pop()
        at = sheet.lines.index(model)
        cells: list[Cell] = [value if index in hollow else "" for index, value in enumerate(model.cells)]
        sheet.lines.insert(at + 1, Line(cells, mishap=Mishap("row without content", "quarantined", "row-says-nothing")))
