"""The reader's words for which network is meant, and the places that a form names."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.utils.translation import gettext as _

from manara.foundation.access import Hidden, Viewer
from manara.foundation.engine.scripts import isolate
from manara.foundation.queries.circles import circle_of
from manara.foundation.queries.places import place_for, suggested_places
from manara.networks.engine.which import Which
from manara.networks.forms.which import KINDS, WhichForm, asked_again
from manara.networks.pages.figures import said
from manara.networks.queries.saved import title_of

MOST_PLACES: Final = 3


def chosen_places(viewer: Viewer, form: WhichForm) -> tuple[str, ...]:
    """The keys of the places that a valid form names; one that nobody knows is an error of the form."""
    text = form.cleaned_data["place"]
    places = suggested_places(viewer, text, limit=MOST_PLACES) if text else []
    if text and not places:
        form.add_error("place", _("No place of this name is known here."))
    return tuple(place.id for place in places)


def which_facts(viewer: Viewer, which: Which) -> list[tuple[str, str]]:
    """Which network it is, label and value."""
    wanted = which.narrowing
    facts = [(_("Network"), source(viewer, which))]
    if which.places:
        facts.append((_("Places"), ", ".join(isolate(name) for name in places_called(viewer, which))))
    if wanted.kinds:
        facts.append((_("Layers"), ", ".join(str(KINDS[kind]) for kind in sorted(wanted.kinds))))
    if wanted.least:
        said = _("%(share)s on the chart; two who share a thing are tied less surely") % {"share": percent(wanted.least)}
        facts.append((_("Ties at least"), said))
    if wanted.stated_only:
        facts.append((_("Ties"), _("Only what a report states as a fact")))
    if wanted.since or wanted.until:
        facts.append((_("Period"), isolate(f"{wanted.since or '…'} – {wanted.until or '…'}")))
    return facts


def places_called(viewer: Viewer, which: Which) -> list[str]:
    """The names of its places in the reader's language; a place that is known no more by its key."""
    found = [(key, place_for(key)) for key in which.places]
    return [place.name(viewer.language) if place else key for key, place in found]


def asked_anew(viewer: Viewer, which: Which) -> dict[str, Any]:
    """The fields of a form that means the same network. Of places that one word meant it is the first's name."""
    return asked_again(which) | {"place": next(iter(places_called(viewer, which)), "")}


def source(viewer: Viewer, which: Which) -> str:
    """Of which reports or chart, as far as the viewer may know it."""
    if which.chart:
        title = title_of(uuid.UUID(which.chart))
        return _("Chart: %(title)s") % {"title": title} if title else _("A chart that you may not open")
    if not which.circle:
        return _("All reports that the planner may read")
    try:
        return _("Reports of %(circle)s") % {"circle": circle_of(viewer, uuid.UUID(which.circle)).title}
    except Hidden:
        return _("Reports of a circle that is not yours")


def percent(share: float) -> str:
    """A share as whole percent, or with one digit below ten where it has one."""
    value = 100 * share
    short = f"{value:.0f}" if value >= 9.95 else f"{value:.1f}".removesuffix(".0")
    return said(f"{short} %")
