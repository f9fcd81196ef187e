"""What the cases show in the shell: the way to them, the viewer's due and late tasks, and the cases with news."""

from __future__ import annotations

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from manara.cases.queries.listing import with_news
from manara.cases.queries.overview import SOON
from manara.cases.queries.work import my_due_tasks
from manara.foundation.access import Ability, Viewer

_PEOPLE = (Ability.WORK_CASES,)
NAVIGATION = ({"label": _("Cases"), "url": "cases:cases", "abilities": _PEOPLE, "order": 15, "icon": "folder"},)
FIRST_STEPS = ({"label": _("Open a case"), "url": reverse_lazy("cases:new"), "abilities": (Ability.SHARE,), "icon": "folder"},)
SHOWN = 6


def due(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's tasks that are due within a week."""
    today = timezone.localdate()
    tasks = [task for task in my_due_tasks(viewer, today + SOON, size=60) if task.due_on and task.due_on >= today]
    return _card(_("My tasks due this week"), "waits", tasks, 10)


def late(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's tasks that should have been done by now."""
    today = timezone.localdate()
    tasks = [task for task in my_due_tasks(viewer, today, size=60) if task.due_on and task.due_on < today]
    return _card(_("My late tasks"), "late", tasks, 5)


def news(viewer: Viewer) -> dict[str, Any] | None:
    """Open cases in which something happened since the viewer last looked in."""
    if not viewer.may(Ability.WORK_CASES):
        return None
    found = with_news(viewer, size=SHOWN)
    if not found:
        return None
    return {
        "title": _("Cases with news"), "template": "cases/home/news.html", "context": {"cases": found}, "zone": "came-in",
        "order": 8, "url": reverse("cases:cases"),
    }  # fmt: skip


def _card(title: Any, zone: str, tasks: list[Any], order: int) -> dict[str, Any] | None:
    if not tasks:
        return None
    context = {"tasks": tasks[:SHOWN], "late": zone == "late"}
    url = reverse("cases:cases") + ("?mine=1&late=1" if zone == "late" else "?mine=1")
    return {
        "title": title, "template": "cases/home/tasks.html", "context": context, "zone": zone, "order": order,
        "waits": len(tasks), "url": url,
    }  # fmt: skip


HOME = (due, late, news)
