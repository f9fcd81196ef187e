"""The help of the pages of the chart."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_CHART = PageHelp(
    title=_("The chart"),
    purpose=_("Who and what hangs together, and who says so. The tables below the picture say and can do the same."),
    acts=(
        _("Put something on it with the search, or open it from somebody’s page."),
        _("Double click, Enter or + opens what hangs on a thing; a click on a line shows the statements behind it."),
        _("Choose several with Shift for the shortest way, what they have in common, or a group."),
        _("Keep the chart for a circle; print it or take it along as a document."),
    ),
    know=(
        _("A broken line is not stated as a fact. A thicker line is surer, not more important."),
        _("Many lines at a thing say that much is reported of it, and nothing of what a person did."),
        _("Two who open one chart may see different ties: each sees what is open to him."),
        _("A chart holds at most 2,000 things; what is taken off is not deleted."),
    ),
)
_CHARTS = PageHelp(
    title=_("Kept charts"),
    purpose=_("Charts that you kept, and those that were opened to a circle of yours."),
    acts=(_("Open one to go on working on it; each keeping is a version of its own."),),
    know=(_("Places, groups and notes are kept; ties are read anew by whoever opens it."),),
)
_TAKE = PageHelp(
    title=_("Take the chart along"),
    purpose=_("The chart as it stands, as a document or as tables for i2."),
    know=(_("It is marked with the strictest handling code of all that is on it, and recorded."),),
)
_TIE = PageHelp(
    title=_("What ties them"),
    purpose=_("Every statement behind one tie: who said it, when, how graded, as fact or as assessment."),
    acts=(_("Open the report behind a statement."),),
)

HELP = {
    "networks:chart": _CHART,
    "networks:saved": _CHART,
    "networks:charts": _CHARTS,
    "networks:tie": _TIE,
    "networks:take": _TAKE,
}
NO_PAGE = (
    "networks:grow", "networks:way", "networks:common", "networks:picture", "networks:save", "networks:share",
    "networks:put-away",
)  # fmt: skip
