"""Every address of the node has a policy, and those that anybody may open stand on one short list."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from manara.foundation.access import OPEN, policy_of

# What can be opened without signing in, and why it must be so.
OPEN_TO_ALL = {
    "accounts/login/": "the way in",
    "accounts/logout/": "the way out, also when the session is over already",
    "accounts/inactive/": "tells the owner of a closed account",
    "accounts/2fa/authenticate/": "the second step of signing in",
    "accounts/2fa/webauthn/login/": "signing in with a passkey",
    "language/": "the sign-in page has languages too",
    "welcome/<str:token>/": "an invitation, which is a secret itself",
    "health/": "for the machine that watches the node; no content",
}


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield address, pattern


def test_every_address_has_a_policy() -> None:
    found = list(routes(get_resolver().url_patterns))
    assert len(found) > 15
    assert [address for address, pattern in found if policy_of(pattern.callback) is None] == []


def test_what_is_open_to_all_is_on_the_list_and_nothing_else() -> None:
    found = routes(get_resolver().url_patterns)
    is_open = {address for address, pattern in found if not (policy_of(pattern.callback) or OPEN).signed_in}
    assert is_open == set(OPEN_TO_ALL)


def test_no_address_is_given_twice() -> None:
    addresses = [address for address, _pattern in routes(get_resolver().url_patterns)]
    assert sorted({address for address in addresses if addresses.count(address) > 1}) == []
