"""All of the help on one page: what each page is for, as far as the reader's roles open it, and the keys."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, get_resolver

from manara.foundation.access import SIGNED_IN, Viewer, allow, policy_of
from manara.foundation.page_help import helps
from manara.web.page_text import PageText


@allow(policy=SIGNED_IN)
def all_of_it(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    mine = set(opened_by(viewer.roles))
    # Addresses that are one page share one text.
    texts = {id(text): PageText(name, text) for name, text in reversed(list(helps().items())) if name in mine}
    return TemplateResponse(request, "web/help.html", {"texts": list(reversed(texts.values()))})


def opened_by(roles: frozenset[str]) -> Iterator[str]:
    """The full names of the addresses that a person with `roles` may open."""
    for name, pattern in named_addresses(get_resolver()):
        policy = policy_of(pattern.callback)
        if policy is not None and policy.admits(roles):
            yield name


def named_addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address that has a name, with the name that links say: "intake:reports"."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from named_addresses(each, inner)
        elif each.name:
            yield f"{space}{each.name}", each
