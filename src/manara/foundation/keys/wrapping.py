"""Data keys in the database, each wrapped by the node's key that lives outside it."""

from __future__ import annotations

import hmac
import os
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone

from manara.foundation.keys.sealing import Unsealable, open_bytes, seal_bytes
from manara.foundation.models import SealedKey


def new_key(audience: int, purpose: str) -> tuple[SealedKey, bytes]:
    """A fresh data key for records of one audience: its stored, wrapped row and its 32 bytes."""
    row = SealedKey(audience_id=audience, purpose=purpose)
    key = os.urandom(32)
    row.wrapped = seal_bytes(derived("wrap"), key, place=f"key:{row.public_id}")
    row.save(force_insert=True)
    return row, key


def open_key(row: SealedKey) -> bytes:
    """The data key's 32 bytes. Raises `Unsealable` when it was destroyed."""
    if row.wrapped is None:
        raise Unsealable
    return open_bytes(derived("wrap"), row.wrapped, place=f"key:{row.public_id}")


def destroy_key(row: SealedKey) -> None:
    """Erase what the key sealed, everywhere and in every copy, by forgetting the key."""
    row.wrapped = None
    row.destroyed_at = timezone.now()
    row.save(update_fields=["wrapped", "destroyed_at"])


def seal_with_node(content: str, *, place: str) -> bytes:
    """Seal a short text under the node's key."""
    return seal_bytes(derived("field"), content.encode(), place=place)


def open_with_node(sealed: bytes | memoryview, *, place: str) -> str:
    """What `seal_with_node` sealed for the same place."""
    return open_bytes(derived("field"), sealed, place=place).decode()


def address_of(digest: bytes, audience: int) -> str:
    """A keyed address for content: equal content of one audience meets, and an outsider can't confirm a guess."""
    return hmac.new(derived("address"), audience.to_bytes(8, "big") + digest, sha256).hexdigest()


@lru_cache(maxsize=16)
def derived(purpose: str) -> bytes:
    """The 32 bytes that this node uses for one purpose and no other."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"manara {purpose} 1".encode()).derive(
        settings.NODE.node_key()
    )
