"""The help of what is known: search, entities, their ties and timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_SEARCH = PageHelp(
    title=_("Search"),
    purpose=_("Find a person, phone, boat, document or place by any spelling, in either script."),
    acts=(
        _("Type a name, a number or a part of it; each find says why it is there."),
        _("Narrow the finds by kind, agency or date, and export them."),
    ),
    know=(_("Nothing found means nothing that you may see: it does not mean that nothing is known."),),
)
_BROWSE = PageHelp(
    title=_("Entities"),
    purpose=_("All persons, phones, boats and other things that reports name and you may see, by kind."),
    acts=(_("Choose a kind and walk through the list with j and k."),),
    know=(_("The same person may stand here several times until somebody judges that they are one."),),
)
_ENTITY = PageHelp(
    title=_("What is known"),
    purpose=_("All that reports say of one person, phone, boat or thing, each value with who said it and how sure."),
    acts=(
        _("Open the report behind any value; where reports differ, both stand side by side."),
        _("Look at its ties, timeline, reports and files in the tabs."),
        _("Print or export it; the log records who took it."),
    ),
    know=(_("A broken line is an assessment or a likeness, never a stated fact."),),
)
_TIMELINE = PageHelp(
    title=_("Timeline"),
    purpose=_(
        "When what was, as precisely as reports say it: one lane for each kind of thing, the same as a table below."
    ),
    acts=(
        _("Go nearer, farther, earlier and later with the buttons or the keys."),
        _("A number stands for several dates that lie too close: open it to see them."),
        _("Show the Hijri calendar beside the Gregorian one."),
    ),
    know=(
        _(
            "A tick is a day; a hollow bar is some time within it; soft ends are “about”; a solid bar lasted "
            "all that time."
        ),
        _("What has no date is listed below the picture, never left out."),
    ),
)
_TAKE = PageHelp(
    title=_("Take along"),
    purpose=_(
        "A file of what you see here, to read, print or open in another program, marked with who took it and why."
    ),
    acts=(
        _("Choose the form and the language, and say what it is for."),
        _("Confirm the originator’s permission where the handling code asks for it."),
    ),
    know=(_("Everything in the file is in the audit log, and the keepers of its circle see that you took it."),),
)
_IDENTITIES = PageHelp(
    title=_("Who is who"),
    purpose=_("Pairs of persons or things that may be one, those first on which your decision is worth most."),
    acts=(
        _("Open a pair to see both beside each other, with the evidence for and against."),
        _("Keep to one kind: persons, boats, vehicles, papers, organisations or places."),
        _("Judge it the same, different or unsure; give a second opinion where the rule asks for one."),
        _("Let all that came since the last time be compared now."),
    ),
    know=(_("A percentage is what the comparison makes of it, not a finding. The judgement is yours."),),
)
_BESIDE = PageHelp(
    title=_("The same?"),
    purpose=_("Two entities beside each other: what supports that they are the same, what does not, and who says so."),
    acts=(
        _("Press s for the same, d for different, u for unsure; add a reason if it helps others."),
        _("Open either side, its report or the map to know more first."),
    ),
    know=(
        _("Each bit doubles the odds. Many people bear the same name, and a household shares one phone."),
        _("Only those who may see both see the judgement."),
    ),
)
_COMPARE = PageHelp(
    title=_("Compare with another"),
    purpose=_("Lay any two of one kind beside each other, whether or not a comparison found them alike."),
    acts=(
        _("Search by another name, a phone or a document; open a line to see both beside each other."),
        _("In a search, tick two lines instead and press “Compare the two ticked”."),
    ),
    know=(_("Opening both joins nothing. Only a judgement does, and it can be undone."),),
)
_JUDGEMENT = PageHelp(
    title=_("Judgement"),
    purpose=_("One judgement: who made it and why, what others say of it, and what follows if it is undone."),
    acts=(_("Give a second opinion."), _("See what comes apart, and undo it with a reason.")),
    know=(_("Undoing takes back this judgement alone; the others stand."),),
)
_RULES = PageHelp(
    title=_("Rules of who is who"),
    purpose=_("What a rule may judge without a person, and which owner learns of a match that nobody may see whole."),
    acts=(
        _("Read the version in force and those before it."),
        _("As the authority, publish the next version with its reason."),
    ),
    know=(_("Without a published rule nothing is judged alone and neither side is told anything."),),
)

HELP = {
    "resolution:search": _SEARCH,
    "resolution:browse": _BROWSE,
    "resolution:entity": _ENTITY,
    "resolution:network": _ENTITY,
    "resolution:reports": _ENTITY,
    "resolution:files": _ENTITY,
    "resolution:readers": _ENTITY,
    "resolution:members": _ENTITY,
    "resolution:identities": _IDENTITIES,
    "resolution:beside": _BESIDE,
    "resolution:compare-with": _COMPARE,
    "resolution:judgement": _JUDGEMENT,
    "resolution:rules": _RULES,
    "resolution:deconfliction": _RULES,
    "resolution:timeline": _TIMELINE,
    "resolution:export": _TAKE,
    "resolution:search-export": _TAKE,
    "resolution:browse-export": _TAKE,
}
NO_PAGE = frozenset(
    {
        "resolution:suggest",
        "resolution:alike",
        "resolution:compare",
        "resolution:compare-two",
        "resolution:compared",
        "resolution:undo",
        "resolution:opinion",
    }
)
