"""The help of the map and of places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_MAP = PageHelp(
    title=_("Map"),
    purpose=_("Where our reports, the legs of routes and known hubs lie; public incidents stand apart from them."),
    acts=(
        _("Switch layers on and off, and move the two ends of the period under the map."),
        _("Choose a place in the picture or in the list to read what is said of it."),
        _("Print the map or take it along; the log records who took it."),
    ),
    know=(
        _("Public incidents are context: they are never counted with our reports."),
        _("A report whose place nobody has placed yet is not drawn; the list says how many there are."),
    ),
)
_PLACES = PageHelp(
    title=_("Places"),
    purpose=_("Look up a place by any of its names, and say which one a report means where several bear the name."),
    acts=(
        _("Choose the place that is meant; all reports that write it so are placed, and this can be undone."),
        _("Add a place that the gazetteer does not have."),
    ),
    know=(_("Two places of one name are told apart by country, region, people and the nearest large town."),),
)
_PLACE = PageHelp(
    title=_("A place"),
    purpose=_("All names of a place, the reports that tell of it, and public incidents near it, apart."),
    acts=(_("Open a report, or see the place on the map."),),
    know=(_("What a place is on the routes comes from public sources and is no finding of this node."),),
)
_ADD = PageHelp(
    title=_("Add a place"),
    purpose=_("A place that no gazetteer has, for the people of the circles you choose."),
    know=(_("Without coordinates it can be named in reports and is not drawn."),),
)

HELP = {
    "routes:map": _MAP,
    "routes:map-whole": _MAP,
    "routes:places": _PLACES,
    "routes:place": _PLACE,
    "routes:add-place": _ADD,
}
NO_PAGE = frozenset(
    {
        "routes:layers",
        "routes:export",
        "routes:paper",
        "routes:place-text",
        "routes:undo-placing",
        "routes:withdraw-place",
    }
)
