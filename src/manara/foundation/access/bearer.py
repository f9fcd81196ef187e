"""Whom a token lets in and how far, asked when a programme knocks and once more before it is answered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection

from manara.foundation.access.abilities import Ability
from manara.foundation.keys import digest_of_secret
from manara.foundation.models import User

# What a token can be narrowed to: all of it is reading, however much more its holder may do at the pages.
READING = (
    Ability.READ_REPORTS,
    Ability.READ_OWN_REPORTS,
    Ability.READ_ENTITIES,
    Ability.WORK_CASES,
    Ability.EXPORT,
)
MARK = "manara_"
SHOWN = 12

Why = Literal["missing", "unknown", "revoked", "over", "closed", "role"]


class NotAdmitted(Exception):
    """The token does not let its bearer in (any more): why, and whose it is where that is known."""

    def __init__(self, why: Why, bearer: Bearer | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.bearer = bearer


@dataclass(frozen=True)
class Bearer:
    """A programme with a token: in whose name it asks, what it may read, for what, and its asking in this minute."""

    user: User
    token: uuid.UUID
    name: str
    prefix: str
    purpose: str
    abilities: frozenset[Ability]
    made_at: datetime
    expires_at: datetime
    asked: int
    ended: Why | None


# One round trip: the token, whose it is, and the count of this minute.
_USED = """
select holder.*, used.* from manara_token_used(%s) used join foundation_user holder on holder.id = used.owner_id
"""


def bearer_of(secret: str) -> Bearer:
    """The bearer of this secret; a token that is over or revoked is told by `ended`, so that its knocking is counted.

    Raises `NotAdmitted` for a secret that this node does not know.
    """
    found = next(iter(User.objects.raw(_USED, [digest_of_secret(secret)])), None)
    if found is None:
        raise NotAdmitted("unknown")
    row = vars(found)
    may = frozenset(Ability(each) for each in row["token_abilities"]) & frozenset(READING)
    ended: Why | None = (
        "revoked" if row["revoked"] else "over" if row["is_over"] else None if found.is_active else "closed"
    )
    return Bearer(
        found, row["token"], row["token_name"], row["token_prefix"], row["token_purpose"], may, row["made_at"],
        row["expires_at"], row["asked"], ended,
    )  # fmt: skip


# The shared lock makes a revocation wait for an answer that is being committed, and an answer see one that came first.
_HOLDS = """
select token.revoked_at is null, token.expires_at > clock_timestamp(), holder.is_active
from foundation_accesstoken token join foundation_user holder on holder.id = token.owner_id
where token.public_id = %s for share of token
"""


def check_still(bearer: Bearer) -> None:
    """The last word in the transaction that answers: whoever revoked the token before sees nothing leave after.

    Raises `NotAdmitted`, which undoes the reading and the record of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, [bearer.token])
        row = cursor.fetchone()
    valid, in_time, active = row or (False, False, False)
    if not (valid and in_time and active):
        raise NotAdmitted("revoked" if not valid else "over" if not in_time else "closed", bearer)
