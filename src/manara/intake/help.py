"""The help of intake's pages: reports and drafts, imports and quarantine."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_REPORTS = PageHelp(
    title=_("Reports"),
    purpose=_("All reports that you may read, the newest first; a first responder sees his own."),
    acts=(
        _("Narrow the list by agency, kind, handling code, date or words of the title."),
        _("Open a report to read it, share it or take it back; write a new one."),
    ),
    know=(_("A report that was taken back stays in the list of those who had it, without its content."),),
)
_REPORT = PageHelp(
    title=_("A report"),
    purpose=_("What was reported, by whom, how sure and under which handling code; and what Manara took out of it."),
    acts=(
        _("Open each person, phone or boat that it names."),
        _("Share it with a circle, for a reason and until a day; or send a sanitised release instead."),
        _("Take it back when it was wrong: its statements go everywhere at once."),
    ),
    know=(_("The grade is of the source and of the information, not of the person it speaks of."),),
)
_REPORT_RELEASE = PageHelp(
    title=_("A sanitised release"),
    purpose=_("Make a new report from this one that says less, for those who need to know a part of it."),
    acts=(_("Choose the statements that may leave and reword the text."),),
    know=(_("Read it once more as the source would: could anybody tell who said it?"),),
)
_NEW = PageHelp(
    title=_("Writing a report"),
    purpose=_("Say what you know in three minutes: what happened, who and what was there, how you know."),
    acts=(
        _("Write freely; names, phones and places have fields of their own, as many as you need."),
        _("Leave at any time: what you typed is kept as a draft."),
    ),
    know=(
        _("A date may be as vague as you know it: “about 2019”, “March 2024”."),
        _("What you saw is a fact; what you conclude is an assessment. Say which."),
    ),
)
_DRAFTS = PageHelp(
    title=_("Unfinished reports"),
    purpose=_("Reports that were begun and not sent yet."),
    acts=(_("Go on writing, send it or throw it away."),),
    know=(_("Nobody can find what is still a draft."),),
)
_IMPORTS = PageHelp(
    title=_("Imports"),
    purpose=_(
        "Bring in a file: a spreadsheet, a database, a track, a list or a partner’s package, whatever its "
        "columns are called."
    ),
    acts=(
        _("Choose a file; before anything is stored you see how its rows were understood."),
        _("Follow a running import, stop it and take it up again."),
    ),
    know=(_("The same file twice makes nothing twice."),),
)
_IMPORT = PageHelp(
    title=_("An import"),
    purpose=_(
        "One file on its way in: what it is, what each column means, what was admitted and what waits in quarantine."
    ),
    acts=(
        _("Say what a column means where the guess is wrong, and answer what is asked."),
        _("Try it without storing anything, then start it."),
    ),
    know=(_("A row that can’t be understood is not lost: it waits in quarantine with its original text."),),
)
_QUARANTINE = PageHelp(
    title=_("Quarantine"),
    purpose=_("Rows of imported files that could not be admitted, each with the reason and its original text."),
    acts=(
        _("Open a row, correct what is wrong and admit it; rows with the same reason can be settled together."),
        _("Discard a row that says nothing."),
    ),
    know=(_("Your correction is kept beside the original, never instead of it."),),
)

HELP = {
    "intake:reports": _REPORTS,
    "intake:report": _REPORT,
    "intake:report-history": _REPORT,
    "intake:report-retract": _REPORT,
    "intake:report-restore": _REPORT,
    "intake:report-share": _REPORT,
    "intake:report-share-end": _REPORT,
    "intake:report-source": _REPORT,
    "intake:report-release": _REPORT_RELEASE,
    "intake:new": _NEW,
    "intake:draft": _NEW,
    "intake:draft-both": _NEW,
    "intake:drafts": _DRAFTS,
    "intake:imports": _IMPORTS,
    "intake:new-import": _IMPORTS,
    "intake:import": _IMPORT,
    "intake:import-read": _IMPORT,
    "intake:import-columns": _IMPORT,
    "intake:import-stop": _IMPORT,
    "intake:import-resume": _IMPORT,
    "intake:import-discard": _IMPORT,
    "intake:quarantine": _QUARANTINE,
    "intake:import-quarantine": _QUARANTINE,
    "intake:quarantined": _QUARANTINE,
}
NO_PAGE = frozenset(
    {
        "intake:report-attach",
        "intake:file",
        "intake:draft-save",
        "intake:draft-discard",
        "intake:import-progress",
    }
)
