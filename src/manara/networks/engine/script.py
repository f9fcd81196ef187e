"""The script of smuggling by sea: its stages in their order, and in which of them each role of the vocabulary has its part."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

SCRIPT: Final = ("recruiting", "documents", "transport", "lodging", "supply", "embarkation", "sea", "landing")
#: A captain steers; that makes him no organiser.
STAGES_OF_ROLE: Final[Mapping[str, tuple[str, ...]]] = {
    "recruiter": ("recruiting",), "online_advertiser": ("recruiting",), "community_head": ("recruiting",),
    "forger": ("documents",), "transporter": ("transport",), "guide": ("transport", "landing"), "host": ("lodging",),
    "supplier": ("supply",), "lookout": ("embarkation",), "captain": ("sea",),
}  # fmt: skip


def parts_of(roles: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """The stages that people's roles take part in; roles that are no part of the chain, as a financier's, take part in none."""
    return {name: {stage for role in own for stage in STAGES_OF_ROLE.get(role, ())} for name, own in roles.items()}
