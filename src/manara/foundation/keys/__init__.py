"""The ring of keys: the node's key wraps data keys, data keys seal fields and files, and a destroyed key is an erasure."""

from manara.foundation.keys.opaque import conceal, digest_of_secret, reveal
from manara.foundation.keys.sealing import Unsealable, open_bytes, seal_bytes
from manara.foundation.keys.wrapping import (
    address_of,
    destroy_key,
    new_key,
    open_key,
    open_with_node,
    seal_with_node,
)

__all__ = [
    "Unsealable",
    "address_of",
    "conceal",
    "destroy_key",
    "digest_of_secret",
    "new_key",
    "open_bytes",
    "open_key",
    "open_with_node",
    "reveal",
    "seal_bytes",
    "seal_with_node",
]
