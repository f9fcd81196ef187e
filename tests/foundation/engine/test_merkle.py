"""The hash tree: known heads, every proof of every small tree, and no proof of what is not so."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine import merkle
from manara.foundation.engine.merkle import Frontier, leaf_hash, node_hash

# The entries and heads of Certificate Transparency's reference implementation.
ENTRIES = [bytes.fromhex(entry) for entry in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
HEADS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf_hash(bytes([number])) for number in range(33)]


@pytest.mark.parametrize("size", range(1, 9))
def test_heads_are_those_of_the_reference_implementation(size: int) -> None:
    assert merkle.root([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == HEADS[size - 1]


def test_the_head_over_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == Frontier().root == sha256(b"").digest()


def test_the_definition_of_the_standard_holds_for_every_small_tree() -> None:
    def defined(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = max(power for power in (1, 2, 4, 8, 16, 32) if power < len(leaves))
        return node_hash(defined(leaves[:split]), defined(leaves[split:]))

    for size in range(1, len(LEAVES) + 1):
        assert merkle.root(LEAVES[:size]) == defined(LEAVES[:size])


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_a_frontier_grows_in_any_batches_to_the_same_head(entries: list[bytes], cut: int) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    first = Frontier().grown(leaves[:cut])
    kept = Frontier.unpacked(first.size, first.packed())
    assert kept == first
    assert kept.grown(leaves[cut:]) == Frontier().grown(leaves)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 32, 33])
def test_every_leaf_is_proved_and_no_other(size: int) -> None:
    leaves = LEAVES[:size]
    head = merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(index, leaves)
        assert merkle.is_included(leaf, index, size, proof, head)
        assert not merkle.is_included(leaf_hash(b"other"), index, size, proof, head)
        assert not merkle.is_included(leaf, index, size, [*proof, leaf], head)
        assert not merkle.is_included(leaf, size, size, proof, head)
        if proof:
            assert not merkle.is_included(leaf, index, size, proof[:-1], head)
            assert not merkle.is_included(leaf, (index + 1) % size, size, proof, head)


@pytest.mark.parametrize("later", [1, 2, 3, 7, 8, 13, 33])
def test_every_beginning_is_proved_and_no_other(later: int) -> None:
    leaves = LEAVES[:later]
    head = merkle.root(leaves)
    for earlier in range(1, later + 1):
        proof = merkle.consistency_proof(earlier, leaves)
        old = merkle.root(leaves[:earlier])
        assert merkle.is_consistent(earlier, later, proof, old, head)
        rewritten = merkle.root([leaf_hash(b"rewritten"), *leaves[1:earlier]])
        assert not merkle.is_consistent(earlier, later, proof, rewritten, head)
        assert not merkle.is_consistent(earlier, later, [*proof, old], old, head)
        if earlier < later:
            assert not merkle.is_consistent(earlier, later, proof[:-1], old, head)


def test_a_proof_of_what_is_outside_the_tree_is_refused() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion_proof(3, LEAVES[:3])
    for earlier in (0, 4):
        with pytest.raises(IndexError):
            merkle.consistency_proof(earlier, LEAVES[:3])
        assert not merkle.is_consistent(earlier, 3, [], b"", b"")


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (3, b"x" * 32), (2, b"x" * 31), (-1, b"")])
def test_a_frontier_that_does_not_fit_its_size_is_refused(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError):
        Frontier.unpacked(size, packed)


def test_a_leaf_can_not_pass_for_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
