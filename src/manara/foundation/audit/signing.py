"""Signs tree heads as this node, and checks such signatures (Ed25519, RFC 8032; checkpoints as in C2SP tlog-checkpoint)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@dataclass(frozen=True)
class TreeHead:
    """The log as it stood at a moment: how many events, the tree's root, when, and on which node."""

    size: int
    root: bytes
    at: datetime
    node: str

    @property
    def text(self) -> str:
        """What is signed: the log's name, size and root as every checkpoint has them, then the time (UTC)."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"manara/{self.node}\n{self.size}\n{b64encode(self.root).decode()}\ntime {moment}\n"


def signed(head: TreeHead) -> bytes:
    """This node's signature of a head, 64 bytes."""
    return _key(settings.NODE.node_key()).sign(head.text.encode())


def is_ours(head: TreeHead, signature: bytes) -> bool:
    """Whether this node signed exactly this head."""
    try:
        _key(settings.NODE.node_key()).public_key().verify(bytes(signature), head.text.encode())
    except InvalidSignature:
        return False
    return head.node == node_name()


def node_name() -> str:
    """The fingerprint of this node's public key, by which its signatures are told from others'."""
    return sha256(public_key()).hexdigest()[:32]


def public_key() -> bytes:
    """The key with which anybody can check this node's signatures, 32 bytes."""
    return _key(settings.NODE.node_key()).public_key().public_bytes_raw()


@lru_cache(maxsize=2)
def _key(node_key: bytes) -> Ed25519PrivateKey:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"manara audit signature 1").derive(node_key)
    return Ed25519PrivateKey.from_private_bytes(derived)
