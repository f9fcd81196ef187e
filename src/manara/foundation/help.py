"""The help of the foundation's pages: people and agencies, circles, the audit log."""

from __future__ import annotations

from manara.foundation.page_help import PageHelp

HELP: dict[str, PageHelp] = {}
NO_PAGE: frozenset[str] = frozenset()
