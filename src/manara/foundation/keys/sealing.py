"""AES-256-GCM over bytes, bound by associated data to the one place where they belong (NIST SP 800-38D)."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Unsealable(Exception):
    """The bytes were not sealed here, under this key, for this place; nothing more is said."""


def seal_bytes(key: bytes, content: bytes, *, place: str) -> bytes:
    """Seal `content` under a 32-byte `key` for `place` (node, model, row, field, version): nonce, then ciphertext."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def open_bytes(key: bytes, sealed: bytes | memoryview, *, place: str) -> bytes:
    """What `seal_bytes` sealed for the same place. Raises `Unsealable` on any difference."""
    try:
        return AESGCM(key).decrypt(bytes(sealed[:_NONCE]), bytes(sealed[_NONCE:]), place.encode())
    except (InvalidTag, ValueError) as problem:
        raise Unsealable from problem
