"""What every page's frame needs to know: who is here, where one can go, in which languages."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from manara.foundation.access import Ability, Viewer
from manara.web.languages import offered
from manara.web.navigation import Shown, navigation, search_url
from manara.web.page_text import PageText, text_of

NODES = {
    "enforcement": _("Enforcement node"),
    "protection": _("Protection node"),
    "authority": _("Authority node"),
}


class Shell:
    """The frame of one page; each part is worked out only when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.viewer: Viewer | None = getattr(request, "viewer", None)
        self.demo = settings.NODE.demo
        self.node_name = NODES[settings.NODE.profile]
        self.languages = offered()
        self.language = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def language_short(self) -> str:
        return next((each.short for each in self.languages if each.code == self.language), self.language)

    @cached_property
    def here(self) -> str:
        """This page with its query, to come back to; a page that only answers a sent form has its own way back."""
        return self._request.get_full_path()

    @cached_property
    def help(self) -> PageText | None:
        """What this page says of itself; nothing on a page of an error, which has no name."""
        match = self._request.resolver_match
        return text_of(match.view_name) if match else None

    @cached_property
    def navigation(self) -> list[Shown]:
        return navigation(self.viewer, self._request.path) if self.viewer else []

    @cached_property
    def search_url(self) -> str:
        return search_url(self.viewer) if self.viewer else ""

    @cached_property
    def searched(self) -> str:
        """The words now searched for, on the search page itself."""
        return self._request.GET.get("q", "")[:400] if self._request.path == self.search_url else ""

    @property
    def alone(self) -> bool:
        """Whether somebody who works with reports is in no circle, so that every page is empty to him."""
        return self.viewer is not None and not self.viewer.circles and self.viewer.may(Ability.WRITE_REPORTS)

    @cached_property
    def roles(self) -> list[str]:
        return self._request.user.role_labels if self.viewer else []  # type: ignore[union-attr]

    @cached_property
    def agency(self) -> str:
        return str(self._request.user.agency) if self.viewer else ""  # type: ignore[union-attr]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `shell` in every template."""
    return {"shell": Shell(request)}
