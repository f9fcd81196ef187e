"""The words of the signs that stand at the things of a chart: those that are there, and no others."""

from __future__ import annotations

from manara.networks.engine.role_signs import SHIELD, sign_of
from manara.networks.pages import role_words, saying
from manara.networks.queries.chart import Charted


def signs(chart: Charted) -> list[dict[str, str | bool]]:
    """Each role's sign with its word, in the order of the words; the shield at last."""
    marks = {mark for roles in chart.marks.roles.values() for mark in roles}
    found = {role_words.marked(mark): (sign_of(mark.role), not mark.stated) for mark in marks}
    told: list[dict[str, str | bool]] = [
        {"word": word, "path": path, "broken": broken, "spared": False} for word, (path, broken) in sorted(found.items())
    ]
    if chart.marks.spared:
        told.append({"word": saying.protected(), "path": SHIELD, "broken": False, "spared": True})
    return told
