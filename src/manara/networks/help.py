"""The help of the pages of the chart, of roles and of protection."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp
from manara.networks import lab_help, measures_help

_CHART = PageHelp(
    title=_("The chart"),
    purpose=_("Who and what hangs together, and who says so. The tables below the picture say and can do the same."),
    acts=(
        _("Put something on it with the search, or open it from somebody’s page."),
        _("Double click, Enter or + opens what hangs on a thing; a click on a line shows the statements behind it."),
        _("Choose several with Shift for the shortest or the strongest way, what they have in common, or a group."),
        _("Filter by layer and by how probable a tie is; move the window of time under the picture, or play it."),
        _("Of one chosen person: who becomes important without this person."),
        _("Keep the chart for a circle; print it or take it along as a document."),
    ),
    know=(
        _(
            "A broken line is not stated as a fact. A thicker line is more probable by grades and identities, "
            "not more important."
        ),
        _(
            "A sign says a role that a person gave, in a broken ring if assessed; a shield, that no plan may name the person. "
            "In a lane stands who was given a role; nobody is there by suspicion."
        ),
        _(
            "What has no date of its own counts on the days of which its reports tell. Many lines say that much is reported, "
            "and nothing of what a person did."
        ),
        _(
            "Two who open one chart may see different ties: each sees what is open to him. A chart holds at most 5,000 things; "
            "what is taken off is not deleted."
        ),
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

_ROLES = PageHelp(
    title=_("Roles along the script"),
    purpose=_("Suggestions of a role with their reasons, from the reports of one circle, and the roles that people gave."),
    acts=(
        _("Choose a circle; open a person to confirm a suggestion for one of the two offences, or to decline it."),
        _("Under “Given” and “Declined” stands who decided what and why; each can be taken back."),
    ),
    know=(
        _("A suggestion is no finding: it says what reports have in common, and waits for a person."),
        _("Driving a boat makes nobody an organiser. Whom you know to be protected is not suggested for anything."),
        _("Smuggling of migrants and trafficking in persons are kept apart and never added up."),
    ),
)
_ROLES_OF = PageHelp(
    title=_("Roles of a person"),
    purpose=_("The roles that were given to this person, what is suggested and why, and a form to give a role by hand."),
    acts=(
        _("Confirm a suggestion for smuggling or for trafficking; decline it with a reason."),
        _("Give a role with the reports that it rests on, from when to when."),
        _("Take a role back, or let a declined suggestion wait again."),
    ),
    know=(
        _("A role is seen by those who see the person, and goes with the report if that is taken back."),
        _("The percentage carries the doubt of grades and identities; it is no measure of guilt."),
    ),
)
_PROTECT = PageHelp(
    title=_("Protect a person"),
    purpose=_("Why this person can be nobody’s target, as far as you may read it, and a form to mark the person."),
    acts=(
        _("Choose the ground and who reads it, and say why."),
        _("Open a mark to take it off, with a reason."),
    ),
    know=(
        _("Reports that call somebody victim, witness, passenger, family or child protect without a mark."),
        _("A mark holds for everybody and through every identity; only its circle reads why."),
        _("Whoever stands in a plan is taken out at once, and does not come back alone."),
    ),
)
_PROTECTIONS = PageHelp(
    title=_("Protected persons"),
    purpose=_("The marks that your circles may read, the newest first, with those that were taken off."),
    acts=(_("Open a mark to read its reason or to take it off."),),
    know=(_("This is not the list of all who are protected: most are by what reports say of them."),),
)

HELP = {
    "networks:roles": _ROLES,
    "networks:roles-of": _ROLES_OF,
    "networks:protect": _PROTECT,
    "networks:protections": _PROTECTIONS,
    "networks:protection": _PROTECTIONS,
    "networks:chart": _CHART,
    "networks:saved": _CHART,
    "networks:charts": _CHARTS,
    "networks:tie": _TIE,
    "networks:take": _TAKE,
}
NO_PAGE: tuple[str, ...] = (
    "networks:grow", "networks:way", "networks:strongest",
    "networks:leaving", "networks:common", "networks:lanes", "networks:picture", "networks:save", "networks:share",
    "networks:put-away", "networks:answer-role", "networks:take-back", "networks:wait-again",
)  # fmt: skip
HELP |= lab_help.HELP | measures_help.HELP
NO_PAGE = (*NO_PAGE, *lab_help.NO_PAGE, *measures_help.NO_PAGE)
