"""What the timeline's lanes are called, and what is said of a date that one looks at twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_LANES: Final[Mapping[str, str | Promise]] = {
    "happened": pgettext_lazy("lane of the timeline", "Happened"),
    "travel": pgettext_lazy("lane of the timeline", "Places, travel"),
    "calls": pgettext_lazy("lane of the timeline", "Calls"),
    "payments": pgettext_lazy("lane of the timeline", "Payments"),
    "phones": pgettext_lazy("lane of the timeline", "Phones"),
    "papers": pgettext_lazy("lane of the timeline", "Papers"),
    "roles": pgettext_lazy("lane of the timeline", "Roles"),
    "family": pgettext_lazy("lane of the timeline", "Family"),
    "ties": pgettext_lazy("lane of the timeline", "Other ties"),
    "life": pgettext_lazy("lane of the timeline", "Own dates"),
    "work": pgettext_lazy("lane of the timeline", "Our work"),
    "said": pgettext_lazy("lane of the timeline", "Reported"),
}
FLAGS: Final[Mapping[str, str | Promise]] = {
    "before-1900": _("before 1900: perhaps a slip"),
    "after-today": _("after today"),
    "reversed": _("ends before it begins: one of both dates is wrong"),
}


def lane_names(own: Mapping[str, str | Promise] | None = None) -> dict[str, str]:
    """The lanes' names in the reader's language, with those of a room's own lanes."""
    return {lane: str(name) for lane, name in {**_LANES, **(own or {})}.items()}
