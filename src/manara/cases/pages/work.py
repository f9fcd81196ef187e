"""Tasks, decisions and elements of a case."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manara.cases import words
from manara.cases.actions.change_task import ENDING, AlreadyEnded, change_task
from manara.cases.actions.decide import AlreadyCorrected, decide
from manara.cases.actions.give_task import give_task
from manara.cases.actions.hold_case import NotOpen
from manara.cases.actions.note_element import note_element
from manara.cases.actions.pass_lead import NotInCase
from manara.cases.engine.elements import elements_of
from manara.cases.engine.laws import laws_of
from manara.cases.forms.work import DecisionForm, ElementForm, MoveForm, PassForm, ReasonForm, TaskForm
from manara.cases.models import Act, Task
from manara.cases.pages.contents import _not_open
from manara.cases.pages.frame import Opened, frame, opened
from manara.cases.queries import work
from manara.cases.queries.people import members_of
from manara.foundation.access import Ability, Hidden, allow
from manara.foundation.models import User
from manara.foundation.subjects import Named, named


@allow(Ability.WORK_CASES)
def tasks(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What is to be done, and what was; gives a task."""
    it = opened(request, case, "tasks")
    members = members_of(it.case)
    about = _about(it, request.POST.get("about", "") or request.GET.get("about", ""))
    me = next((str(each.public_id) for each in members if each.user_id == it.viewer.user_id), "")
    form = TaskForm(
        request.POST or None, members, initial={"owner": me, "about": f"{about.kind}:{about.public_id}" if about else ""}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            give_task(
                it.viewer, it.case, title=given["title"], owner=User.objects.get(pk=form.chosen().user_id),
                due_on=given["due_on"], details=given["details"], about=about,
            )  # fmt: skip
        except NotOpen:
            form.add_error(None, _not_open())
        except NotInCase:
            form.add_error("owner", _("This person is not in the case any more."))
        else:
            messages.success(request, _("The task is given."))
            return redirect("cases:tasks", case)
    context = frame(
        it, "tasks", open=list(work.open_tasks(it.case)[: work.MOST]), ended=work.ended_tasks(it.case), form=form,
        about=about, today=timezone.localdate(),
    )  # fmt: skip
    return TemplateResponse(request, "cases/tasks.html", context)


@allow(Ability.WORK_CASES)
def task(request: HttpRequest, case: uuid.UUID, task: uuid.UUID) -> HttpResponse:
    """One task: what it is about, what became of it, and what can be done with it."""
    it = opened(request, case, "tasks")
    return _task_page(request, it, work.task_of(it.viewer, it.case, task))


@require_POST
@allow(Ability.WORK_CASES)
def change(request: HttpRequest, case: uuid.UUID, task: uuid.UUID) -> HttpResponse:
    """Does something with a task."""
    it = opened(request, case, "tasks")
    found = work.task_of(it.viewer, it.case, task)
    wanted = request.POST.get("act", "")
    if wanted not in (Act.DONE, Act.PASSED, Act.MOVED, Act.DROPPED, Act.AGAIN):
        raise Hidden
    act = Act(wanted)
    form: Any = MoveForm(request.POST) if act == Act.MOVED else ReasonForm(request.POST)
    if act == Act.PASSED:
        form = PassForm(request.POST, members_of(it.case))
    # That a task is done needs no reason; what changes what others rely on does.
    if act == Act.DONE:
        form.fields["reason"].required = False
    if not form.is_valid():
        return _task_page(request, it, found, act=act, form=form)
    owner = User.objects.get(pk=form.chosen().user_id) if act == Act.PASSED else None
    try:
        change_task(
            it.viewer, found, act, reason=form.cleaned_data.get("reason", ""), owner=owner,
            due_on=form.cleaned_data.get("due_on"),
        )  # fmt: skip
    except NotOpen:
        form.add_error(None, _not_open())
        return _task_page(request, it, found, act=act, form=form)
    except NotInCase:
        form.add_error("owner", _("This person is not in the case any more."))
        return _task_page(request, it, found, act=act, form=form)
    except AlreadyEnded as faster:
        form.add_error(None, _faster(faster))
        return _task_page(request, it, work.task_of(it.viewer, it.case, task), act=act, form=form)
    messages.success(request, _("Noted."))
    return redirect("cases:tasks", case) if act in ENDING else redirect("cases:task", case, task)


def _faster(faster: AlreadyEnded) -> str:
    if faster.last is None:
        return _("Somebody was faster; look at what became of the task below.")
    return _("%(who)s was faster: the task is %(act)s. What you wrote is still here.") % {
        "who": faster.last.by.code, "act": faster.last.get_act_display(),
    }  # fmt: skip


def _task_page(
    request: HttpRequest, it: Opened, found: Task, *, act: Act | None = None, form: Any = None
) -> HttpResponse:
    members = members_of(it.case)
    context = frame(
        it,
        "tasks",
        task=found,
        acts=work.acts_of(found),
        about=_about(it, f"{found.subject_kind}:{found.subject_id}" if found.subject_id else ""),
        hidden_subject=bool(found.subject_id),
        today=timezone.localdate(),
        failed=act.value if act else "",
        done_form=form if act in (Act.DONE, Act.DROPPED, Act.AGAIN) else ReasonForm(),
        pass_form=form if act == Act.PASSED else PassForm(None, members),
        move_form=form if act == Act.MOVED else MoveForm(initial={"due_on": found.due_on}),
    )
    return TemplateResponse(request, "cases/task.html", context)


@allow(Ability.WORK_CASES)
def decisions(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What was decided, and which element is supported by what; takes a decision."""
    it = opened(request, case, "decisions")
    corrects = _corrected(it, request.POST.get("corrects", "") or request.GET.get("corrects", ""))
    begun = {name: getattr(corrects, name) for name in ("ruling", "grounds", "law")} if corrects else {}
    form = DecisionForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            decide(it.viewer, it.case, corrects=corrects, **form.cleaned_data)
        except NotOpen:
            form.add_error(None, _not_open())
        except AlreadyCorrected:
            form.add_error(
                None, _("This decision was corrected meanwhile. Correct the newer one; what you wrote is still here.")
            )
        else:
            messages.success(request, _("The decision stands in the case. It is not rewritten; a further one can correct it."))
            return redirect("cases:decisions", case)
    return _decisions_page(request, it, form=form, corrects=corrects)


@require_POST
@allow(Ability.WORK_CASES)
def element(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Notes what supports an element."""
    it = opened(request, case, "decisions")
    form = ElementForm(request.POST, it.case.family)
    if form.is_valid():
        try:
            note_element(it.viewer, it.case, form.cleaned_data["element"], note=form.cleaned_data["note"])
        except NotOpen:
            form.add_error(None, _not_open())
        else:
            messages.success(request, _("Noted. It supports inquiry; a court decides."))
            return redirect("cases:decisions", case)
    return _decisions_page(request, it, element_form=form)


def _decisions_page(
    request: HttpRequest, it: Opened, *, form: Any = None, element_form: Any = None, corrects: Any = None
) -> HttpResponse:
    noted = work.elements_of(it.scope)
    context = frame(
        it,
        "decisions",
        decisions=work.decisions_of(it.scope),
        elements=[
            (code, words.element_label(code), [note for note in noted if note.element == code])
            for code in elements_of(it.case.family)
        ],
        form=form or DecisionForm(),
        element_form=element_form or ElementForm(None, it.case.family),
        corrects=corrects,
        laws=laws_of(settings.NODE.country or ""),
    )
    return TemplateResponse(request, "cases/decisions.html", context)


def _corrected(it: Opened, text: str) -> Any:
    try:
        return work.decision_of(it.case, uuid.UUID(text)) if text else None
    except ValueError:
        raise Hidden from None


def _about(it: Opened, text: str) -> Named | None:
    """What a task is about, if the viewer may see it; a subject that he may not see is none to him."""
    kind, _colon, public_id = text.partition(":")
    if kind not in ("report", "entity"):
        return None
    try:
        return named(it.viewer, kind, uuid.UUID(public_id))
    except (ValueError, Hidden):
        return None
