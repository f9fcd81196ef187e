"""A file before its rows come in: how it is read, what its columns say, and what would become of the first rows."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from manara.foundation.access import Ability, allow
from manara.foundation.engine.problems import Problem
from manara.foundation.engine.scripts import tidy
from manara.intake.actions.prepare_import import AlreadyStarted, map_columns, reread, save_profile
from manara.intake.actions.run_import import start_import
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.reading import Choice
from manara.intake.forms.mapping import COUNTRIES, MappingForm
from manara.intake.forms.weights import schemes
from manara.intake.models import Import
from manara.intake.models.imports import ImportState
from manara.intake.opened import header_digest
from manara.intake.pages.asking import number_of, viewer_of
from manara.intake.queries.imports import import_for, profiles_for
from manara.intake.queries.preview import preview_of
from manara.intake.reasons import short, told

SEPARATORS = [
    (",", gettext_lazy("comma")), (";", gettext_lazy("semicolon")), ("\t", gettext_lazy("tabulator")),
    ("|", gettext_lazy("vertical line")),
]  # fmt: skip
NOTES = {
    "header-repeated": gettext_lazy("The header comes again in row %(row)s; it was passed over."),
    "column-renamed": gettext_lazy("Two columns had the same name; one is called “%(value)s” now."),
    "titles-above": gettext_lazy("The lines above row %(row)s were taken for a heading: “%(value)s”."),
}


def preview(request: HttpRequest, imported: Import, form: MappingForm | None = None) -> HttpResponse:
    """The preview page of an import; called by its own page, which has checked who asks."""
    context: dict[str, Any] = {"imported": imported, "separators": SEPARATORS, "countries": COUNTRIES}
    status = 422 if form is not None else 200
    try:
        if imported.refusal:
            raise Problem(imported.refusal["code"], **imported.refusal["params"])
        seen = preview_of(imported)
    except Problem as problem:
        context |= {"refusal": told(problem), "choice": imported.choice}
        return TemplateResponse(request, "intake/refused_file.html", context, status=status)
    form = form or MappingForm(seen.mapping, imported.defaults, asked=seen.questions)
    context |= {
        "seen": seen,
        "form": form,
        "columns": list(form.shown(seen.sample)),
        "profiles": profiles_for(imported),
        "asked": [_question(each, form) for each in seen.questions],
        "notes": [told_note for told_note in map(_note, seen.notes) if told_note],
        "dry_reasons": [(short(code), count) for code, count in seen.dry.reasons] if seen.dry else [],
        "dry_faulty": [(each.row, told(each.problem)) for each in seen.dry.faulty] if seen.dry else [],
        "problem": told(seen.problem) if seen.problem else "",
        "structured": seen.mapping.profile in ("ftm", "iom-incidents"),
        "schemes": schemes(),
    }
    return TemplateResponse(request, "intake/preview.html", context, status=status)


@require_POST
@allow(Ability.IMPORT)
def read(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    imported = import_for(viewer, public_id)
    row = request.POST.get("header_row", "")
    choice = Choice(
        encoding=request.POST.get("encoding", "")[:40],
        separator=request.POST.get("separator", "")[:1],
        sheet=request.POST.get("sheet", "")[:200],
        header_row=number_of(row),
        fill_merged="fill_merged" in request.POST,
    )
    try:
        reread(viewer, imported, choice)
    except AlreadyStarted:
        messages.info(request, _("Rows are being admitted under the reading as it stands."))
    return redirect("intake:import", public_id)


@require_POST
@allow(Ability.IMPORT)
def columns(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    viewer = viewer_of(request)
    imported = import_for(viewer, public_id)
    if imported.state != ImportState.PREVIEW:
        return redirect("intake:import", public_id)
    act = request.POST.get("act", "check")
    if act == "profile":
        return _load(request, imported)
    form = MappingForm(Mapping.from_dict(imported.mapping), imported.defaults, request.POST)
    if act != "start":
        # While he is still choosing, a grade may be open; it is needed to begin.
        for name in ("grade_source", "grade_information"):
            form.fields[name].required = False
    if not form.is_valid():
        return preview(request, imported, form)
    imported = map_columns(viewer, imported, form.mapping(), form.defaults())
    if act == "keep":
        return _keep(request, imported)
    if act == "start":
        seen = preview_of(imported)
        if seen.problem is not None:
            messages.error(request, told(seen.problem))
            return redirect("intake:import", public_id)
        if seen.questions and request.POST.get("unanswered") != "yes":
            messages.warning(request, _("Answer the questions first, or say that those rows may wait in quarantine."))
            return redirect("intake:import", public_id)
        start_import(viewer, imported)
    return redirect("intake:import", public_id)


def _keep(request: HttpRequest, imported: Import) -> HttpResponse:
    name = tidy(request.POST.get("profile_name", ""))[:80]
    if not name:
        messages.error(request, _("Give the profile a name."))
    else:
        header = [column.header for column in Mapping.from_dict(imported.mapping).columns]
        save_profile(viewer_of(request), imported, name=name, header_digest=header_digest(header))
        messages.success(request, _("Kept. The next file with the same header is read this way."))
    return redirect("intake:import", imported.public_id)


def _load(request: HttpRequest, imported: Import) -> HttpResponse:
    chosen = request.POST.get("profile", "")
    profile = next((each for each in profiles_for(imported) if str(each.public_id) == chosen), None)
    if profile is not None:
        now = Mapping.from_dict(imported.mapping)
        try:
            fitted = Mapping.from_dict(profile.mapping).fitted([column.header for column in now.columns])
        except Problem as problem:
            messages.error(request, told(problem))
        else:
            fitted = replace(fitted, reserved_prefixes=now.reserved_prefixes, profile=fitted.profile or now.profile)
            map_columns(viewer_of(request), imported, fitted, profile.defaults)
            messages.success(request, _("The columns are read as this profile says."))
    return redirect("intake:import", imported.public_id)


def _question(question: Any, form: MappingForm) -> dict[str, Any]:
    sentence = {
        "date-order": _("In which order are day and month?"),
        "calendar": _("Which calendar are these years of?"),
        "phone-country": _("Which country are these phones of?"),
    }[question.kind]
    part = {"date-order": "order", "calendar": "calendar", "phone-country": "country"}[question.kind]
    return {"question": question, "sentence": sentence, "field": form[f"c{question.index}-{part}"]}


def _note(note: Any) -> str:
    template = NOTES.get(note.code)
    return str(template) % {"row": note.row, "value": note.value} if template else ""


