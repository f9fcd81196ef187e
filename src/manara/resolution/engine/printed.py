"""Draws the picture of an entity's nearest ties for paper: an SVG whose colours stand in it, since no style sheet is around."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from manara.resolution.engine.drawing import Node, Picture

_SEA, _NIGHT, _LINE, _PAPER, _SAND = "#0f5568", "#0d2b3a", "#8a8577", "#ffffff", "#e8dfcd"
_SHAPES: Final = {
    "Phone": '<rect x="-8" y="-9" width="16" height="18" rx="4"/>',
    "Device": '<rect x="-8" y="-9" width="16" height="18" rx="4"/>',
    "Vessel": '<path d="M-13-5h26l-6 12h-14z"/>',
    "Vehicle": '<rect x="-12" y="-6" width="24" height="12" rx="5"/>',
    "Identification": '<rect x="-8" y="-10" width="16" height="20" rx="1.5"/>',
    "Passport": '<rect x="-8" y="-10" width="16" height="20" rx="1.5"/>',
    "Document": '<rect x="-8" y="-10" width="16" height="20" rx="1.5"/>',
    "Address": '<path d="M0-11 11 0 0 11-11 0z"/>',
    "PlaceOfInterest": '<path d="M0-11 11 0 0 11-11 0z"/>',
    "SafeHouse": '<path d="M0-11 11 0 0 11-11 0z"/>',
    "Organization": '<path d="M-6-11h12l6 11-6 11h-12l-6-11z"/>',
    "Company": '<path d="M-6-11h12l6 11-6 11h-12l-6-11z"/>',
    "CriminalNetwork": '<path d="M-6-11h12l6 11-6 11h-12l-6-11z"/>',
    "Person": '<circle r="11"/>',
    "LegalEntity": '<circle r="11"/>',
}
_BROKEN: Final = ' stroke-dasharray="4 4"'
_THING: Final = '<circle r="8"/>'


def printed(picture: Picture) -> str:
    """The picture as SVG text; a tie that is no stated fact is a broken line, told apart without colour."""
    middle = picture.middle
    ties = (
        f'<line x1="{middle.x}" y1="{middle.y}" x2="{node.x}" y2="{node.y}" stroke="{_LINE}" stroke-width="1.4"'
        f"{'' if node.certain else ' stroke-dasharray=' + chr(34) + '4 4' + chr(34)}/>"
        for node in picture.around
    )
    nodes = (_node(node, _SAND, 27) for node in picture.around)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}" '
        f'width="{picture.width}" height="{picture.height}">{"".join(ties)}{"".join(nodes)}{_node(middle, _SEA, 32)}</svg>'
    )


def _node(node: Node, fill: str, below: int) -> str:
    text = f'<text x="{node.x}" y="{node.y + below}" font-size="11" text-anchor="middle"'
    label = escape(node.label)
    return (
        f'<g fill="{fill}" stroke="{_NIGHT}" stroke-width="1.2" transform="translate({node.x} {node.y})">'
        f"{_SHAPES.get(node.glyph, _THING)}</g>"
        # First the ground, then the letters: in one stroke, the ground of a letter would cover the dots of the one before.
        f'{text} fill="none" stroke="{_PAPER}" stroke-width="3">{label}</text>{text} fill="{_NIGHT}">{label}</text>'
    )
