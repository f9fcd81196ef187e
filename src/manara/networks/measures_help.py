"""The help of the pages of a network's measures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_MEASURES = PageHelp(
    title=_("Measures of networks"),
    purpose=_("Says which network to measure, and lists what you had measured."),
    acts=(
        _("Choose a case, an agency’s reports or a kept chart; narrow it to a place, a period, some layers or surer ties."),
        _("Open what you had measured; only you see it."),
    ),
)
_MEASURING = PageHelp(
    title=_("Measures of a network"),
    purpose=_("What place everybody has in what the reports say, and how far the doubt of the ties leaves it open."),
    acts=(
        _("Sort the table by a measure; “?” leads to what it means."),
        _("See who links stages of the route, or groups, by four roles."),
        _("Choose a person to see who becomes important without him."),
        _("Measure again when reports came or went; print it or take it along as a table."),
    ),
    know=(
        _("Many ties say that much is reported of a person, and nothing of guilt."),
        _("P10 and P90: eight of ten networks that may really be lie between them."),
        _("Who is protected counts as a tie of others and has no line; nothing says who that is."),
    ),
)
_TAKE = PageHelp(
    title=_("Take the measures along"),
    purpose=_("Everybody with each measure as a table, under the strictest handling code of all that is in it."),
    know=(_("All that is in it is recorded."),),
)

HELP = {"networks:measures": _MEASURES, "networks:measuring": _MEASURING, "networks:take-measures": _TAKE}
NO_PAGE = ("networks:measuring-progress", "networks:measure-again", "networks:stop-measuring", "networks:measure-without")
