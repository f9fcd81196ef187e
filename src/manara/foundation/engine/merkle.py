"""The hash tree of a log nobody can rewrite: leaves, root, proofs, and a frontier that grows without rereading (RFC 9162)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """The hash of one entry: SHA-256 over 0x00 and the entry (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees: SHA-256 over 0x01 and both (RFC 9162, 2.1.1); no leaf can pass for a node."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The tree's head over leaf hashes in their order (RFC 9162, 2.1.1); over none, the hash of nothing."""
    return Frontier().grown(leaves).root


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves as the heads of its complete subtrees, largest first: all that growing it needs."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count() or any(len(peak) != HASH for peak in self.peaks):
            raise ValueError(f"a tree of {self.size} leaves has {max(0, self.size).bit_count()} complete subtrees")

    def grown(self, leaves: Iterable[bytes]) -> Frontier:
        """This tree with further leaf hashes."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            head, complete = leaf, size
            while complete & 1:
                head = node_hash(peaks.pop(), head)
                complete >>= 1
            peaks.append(head)
            size += 1
        return Frontier(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The tree's head."""
        if not self.peaks:
            return EMPTY_ROOT
        head = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            head = node_hash(peak, head)
        return head

    def packed(self) -> bytes:
        """The subtree heads one after the other; with the size they make the frontier again."""
        return b"".join(self.peaks)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Frontier:
        """The frontier that `packed` told. Raises ValueError when the bytes don't fit the size."""
        if len(packed) % HASH:
            raise ValueError("a frontier is made of whole hashes")
        return cls(size, tuple(packed[at : at + HASH] for at in range(0, len(packed), HASH)))


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root (RFC 9162, 2.1.3.1). Raises IndexError outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(index, leaves[:split]), root(leaves[split:])]
    return [*inclusion_proof(index - split, leaves[split:]), root(leaves[:split])]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether `proof` leads from the leaf hash at `index` to the head of the tree of `size` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(step, reached)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == head


def consistency_proof(earlier: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that show the first `earlier` leaves to be the beginning of the tree (RFC 9162, 2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(earlier)
    return _subproof(earlier, leaves, whole=True)


def _subproof(earlier: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if earlier <= split:
        return [*_subproof(earlier, leaves[:split], whole=whole), root(leaves[split:])]
    return [*_subproof(earlier - split, leaves[split:], whole=False), root(leaves[:split])]


def is_consistent(earlier: int, later: int, proof: Sequence[bytes], old_head: bytes, new_head: bytes) -> bool:
    """Whether the tree of `later` leaves begins with the one of `earlier` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 < earlier <= later:
        return False
    if earlier == later:
        return not proof and old_head == new_head
    steps = [old_head, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not steps:
        return False
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_head and new == new_head


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
