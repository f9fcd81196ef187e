"""The reader's words for what is missing in a case and what to do about it, and for what happened in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manara.cases.engine.checklist import Gap
from manara.cases.models import Act, Case, Element, Family, Outcome
from manara.cases.queries.log import Happening
from manara.resolution import words as things


@dataclass(frozen=True, slots=True)
class Lacking:
    """A line of the checklist: what is missing, the next step and where it is taken."""

    text: str
    step: str
    url: str
    details: tuple[str, ...] = ()


def lacking(case: Case, gap: Gap) -> Lacking:
    """A gap in words."""
    n = gap.count
    texts = {
        "no-lead": (_("Nobody leads the case"), _("Choose a lead"), "people"),
        "lead-left": (_("The lead is not in the case any more"), _("Choose a lead"), "people"),
        "no-report": (_("No report is in the case"), _("Put one in"), "reports"),
        "ungraded": (
            ngettext("%(n)s report has no grade", "%(n)s reports have no grade", n), _("See the reports"), "reports",
        ),
        "to-review": (
            ngettext("%(n)s report is due for review", "%(n)s reports are due for review", n), _("See the reports"), "reports",
        ),
        "no-decision": (_("Nothing has been decided yet"), _("Take a decision"), "decisions"),
        "elements": (
            ngettext("%(n)s element of the offence has no note", "%(n)s elements of the offence have no note", n),
            _("Note what supports it"), "decisions",
        ),
        "no-birth-date": (
            ngettext("%(n)s person has no date of birth", "%(n)s persons have no date of birth", n),
            _("See the persons"), "entities",
        ),
        "no-task": (_("No task is open"), _("Give a task"), "tasks"),
        "undated": (ngettext("%(n)s task has no date", "%(n)s tasks have no date", n), _("See the tasks"), "tasks"),
    }  # fmt: skip
    text, step, part = texts[gap.code]
    url = reverse(f"cases:{part}", args=[case.public_id])
    if gap.code == "elements":
        url += "#elements"
    return Lacking(text % {"n": n}, step, url, tuple(element_label(each) for each in gap.which))


def element_label(element: str) -> str:
    """An element in words."""
    return str(Element(element).label)


ICONS = {
    "opening": "folder", "lead": "person", "member": "circle", "report": "report", "report-out": "report", "task": "check",
    "decision": "gavel", "element": "document", "listed": "plus", "unlisted": "minus", "closure": "lock",
    "reopening": "refresh", "merge": "link",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A happening as the page tells it."""

    happening: Happening
    icon: str
    sentence: SafeString
    url: str


def told(case: Case, each: Happening) -> Told:
    """A happening in one sentence, every name of it isolated."""
    given = {"who": _bdi(each.by), "what": _bdi(each.about or _("without a title"))}
    return Told(each, ICONS[each.kind], format_html(_sentence(each), **given, **_further(each)), _address(case, each))


def _sentence(each: Happening) -> str:
    match each.kind, each.detail:
        case "opening", _family:
            return _("{who} opened the case: {family}.")
        case "lead", _detail:
            return _("{who} passed the lead to {what}.") if each.by != each.about else _("{who} took the lead.")
        case "member", _detail:
            return _("{what} is in the case.")
        case "report", _detail:
            return _("{who} put in the report “{what}”.")
        case "report-out", _detail:
            return _("The report “{what}” was taken out.")
        case "task", Act.GIVEN:
            return _("{who} gave the task “{what}”.")
        case "task", Act.DONE:
            return _("{who} did the task “{what}”.")
        case "task", Act.PASSED:
            return _("{who} passed on the task “{what}”.")
        case "task", Act.MOVED:
            return _("{who} changed the date of the task “{what}”.")
        case "task", Act.DROPPED:
            return _("{who} dropped the task “{what}”.")
        case "task", Act.AGAIN:
            return _("{who} took up the task “{what}” again.")
        case "task", _detail:
            return _("The task “{what}” went into the other case.")
        case "decision", "corrects":
            return _("{who} corrected a decision: “{what}”.")
        case "decision", _detail:
            return _("{who} decided: “{what}”.")
        case "element", _detail:
            return _("{who} noted what supports an element: {element}.")
        case "listed", _detail:
            return _("{who} put “{what}” on the list.")
        case "unlisted", _detail:
            return _("{who} took “{what}” off the list.")
        case "closure", _detail:
            return _("{who} closed the case: {outcome}.")
        case "reopening", _detail:
            return _("{who} reopened the case.")
        case "merge", "into":
            return _("{who} let the case go into “{what}”.")
    return _("{who} took in the case “{what}”.")


def _further(each: Happening) -> dict[str, str]:
    if each.kind == "opening":
        return {"family": str(Family(each.detail).label)}
    if each.kind == "element":
        return {"element": element_label(each.detail)}
    if each.kind == "closure":
        return {"outcome": str(Outcome(each.detail).label)}
    return {}


def _address(case: Case, each: Happening) -> str:
    if each.ref is None:
        return ""
    match each.kind:
        case "report" | "report-out":
            return reverse("intake:report", args=[each.ref])
        case "task":
            return reverse("cases:task", args=[case.public_id, each.ref]) if each.case_id == case.pk else ""
        case "decision" | "element":
            return reverse("cases:decisions", args=[case.public_id]) + f"#{each.ref}"
        case "listed" | "unlisted":
            return reverse("resolution:entity", args=[each.ref])
        case "merge":
            return reverse("cases:case", args=[each.ref])
    return ""


def caption(schema: str, text: str) -> things.Shown:
    """A thing's name as a list shows it."""
    if not text:
        return things.Shown(str(things.UNNAMED))
    if schema == "Phone":
        return things.Shown(things.phone(text), "phone", ltr=True)
    return things.Shown(text, "name", things.name_language(text))


def _bdi(text: str) -> SafeString:
    return format_html('<bdi class="long">{}</bdi>', text)
