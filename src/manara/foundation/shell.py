"""What the foundation shows in the shell: accounts to administrators, circles to their members, the log to auditors."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from manara.foundation import audit
from manara.foundation.access import Ability, Viewer
from manara.foundation.models import Invitation
from manara.foundation.queries import mentions, people

_MEMBERS = (Ability.WRITE_REPORTS, Ability.KEEP_CIRCLES)
_ADMINISTRATORS = (Ability.ADMINISTER,)
_AUDITORS = (Ability.READ_LOG,)
NAVIGATION = (
    {"label": _("Circles"), "url": "foundation:circles", "abilities": _MEMBERS, "order": 70, "icon": "circle"},
    {
        "label": _("Mentions"),
        "url": "foundation:mentions",
        "abilities": (Ability.COMMENT,),
        "order": 65,
        "icon": "message",
    },
    {"label": _("People"), "url": "foundation:people", "abilities": _ADMINISTRATORS, "order": 80, "icon": "person"},
    {
        "label": _("Agencies"),
        "url": "foundation:agencies",
        "abilities": _ADMINISTRATORS,
        "order": 81,
        "icon": "organisation",
    },
    {"label": _("Audit log"), "url": "foundation:log", "abilities": _AUDITORS, "order": 90, "icon": "log"},
)
FIRST_STEPS = (
    {
        "label": _("Invite a person"),
        "url": reverse_lazy("foundation:invite"),
        "abilities": _ADMINISTRATORS,
        "icon": "plus",
    },
    {"label": _("Read the audit log"), "url": reverse_lazy("foundation:log"), "abilities": _AUDITORS, "icon": "log"},
)


def open_invitations(viewer: Viewer) -> dict[str, Any] | None:
    """The invitations that nobody has used yet."""
    return _invitations(viewer, _("Invitations not used yet"), "waits", list(people.open_invitations()[:6]))


def ended_invitations(viewer: Viewer) -> dict[str, Any] | None:
    """The invitations of the last month that ended before anybody used them: that person still can't work."""
    return _invitations(viewer, _("Invitations that have ended"), "late", people.ended_invitations(size=6))


def accounts(viewer: Viewer) -> dict[str, Any] | None:
    """How many accounts there are, how many of them without a second factor or closed."""
    if not viewer.may(Ability.ADMINISTER):
        return None
    return {
        "title": _("Accounts"), "template": "foundation/home/accounts.html", "context": {"tally": people.tally()},
        "zone": "mine", "order": 10, "url": reverse("foundation:people"),
    }  # fmt: skip


def seal_state(viewer: Viewer) -> dict[str, Any] | None:
    """Whether the log is sealed as it should be; it waits for the auditor when it isn't."""
    if not viewer.may(Ability.READ_LOG):
        return None
    state = audit.summary()
    return {
        "title": _("The seal of the log"),
        "template": "foundation/home/seal.html",
        "context": {"seal": state},
        "zone": "mine" if state.holds else "waits",
        "order": 20,
        "waits": 0 if state.holds else 1,
        "url": reverse("foundation:seal"),
    }


def _invitations(viewer: Viewer, title: Any, zone: str, found: list[Invitation]) -> dict[str, Any] | None:
    if not viewer.may(Ability.ADMINISTER) or not found:
        return None
    return {
        "title": title, "template": "foundation/home/invitations.html", "context": {"invitations": found},
        "zone": zone, "order": 20, "waits": len(found), "url": reverse("foundation:invitations"),
    }  # fmt: skip


def waiting_mentions(viewer: Viewer) -> dict[str, Any] | None:
    """What colleagues call the viewer for and he has not read yet."""
    if not viewer.may(Ability.COMMENT):
        return None
    rows = mentions.unread(viewer)
    waiting = rows.count()
    if not waiting:
        return None
    return {
        "title": _("You were mentioned"),
        "template": "foundation/home/mentions.html",
        "context": {"lines": mentions.called(viewer, list(rows.order_by("-pk")[:6]))},
        "zone": "waits",
        "order": 3,
        "waits": waiting,
        "url": reverse("foundation:mentions"),
    }


HOME = (accounts, open_invitations, ended_invitations, seal_state, waiting_mentions)
