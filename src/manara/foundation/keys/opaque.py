"""Short texts that only this node reads and that are always the same for the same content: marks of a place in a list."""

from __future__ import annotations

import base64
import binascii
import hmac
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from manara.foundation.keys.sealing import Unsealable
from manara.foundation.keys.wrapping import derived


def conceal(content: bytes, *, place: str) -> str:
    """`content` as a URL-safe text that says nothing of it and fits `place` alone (AES-SIV, RFC 5297).

    Deterministic: the same question has the same answer, byte for byte, whatever there is that the asker may not see.
    """
    sealed = AESSIV(derived("opaque")).encrypt(content, [place.encode()])
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def reveal(text: str, *, place: str) -> bytes:
    """What `conceal` concealed for the same place. Raises `Unsealable` for anything else."""
    try:
        sealed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        return AESSIV(derived("opaque")).decrypt(sealed, [place.encode()])
    except (InvalidTag, ValueError, binascii.Error) as problem:
        raise Unsealable from problem


def digest_of_secret(secret: str) -> str:
    """Under which a random secret is stored: without this node's key nobody can tell whether it is that one.

    A plain keyed hash is enough for 256 random bits: there is nothing to be guessed from a dictionary.
    """
    return hmac.new(derived("token"), secret.encode(), sha256).hexdigest()
