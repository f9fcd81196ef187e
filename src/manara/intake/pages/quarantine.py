"""Rows that could not be read: why, with their cells and bytes, corrected here and admitted, or put away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from manara.foundation.access import Ability, allow
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.scripts import isolate, tidy
from manara.foundation.vocabulary import schemas
from manara.intake.actions.discard_row import discard_row
from manara.intake.actions.readmit_row import StillFaulty, correct_alike, readmit_row, tried
from manara.intake.engine.drafts import Quarantined, ReportDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.targets import TARGETS
from manara.intake.forms.mapping import target_label
from manara.intake.models import Import, QuarantinedRow
from manara.intake.pages.asking import viewer_of
from manara.intake.queries.imports import import_for
from manara.intake.queries.quarantine import alike, next_waiting, quarantine_for, quarantined_row, reasons_in
from manara.intake.queries.reports import name_untitled
from manara.intake.reasons import short, told, told_code

SHOWN_BYTES = 2048


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its column, what the column says, the text, and what is wrong with it."""

    index: int
    header: str
    says: str
    text: str
    wrong: str


@allow(Ability.IMPORT)
def quarantine(request: HttpRequest, public_id: uuid.UUID | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    imported = import_for(viewer, public_id) if public_id else None
    code = tidy(request.GET.get("reason", ""))[:40]
    page = quarantine_for(
        viewer, imported, code=code, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    kept = {"reason": code} if code else {}
    context = {
        "imported": imported,
        "code": code,
        "reasons": [(each, short(each.code)) for each in reasons_in(imported)],
        "rows": [_line(row) for row in page.rows],
        "previous": f"?{urlencode({**kept, 'before': page.before})}" if page.before else "",
        "next": f"?{urlencode({**kept, 'after': page.after})}" if page.after else "",
    }
    return TemplateResponse(request, "intake/quarantine.html", context)


def _line(row: QuarantinedRow) -> dict[str, object]:
    column = row.params.get("column")
    cell = row.cells[column] if isinstance(column, int) and column < len(row.cells) else " · ".join(row.cells[:4])
    return {"row": row, "reason": told_code(row.code, row.params), "cell": cell[:160]}


@allow(Ability.IMPORT)
def quarantined(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    row = quarantined_row(viewer, public_id)
    waits = row.readmitted_at is None and row.discarded_at is None
    report = row.readmission.report if hasattr(row, "readmission") else None
    # A row says what its report says: taken back with it, and to be seen again when that is undone.
    silent = report is not None and report.retracted_at is not None
    cells = [] if silent else list(row.cells)
    raw = b"" if silent else bytes(row.raw)
    problem, column = Problem(row.code, **row.params), row.params.get("column")
    draft: ReportDraft | None = None
    status = 200
    if request.method == "POST" and waits:
        act = request.POST.get("act", "try")
        if act == "discard":
            return _discarded(request, row)
        cells = [request.POST.get(f"cell-{at}", cell) for at, cell in enumerate(row.cells)]
        if act in ("admit", "alike"):
            try:
                return _admitted(request, row, cells, also=act == "alike")
            except StillFaulty as faulty:
                problem, column, status = faulty.problem, faulty.column, 422
        else:
            result = tried(row.imported, row, cells)
            if isinstance(result, Quarantined):
                problem, column, status = result.problem, result.column, 422
            else:
                draft, column = result, None
    context = {
        "row": row,
        "imported": row.imported,
        "waits": waits,
        "silent": silent,
        "reason": "" if draft is not None else told(problem),
        "cells": _cells(row.imported, cells, column, told(problem) if draft is None else ""),
        "whole": column is None and draft is None,
        "alike": alike(row) if waits else 0,
        "saying": _saying(draft) if draft else [],
        "draft": draft,
        "raw": _dump(raw[:SHOWN_BYTES]),
        "raw_text": raw[:SHOWN_BYTES].decode(_encoding(row.imported), "replace"),
        "raw_size": len(raw),
        "report": report,
    }
    return TemplateResponse(request, "intake/quarantined.html", context, status=status)


def _admitted(request: HttpRequest, row: QuarantinedRow, cells: list[str], *, also: bool) -> HttpResponse:
    viewer = viewer_of(request)
    report = readmit_row(viewer, row, cells)
    if also:
        done = correct_alike(viewer, row, cells)
        more = done.admitted + done.known
        messages.success(
            request,
            ngettext(
                "This row and %(count)s other were admitted.", "This row and %(count)s others were admitted.", more
            )
            % {"count": more},
        )
    else:
        name_untitled([report])
        title = report.title or report.named or _("Without a title")  # type: ignore[attr-defined]
        messages.success(request, _("The row is admitted: its report is “%(title)s”.") % {"title": isolate(title)})
    return _on(row)


def _discarded(request: HttpRequest, row: QuarantinedRow) -> HttpResponse:
    reason = tidy(request.POST.get("reason", ""))
    if not reason:
        messages.error(request, _("Say why: the reason is kept with what is done."))
        return redirect("intake:quarantined", row.public_id)
    discard_row(viewer_of(request), row, reason=reason)
    messages.success(request, _("The row was put away. Its bytes stay."))
    return _on(row)


def _on(row: QuarantinedRow) -> HttpResponse:
    """To the next row that waits, or back to the import when none does."""
    following = next_waiting(row)
    if following is not None:
        return redirect("intake:quarantined", following.public_id)
    return redirect(reverse("intake:import", args=[row.imported.public_id]))


def _cells(imported: Import, cells: list[str], column: object, wrong: str) -> list[Cell]:
    columns = {each.index: each for each in Mapping.from_dict(imported.mapping).columns}
    shown = []
    for at, text in enumerate(cells):
        known = columns.get(at)
        target = TARGETS.get(known.target or "") if known else None
        shown.append(
            Cell(
                index=at,
                header=known.header if known else _("column %(number)s") % {"number": at + 1},
                says=target_label(target) if target else "",
                text=text,
                wrong=wrong if at == column else "",
            )
        )
    return shown


def _saying(draft: ReportDraft) -> list[tuple[str, str]]:
    """What the corrected row would say, one line an entity."""
    lines = []
    for entity in draft.entities:
        values = [each.value for each in entity.statements if each.value]
        if values:
            lines.append((schemas()[entity.schema].label(get_language() or "en"), " · ".join(values[:8])))
    return lines


def _encoding(imported: Import) -> str:
    name = str(imported.choice.get("encoding") or "utf-8")
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


def _dump(raw: bytes) -> list[tuple[str, str, str]]:
    """The bytes as offset, hexadecimal figures and the letters among them, sixteen a line."""
    lines = []
    for at in range(0, len(raw), 16):
        part = raw[at : at + 16]
        letters = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in part)
        lines.append((f"{at:04x}", part.hex(" "), letters))
    return lines
