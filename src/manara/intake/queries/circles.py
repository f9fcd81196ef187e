"""The circles among which a person chooses: those he is in, and the agencies to which something can be released."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from manara.foundation.access import Viewer
from manara.foundation.models import Circle
from manara.foundation.models.circle import CircleKind

_OWN_FIRST = Case(
    When(kind=CircleKind.AGENCY, then=Value(0)), When(kind=CircleKind.CASE, then=Value(1)), default=Value(2),
    output_field=IntegerField(),
)  # fmt: skip


def circles_of_viewer(viewer: Viewer) -> list[Circle]:
    """All circles the viewer is in, his agency's first."""
    rows = Circle.objects.filter(pk__in=viewer.circles).select_related("agency")
    return list(rows.order_by(_OWN_FIRST, "name", "pk"))


def circles_for_reports(viewer: Viewer) -> list[Circle]:
    """Where a form's report can go: what names persons never goes to the circle that everyone reads."""
    return [circle for circle in circles_of_viewer(viewer) if circle.kind != CircleKind.CONTEXT]


def circles_for_import(viewer: Viewer) -> list[Circle]:
    """Where a file can go: the same, and the context circle for attributed public incidents."""
    return circles_of_viewer(viewer)


def circles_for_release(viewer: Viewer) -> list[Circle]:
    """To whom a sanitised report can go: every agency's circle, and those the viewer is in."""
    rows = Circle.objects.filter(Q(kind=CircleKind.AGENCY) | Q(pk__in=viewer.circles)).exclude(kind=CircleKind.CONTEXT)
    return list(rows.select_related("agency").order_by(_OWN_FIRST, "name", "pk"))
