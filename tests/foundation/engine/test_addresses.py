"""Addresses as they are sent back: what is none is None, never an error."""

from __future__ import annotations

import uuid

import pytest

from manara.foundation.engine.addresses import address_of, addresses_of

# The same in each process that collects the tests.
ONE, OTHER = uuid.UUID(int=0x5A1E << 100, version=4), uuid.UUID(int=0xBEE << 100, version=4)


@pytest.mark.parametrize("sent", ["", "x", "\0", "١" * 32 + "x", str(ONE)[:-1], None, 7, b"", [str(ONE)], {}])
def test_what_is_no_address_is_none(sent: object) -> None:
    assert address_of(sent) is None


def test_each_address_is_taken_once_in_its_order() -> None:
    assert address_of(str(ONE)) == ONE
    assert addresses_of([str(OTHER), "x", str(ONE), str(OTHER).upper(), None]) == [OTHER, ONE]
