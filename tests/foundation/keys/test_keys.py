"""Keys: what was sealed opens in its own place, under its own key, unchanged, and after the key is destroyed never again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.access import audience_of
from manara.foundation.keys import (
    Unsealable,
    address_of,
    destroy_key,
    new_key,
    open_bytes,
    open_key,
    open_with_node,
    seal_bytes,
    seal_with_node,
    wrapping,
)
from manara.foundation.models import Circle, SealedKey
from tests.foundation.people import at_work, person

KEY = bytes(range(32))


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_was_sealed_opens_in_its_place(content: bytes, place: str) -> None:
    assert open_bytes(KEY, seal_bytes(KEY, content, place=place), place=place) == content


def test_the_same_content_is_never_sealed_alike() -> None:
    assert seal_bytes(KEY, b"x", place="a") != seal_bytes(KEY, b"x", place="a")


@pytest.mark.parametrize("at", [0, 11, 12, 15, -1])
def test_a_changed_byte_opens_nothing(at: int) -> None:
    sealed = bytearray(seal_bytes(KEY, b"content", place="a"))
    sealed[at] ^= 1
    with pytest.raises(Unsealable):
        open_bytes(KEY, bytes(sealed), place="a")


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12, b"x" * 27])
def test_what_is_too_short_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(Unsealable):
        open_bytes(KEY, sealed, place="a")


def test_a_value_carried_elsewhere_or_under_another_key_opens_nothing() -> None:
    sealed = seal_bytes(KEY, b"content", place="source:1")
    for key, place in ((KEY, "source:2"), (bytes(32), "source:1")):
        with pytest.raises(Unsealable):
            open_bytes(key, sealed, place=place)


def test_the_node_s_own_seal_is_bound_to_its_place() -> None:
    sealed = seal_with_node("كلمة", place="audit:1")
    assert open_with_node(sealed, place="audit:1") == "كلمة"
    with pytest.raises(Unsealable):
        open_with_node(sealed, place="audit:2")


def test_another_node_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal_with_node("x", place="audit:1")
    here = address_of(b"d" * 32, 1)
    wrapping.derived.cache_clear()
    monkeypatch.setattr("manara.foundation.node.config.Config.node_key", lambda self: b"other" * 8)
    try:
        with pytest.raises(Unsealable):
            open_with_node(sealed, place="audit:1")
        assert address_of(b"d" * 32, 1) != here
    finally:
        wrapping.derived.cache_clear()


def test_an_address_says_nothing_to_who_has_the_content_and_not_the_key() -> None:
    digest = b"d" * 32
    assert address_of(digest, 1) == address_of(digest, 1) != address_of(digest, 2)
    assert digest.hex() not in address_of(digest, 1)


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing_in_no_copy() -> None:
    user = person()
    with at_work(user):
        audience = audience_of([Circle.objects.get(agency=user.agency).pk])
    with at_work(user):
        row, key = new_key(audience, "source")
        assert row.wrapped is not None and key not in bytes(row.wrapped)
        assert open_key(SealedKey.objects.get(pk=row.pk)) == key
        destroy_key(row)
        stored = SealedKey.objects.get(pk=row.pk)
        assert stored.wrapped is None and stored.destroyed_at is not None
        with pytest.raises(Unsealable):
            open_key(stored)


@pytest.mark.django_db
def test_a_wrapped_key_put_in_another_s_place_opens_nothing() -> None:
    user = person()
    with at_work(user):
        audience = audience_of([Circle.objects.get(agency=user.agency).pk])
    with at_work(user):
        (first, _), (second, _) = new_key(audience, "file"), new_key(audience, "file")
        SealedKey.objects.filter(pk=second.pk).update(wrapped=first.wrapped)
        with pytest.raises(Unsealable):
            open_key(SealedKey.objects.get(pk=second.pk))
