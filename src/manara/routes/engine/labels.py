"""Which names a picture has room for: the more important first, none over another, in either direction of writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from manara.foundation.engine.scripts import script_of
from manara.routes.engine.projection import HEIGHT, WIDTH

# The mean width of a letter in the page's face, as a part of its size; a little more than measured, so that names keep apart.
_WIDTH: Final = {"Arab": 0.55, "Latn": 0.6, "Mixed": 0.6, "None": 0.62}
_HEIGHT: Final = 1.25
GAP: Final = 3.0
# On a phone the picture is shown four wide and five high: what lies beyond these lines is cut off there.
_FOLDS: Final = ((WIDTH - HEIGHT * 0.8) / 2, (WIDTH + HEIGHT * 0.8) / 2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants to stand at a point: over it when `beside` is 0, else beside it or above, so far from its middle."""

    text: str
    x: float
    y: float
    size: float
    importance: float
    kind: str
    beside: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its place: `anchor` is where (x, y) lies in it, "middle", "start" (left end) or "end" (right end).

    `cut` where a phone, which shows the middle of the picture, would show a part of it only.
    """

    text: str
    x: float
    y: float
    size: float
    kind: str
    anchor: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        wide = width(self.text, self.size)
        left = self.x - {"middle": wide / 2, "start": 0.0, "end": wide}[self.anchor]
        return left, self.y - self.size, left + wide, self.y + self.size * (_HEIGHT - 1)

    @property
    def cut(self) -> bool:
        """Whether one of the edges of a phone's picture runs through it."""
        left, _top, right, _bottom = self.box
        return any(left < fold < right for fold in _FOLDS)


def width(text: str, size: float) -> float:
    """How wide a name is drawn, in units of the picture."""
    return len(text) * size * _WIDTH[script_of(text)]


def placed(wanted: Iterable[Wanted], taken: Iterable[tuple[float, float, float, float]] = ()) -> list[Label]:
    """The names that have room, each at the first of its places that is free of the ones before it and of `taken`.

    A place at which a phone would cut the name is the last one tried.
    """
    boxes = list(taken)
    found: list[Label] = []
    for each in sorted(wanted, key=lambda each: (-each.importance, each.text)):
        for label in sorted(_places(each), key=lambda label: label.cut):
            box = label.box
            if not _in_picture(box) or any(_meet(box, other) for other in boxes):
                continue
            boxes.append(box)
            found.append(label)
            break
    return found


def _places(each: Wanted) -> Iterable[Label]:
    low = each.y + each.size * 0.35
    if not each.beside:
        yield Label(each.text, each.x, low, each.size, each.kind, "middle")
        return
    away = each.beside + 3
    yield Label(each.text, each.x + away, low, each.size, each.kind, "start")
    yield Label(each.text, each.x - away, low, each.size, each.kind, "end")
    yield Label(each.text, each.x, each.y - away - 1, each.size, each.kind, "middle")
    yield Label(each.text, each.x, each.y + away + each.size * 0.9, each.size, each.kind, "middle")


def _in_picture(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - 2


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return (
        one[0] < other[2] + GAP and other[0] < one[2] + GAP and one[1] < other[3] + 1 and other[1] < one[3] + 1
    )
