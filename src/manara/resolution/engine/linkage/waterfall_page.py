"""A page of waterfalls: of each pair of records how the evidence adds up, drawn and as a table, one file for any browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log2
from typing import Final

from manara.resolution.engine.linkage.explaining import Explained, Step
from manara.resolution.engine.linkage.records import Record

_LABELS: Final = 150  # units of the drawing, for what was compared
_WIDE: Final = 720
_ROW: Final = 30
_FIGURES: Final = 74  # for the bits of a step, at the right
_CLIPPED: Final = 200  # letters of a cell
_STYLE: Final = """
:root{color-scheme:light;--for:#1b6ca8;--against:#b4540a;--ink:#1c1f23;--soft:#5b626b;--line:#c9ced5}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:#fff;margin:0 auto;padding:1.5rem 1rem;max-width:60rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;overflow-wrap:anywhere;margin:0 0 .5rem}
section{border-top:1px solid var(--line);padding:1.25rem 0;break-inside:avoid}
svg{display:block;width:100%;min-width:34rem;height:auto;margin:.5rem 0}
svg text{font-size:14px;fill:var(--ink)}svg .soft{fill:var(--soft);font-size:12px}
.for{fill:var(--for)}.against{fill:#fff;stroke:var(--against);stroke-width:2}.prior{fill:var(--soft)}
.axis{stroke:var(--line)}.threshold{stroke:var(--ink);stroke-dasharray:4 3}.joint{stroke:var(--soft)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:44rem;font-size:.9rem}
th,td{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
th,td{overflow-wrap:anywhere}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
.soft{color:var(--soft)}
"""


def page(pairs: Sequence[Explained], known: Mapping[str, Record], threshold: float, total: int) -> str:
    """The page as HTML. `known`: what the files say of each record; `threshold`: probability; `total`: pairs asked for."""
    shown = f" The first {len(pairs)} of {total}; the table beside this page has all." if total > len(pairs) else ""
    body = "".join(_section(each, known, threshold) for each in pairs) or "<p>No pair was asked for.</p>"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
        f'initial-scale=1"><title>Why two records are one person, or not</title><style>{_STYLE}</style></head><body><main>'
        "<h1>Why two records are one person, or not</h1>"
        "<p>Each step adds evidence in bits: one bit doubles the odds that the two are one person, or halves them. It begins "
        f"with what was expected beforehand. From {_percent(threshold)} a pair counts as one; two records may also stand in "
        f"one cluster through others, or apart for what a person judged. It is a calculation, not a finding of fact.{shown}</p>"
        f"{body}</main></body></html>\n"
    )


def _section(each: Explained, known: Mapping[str, Record], threshold: float) -> str:
    last = each.steps[-1]
    stand = "one cluster" if each.together else "two clusters"
    said = f"By what was compared: {_percent(last.probability)}. They stand in {stand}."
    if each.judged:
        said += f" A person judged: {each.judged}."
    left, right = known.get(each.left, Record(each.left)), known.get(each.right, Record(each.right))
    return (
        f"<section><h2><bdi>{_cell(each.left)}</bdi> and <bdi>{_cell(each.right)}</bdi></h2><p>{said}</p>"
        f'<div class="wide" tabindex="0">{_drawing(each, threshold)}</div>'
        '<div class="wide" tabindex="0"><table><thead><tr><th scope="col">Compared</th>'
        f'<th scope="col"><bdi>{_cell(each.left)}</bdi></th><th scope="col"><bdi>{_cell(each.right)}</bdi></th>'
        '<th scope="col">What it says</th><th scope="col" class="n">Bits</th><th scope="col" class="n">In all</th>'
        '<th scope="col" class="n">Probability</th></tr></thead><tbody>'
        + "".join(_row(step, left, right) for step in each.steps)
        + "</tbody></table></div></section>"
    )


def _row(step: Step, left: Record, right: Record) -> str:
    values = "".join(f"<td>{_values(record, step.comparison)}</td>" for record in (left, right))
    return (
        f'<tr><th scope="row">{_label(step)}</th>{values}<td>{escape(step.reason)}</td><td class="n">{_signed(step.bits)}</td>'
        f'<td class="n">{_signed(step.reached)}</td><td class="n">{_percent(step.probability)}</td></tr>'
    )


def _values(record: Record, comparison: str) -> str:
    return "; ".join(f"<bdi>{_cell(value)}</bdi>" for value in record.values.get(comparison, ()))


def _drawing(each: Explained, threshold: float) -> str:
    needed = log2(threshold / (1 - threshold))
    reached = [0.0, needed, *(step.reached for step in each.steps)]
    least, most = floor(min(reached)) - 1, ceil(max(reached)) + 1
    room = _WIDE - _LABELS - _FIGURES

    def at(bits: float) -> float:
        return round(_LABELS + (bits - least) / (most - least) * room, 1)

    high = _ROW * len(each.steps)
    parts = [
        f'<svg viewBox="0 0 {_WIDE} {high + 40}" role="img" aria-label="{_aloud(each)}">',
        f'<line class="axis" x1="{at(0)}" x2="{at(0)}" y1="0" y2="{high}"/>',
        f'<line class="threshold" x1="{at(needed)}" x2="{at(needed)}" y1="0" y2="{high}"/>',
        f'<text class="soft" text-anchor="middle" x="{at(0)}" y="{high + 16}">even odds</text>',
        f'<text class="soft" text-anchor="middle" x="{at(needed)}" y="{high + 33}">counts as one: {_percent(threshold)}</text>',
    ]
    before = 0.0
    for number, step in enumerate(each.steps):
        top = number * _ROW
        one, other = sorted((at(before), at(step.reached)))
        kind = "prior" if step.level is None else ("for" if step.bits >= 0 else "against")
        parts.append(
            f'<text x="0" y="{top + 20}">{_label(step)}</text>'
            f'<rect class="{kind}" x="{one}" y="{top + 7}" width="{max(1.5, round(other - one, 1))}" height="16"/>'
            f'<text text-anchor="end" x="{_WIDE}" y="{top + 20}">{_signed(step.bits)}</text>'
        )
        if number + 1 < len(each.steps):
            x = at(step.reached)
            parts.append(f'<line class="joint" x1="{x}" x2="{x}" y1="{top + 23}" y2="{top + _ROW + 7}"/>')
        before = step.reached
    return "".join(parts) + "</svg>"


def _aloud(each: Explained) -> str:
    steps = ", ".join(f"{_label(step)} {_signed(step.bits)}" for step in each.steps)
    return f"{steps}: {_percent(each.steps[-1].probability)}. The table below has the same."


def _label(step: Step) -> str:
    return "expected beforehand" if step.level is None else escape(step.comparison)


def _cell(text: str) -> str:
    return escape(text if len(text) <= _CLIPPED else f"{text[:_CLIPPED]}…")


def _signed(bits: float) -> str:
    return f"{bits:+.1f}".replace("-", "−")


def _percent(probability: float) -> str:
    """As many figures as tell it from certainty."""
    for figures in range(1, 6):
        said = f"{100 * probability:.{figures}f}"
        if float(said) not in (0.0, 100.0):
            return f"{said} %"
    return "above 99.99999 %" if probability > 0.5 else "below 0.00001 %"
