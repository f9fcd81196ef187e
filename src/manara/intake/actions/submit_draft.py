"""Makes a report of a draft, once: a second click finds the report that the first one made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from manara.foundation.access import Ability, Refused, Viewer, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.record import record
from manara.foundation.engine.problems import Problem, register
from manara.foundation.models import Circle
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind
from manara.foundation.queries.places import place_for
from manara.intake.actions.admit_reports import Provenance, admit_reports, digest_under
from manara.intake.actions.save_draft import DraftClosed, check_writer
from manara.intake.engine.form import read_form
from manara.intake.models import Draft, Report
from manara.intake.models.report import GradeScheme, Handling, ReportKind, Tlp

register("circle-missing", "Choose at least one circle: an empty audience means nobody.")
register("choice-unknown", "Choose one of the values offered.")
register("review-unreadable", "Write the review date as a day: year-month-day.")
register("value-too-wide", "This is %(length)s characters long; at most %(limit)s can be kept.")

CONDITIONS = 500
LANGUAGES = ("ar", "fr", "es", "en")


class FormProblems(ValueError):
    """What is wrong with the form, by the key of the field."""

    def __init__(self, errors: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(sorted(errors)))
        self.errors = errors


def submit_draft(viewer: Viewer, draft: Draft, payload: Mapping[str, str]) -> Report:
    """Admit what the form says to the circles it names. Raises `Refused`, `FormProblems`, `DraftClosed`.

    A report of the same author with the same content under the same grade, not retracted, is not made twice.
    """
    check_writer(viewer, draft)
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if locked.report_id is not None:
            return Report.objects.get(pk=locked.report_id)
        if locked.discarded_at is not None:
            raise DraftClosed
        read = read_form(
            payload, country=settings.NODE.country or "", reserved_prefixes=tuple(settings.NODE.reserved_phone_prefixes)
        )
        circles, errors = _frame(viewer, payload, read.errors)
        if read.draft is None or errors:
            raise FormProblems(errors)
        audience = audience_of(circles)
        viewer = again(viewer)
        provenance = _provenance(viewer, locked, payload, audience)
        admitted = admit_reports(viewer, provenance, [read.draft])
        mark = digest_under(provenance, read.draft)
        report = Report.objects.get(audience_id=audience, digest=mark)
        # Two drafts with the same words: the report belongs to the first, and the second is done with.
        if admitted.reports:
            locked.report = report
        else:
            locked.discarded_at = report.written_at
        locked.save(update_fields=["report", "discarded_at"])
        chosen = payload.get("place_key", "")
        if admitted.reports and read.draft.place and chosen and place_for(chosen) is not None:
            # Only a place that the writer may see: another key is as if none had been chosen.
            report.place_key = chosen
            report.save(update_fields=["place_key"])
        if admitted.reports:
            record(viewer, AuditVerb.CREATE, "report", [report.public_id], audience=audience)
    return report


def _frame(
    viewer: Viewer, payload: Mapping[str, str], errors: Mapping[str, Problem]
) -> tuple[list[int], dict[str, Problem]]:
    """The circles chosen, and the errors with those of the report's frame added."""
    found = dict(errors)
    circles = chosen_circles(viewer, payload.get("circles", ""))
    if not circles:
        found["circles"] = Problem("circle-missing")
    for name, values in (("handling", Handling.values), ("tlp", Tlp.values), ("grade_scheme", GradeScheme.values)):
        if payload.get(name, "") not in values:
            found.setdefault(name, Problem("choice-unknown"))
    conditions = payload.get("conditions", "")
    if len(conditions) > CONDITIONS:
        found["conditions"] = Problem("value-too-wide", length=len(conditions), limit=CONDITIONS)
    try:
        _day(payload.get("review_on", ""))
    except ValueError:
        found["review_on"] = Problem("review-unreadable")
    return circles, found


def chosen_circles(viewer: Viewer, listed: str) -> list[int]:
    """The numbers of the circles named by their public ids, one after another. Raises `Refused` for one not his."""
    wanted = set(listed.split())
    # What names persons never goes to the circle that everyone reads.
    mine = Circle.objects.filter(pk__in=viewer.circles).exclude(kind=CircleKind.CONTEXT)
    known = {str(public): number for number, public in mine.values_list("pk", "public_id")}
    if wanted - known.keys():
        raise Refused(Ability.WRITE_REPORTS, reason="circle")
    return sorted(known[public] for public in wanted)


def _provenance(viewer: Viewer, draft: Draft, payload: Mapping[str, str], audience: int) -> Provenance:
    language = payload.get("language", "")
    return Provenance(
        audience=audience,
        agency=viewer.agency_id,
        author=draft.author_id,
        kind=ReportKind.FORM,
        grade_scheme=payload["grade_scheme"],
        handling=payload["handling"],
        tlp=payload.get("tlp", ""),
        conditions=payload.get("conditions", "").strip(),
        review_on=_day(payload.get("review_on", "")),
        language=language if language in LANGUAGES else (get_language() or "")[:2],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None
