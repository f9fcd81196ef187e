"""Lets only plain drawing into a document: shapes and words of an SVG of our own making, and nothing that acts or fetches."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from manara.foundation.documents.legible import legible

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SHAPES: Final = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "marker",
     "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "use", "symbol"}
)  # fmt: skip
# Said elsewhere in the document or meant for a page: left out with all they hold.
_LEFT_OUT: Final = frozenset({"title", "desc", "metadata"})
_ATTRIBUTES: Final = frozenset(
    {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy", "width", "height", "d", "points",
     "viewBox", "preserveAspectRatio", "transform", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
     "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
     "opacity", "clip-path", "clip-rule", "clipPathUnits", "marker-start", "marker-mid", "marker-end", "markerWidth",
     "markerHeight", "markerUnits", "orient", "refX", "refY", "offset", "stop-color", "stop-opacity", "gradientUnits",
     "gradientTransform", "patternUnits", "patternTransform", "font-size", "font-weight", "font-style", "text-anchor",
     "dominant-baseline", "direction", "unicode-bidi", "letter-spacing", "paint-order", "visibility", "display", "id",
     "vector-effect", "color", "text-decoration", "alignment-baseline", "baseline-shift"}
)  # fmt: skip
# A reference to a part of the same drawing, and to nothing else.
_foreign = re.compile(r"url\(\s*['\"]?(?!#)|[\\@]|javascript:|expression\(", re.IGNORECASE)
_isolates = re.compile("([\u2066-\u2069])")
FONT_FAMILY: Final = "IBM Plex Sans, IBM Plex Sans Arabic, Noto Sans Tifinagh, Noto Sans Ethiopic"
LARGEST: Final = 8 * 1024 * 1024


class PictureProblem(ValueError):
    """The drawing holds what no drawing of ours may hold; the message names it."""


register_namespace("", _SVG[1:-1])


def plain_picture(svg: str) -> str:
    """The drawing with its shapes and words alone. Raises `PictureProblem`.

    Classes, roles, addresses and the like fall away, since no page is around it; a link becomes a group. Scripts, style
    sheets, images, foreign objects and references beyond the drawing are refused, not mended.
    """
    if len(svg) > LARGEST:
        raise PictureProblem(f"a drawing of more than {LARGEST} characters")
    try:
        root = fromstring(svg, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as problem:
        raise PictureProblem(f"no XML that can be trusted ({type(problem).__name__})") from problem
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise PictureProblem("no svg element")
    drawn = _plain(root)
    drawn.set("font-family", FONT_FAMILY)
    return tostring(drawn, encoding="unicode")


def height_of(svg: str) -> float:
    """How high a plain picture is for each unit of its width. Raises `PictureProblem` when it doesn't say its size."""
    root = fromstring(svg)
    try:
        numbers = [float(each) for each in root.get("viewBox", "").replace(",", " ").split()]
        width, height = numbers[2:] if len(numbers) == 4 else (float(root.get(name, "")) for name in ("width", "height"))
    except ValueError as problem:
        raise PictureProblem("a drawing without a size") from problem
    if not (0 < width < 1e7 and 0 < height < 1e7):
        raise PictureProblem("a drawing without a size")
    return height / width


def _plain(element: Element) -> Element:
    name = _name(element)
    drawn = Element(_SVG + ("g" if name == "a" else name), _attributes(element))
    drawn.text = _words(element.text)
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if _name(child) in _LEFT_OUT:
            continue
        below = _plain(child)
        below.tail = _words(child.tail)
        drawn.append(below)
    return drawn


def _name(element: Element) -> str:
    name = element.tag.removeprefix(_SVG)
    if name not in _SHAPES and name not in _LEFT_OUT and name != "a":
        raise PictureProblem(f"an element “{name[:60]}”")
    return name


def _attributes(element: Element) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in element.attrib.items():
        plain = name.removeprefix("{http://www.w3.org/1999/xlink}")
        if plain.startswith("on") or plain == "style":
            raise PictureProblem(f"an attribute “{plain[:60]}”")
        if plain == "href" and _name(element) == "use":
            if not value.startswith("#"):
                raise PictureProblem("a reference beyond the drawing")
            kept["href"] = value
        elif plain in _ATTRIBUTES:
            if _foreign.search(value):
                raise PictureProblem(f"a value of “{plain}”")
            kept[plain] = value
    return kept


def _words(text: str | None) -> str:
    """Words that can be drawn. Isolation stays, since a drawing has nothing else to keep a number's order with."""
    if not text or not text.strip():
        return " " if text else ""
    stretches = _isolates.split(text)
    return "".join(each if _isolates.fullmatch(each) else legible(each) for each in stretches)
