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

HELP = {
    "resolution:search": _SEARCH,
    "resolution:browse": _BROWSE,
    "resolution:entity": _ENTITY,
    "resolution:network": _ENTITY,
    "resolution:reports": _ENTITY,
    "resolution:files": _ENTITY,
    "resolution:readers": _ENTITY,
    "resolution:timeline": _TIMELINE,
    "resolution:export": _TAKE,
    "resolution:search-export": _TAKE,
    "resolution:browse-export": _TAKE,
}
NO_PAGE = frozenset(
    {
        "resolution:suggest",
    }
)
