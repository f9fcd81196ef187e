"""The help of the pages of cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_CASE = PageHelp(
    title=_("A case"),
    purpose=_("What is new since your last visit, what is due and what is missing; below it the newest of everything."),
    acts=(
        _("Follow a line under “Missing” to the place where it is put right."),
        _("Give a task, put a report in, take a decision in the parts of the case."),
        _("Write to your colleagues in the comments at the end of the page."),
        _("Take the case along as a document in any of the four languages."),
    ),
    know=(
        _("The checklist counts; it judges nothing. A person is never shown as guilty or as a victim by it."),
        _("That another case touches the same thing is shown only to who may see both."),
        _("What you may not see is not counted, so two members may see different numbers."),
    ),
)
_REPORTS = PageHelp(
    title=_("Reports of a case"),
    purpose=_("The reports that everybody in the case sees: written for its circle, or put in by a member with a reason."),
    acts=(_("Look for a report by words of its title and put it in."), _("Open a report to end its sharing with the case.")),
    know=(_("A report with H2 or H3 is put in by the agency that wrote it only."),),
)
_ENTITIES = PageHelp(
    title=_("Persons and things of a case"),
    purpose=_("Who and what the case’s reports name, and what a member put on the list."),
    acts=(_("Choose a kind, order it, open a line."), _("Put somebody or something on the list, with the reason.")),
    know=(_("Being named or listed says that it matters here, not that it did anything."),),
)
_TASKS = PageHelp(
    title=_("Tasks"),
    purpose=_("What is to be done in the case, by whom and until when; the most urgent first."),
    acts=(_("Give a task to a member."), _("Open a task to do it, pass it on, change its date or drop it.")),
    know=(_("Each change stays in the task’s history with its reason."),),
)
_DECISIONS = PageHelp(
    title=_("Decisions and elements"),
    purpose=_("What was decided, on which grounds and by which law; and what supports each element of the offence."),
    acts=(_("Take a decision."), _("Correct one by a further decision."), _("Note what supports an element.")),
    know=(
        _("A decision can’t be rewritten: both the first and its correction stay."),
        _("For a child no means are needed, and a border crossing is no element of trafficking."),
    ),
)
_ENDING = PageHelp(
    title=_("How a case ends"),
    purpose=_("A case is closed, reopened or let into another, each with its reason; nothing of it is lost by that."),
    acts=(
        _("Close it with an outcome, after its open tasks are shown."),
        _("Reopen it with a reason."),
        _("Let it go into another case of which you keep the circle, too."),
    ),
    know=(
        _("If somebody closed it while you wrote, the page says who and when, and what you wrote is still there."),
        _("A merge opens the reports of one case to the people of the other; to part them again, each sharing is ended."),
    ),
)
_INTO = PageHelp(
    title=_("Put into a case"),
    purpose=_("Which of your open cases have this report, person or thing, and a form to put it into another."),
    acts=(_("Choose a case, say why, put it in."), _("Take it out again, if it was put in by mistake.")),
    know=(_("A report in a case is read by everybody in it; a person or thing on its list opens no report."),),
)
HELP = {
    "cases:cases": PageHelp(
        title=_("Cases"),
        purpose=_("The cases whose circle you are in, the one with the latest change first."),
        acts=(_("Narrow the list by family, state, what is yours or late."), _("Order it by date, number or title.")),
        know=(_("Trafficking, smuggling and slavery are counted apart and never added up."),),
    ),
    "cases:new": PageHelp(
        title=_("Open a case"),
        purpose=_("A case gathers the people, reports and tasks of one investigation."),
        acts=(
            _("Give it a number, a title and a family, and say why it is opened."), _("Make a case of a circle that you keep."),
        ),
        know=(_("No person’s name in the title: everybody in the case reads it wherever the case is named."),),
    ),
    "cases:case": _CASE,
    "cases:reports": _REPORTS,
    "cases:entities": _ENTITIES,
    "cases:tasks": _TASKS,
    "cases:task": _TASKS,
    "cases:decisions": _DECISIONS,
    "cases:timeline": PageHelp(
        title=_("Timeline of a case"),
        purpose=_("When what was, as precisely as the case’s reports say it."),
        acts=(_("Move in time, nearer and farther."), _("Open a moment to read the report behind it."), _("Print it.")),
    ),
    "cases:log": PageHelp(
        title=_("What happened"),
        purpose=_("The story of the case: openings, people, reports, tasks, decisions, endings."),
        acts=(_("Open a line to see what it is about."), _("Print it.")),
        know=(_("Nothing of it can be rewritten."),),
    ),
    "cases:people": PageHelp(
        title=_("People of a case"),
        purpose=_("Who may know what the case knows, and who leads it."),
        acts=(_("Pass the lead on, with the reason."), _("Who keeps the circle lets others in and out.")),
    ),
    "cases:close": _ENDING,
    "cases:reopen": _ENDING,
    "cases:merge": _ENDING,
    "cases:of-report": _INTO,
    "cases:of-entity": _INTO,
    "cases:brief": PageHelp(
        title=_("Take the case along"),
        purpose=_("The case as a document: its reports with source, grade and handling code, its things, tasks and decisions."),
        acts=(_("Choose the language: Arabic, French, Spanish or English."),),
        know=(_("Every page bears your code, the time and the strictest handling code; that you took it is recorded."),),
    ),
}
NO_PAGE = frozenset(
    {"cases:seen", "cases:put", "cases:list", "cases:unlist", "cases:change-task", "cases:element", "cases:follow"}
)
