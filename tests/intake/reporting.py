"""A report as the tests of intake need one: handed in through the form, about one person with a phone."""

from __future__ import annotations

from manara.foundation.access import Viewer
from manara.foundation.models import Circle
from manara.intake.actions.begin_draft import begin_draft
from manara.intake.actions.submit_draft import submit_draft
from manara.intake.models import Report


def payload(circle: Circle, **changed: str) -> dict[str, str]:
    """What a filled form sends."""
    return {
        "title": "Boat seen off the cape",
        "text": "A pirogue left at night.",
        "occurred": "2026-03-12",
        "place": "Nouadhibou",
        "persons-0-name": "محمد ولد أحمد",
        "phones-0-number": "+222 36 30 10 10",
        "phones-0-person": "0",
        "grade_scheme": "4x4",
        "grade_source": "B",
        "grade_information": "2",
        "handling": "H0",
        "source_reference": "S-112",
        "circles": str(circle.public_id),
        **changed,
    }


def hand_in(viewer: Viewer, circle: Circle, **changed: str) -> Report:
    """A report of `viewer` in `circle`."""
    draft, viewer = begin_draft(viewer, circle.pk)
    return submit_draft(viewer, draft, payload(circle, **changed))
