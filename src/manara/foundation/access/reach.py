"""Works out, once a transaction, which circles and audiences a person reaches, and tells the database."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection, transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.viewer import Viewer
from manara.foundation.models import User

# One round trip: the function reads the grants with its owner's rights, the settings last until the transaction ends.
_ENTER = """
select set_config('manara.user', %(user)s, true), set_config('manara.roles', %(roles)s, true),
       set_config('manara.circles', reach.circles, true), set_config('manara.kept_circles', reach.kept_circles, true),
       set_config('manara.audiences', reach.audiences, true),
       set_config('manara.kept_audiences', reach.kept_audiences, true)
from manara_reach(%(user)s::bigint) reach
"""


def enter(
    user: User,
    *,
    purpose: str = "",
    request_id: uuid.UUID | None = None,
    language: str = "en",
    token: uuid.UUID | None = None,
    narrowed: frozenset[Ability] | None = None,
) -> Viewer:
    """Begin to act as `user` until the open transaction ends; with a `token` no further than its abilities go.

    Raises `RuntimeError` outside a transaction: settings would fall away at once and every later query see nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("enter() needs an open transaction")
    roles = frozenset(user.roles) if user.is_active else frozenset[str]()
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, {"user": str(user.pk), "roles": ",".join(sorted(roles))})
        row = cursor.fetchone()
    circles, kept, audiences = (_numbers(row[column]) for column in (2, 3, 4))
    return Viewer(
        user_id=user.pk,
        code=user.code,
        agency_id=user.agency_id,
        roles=roles,
        circles=circles,
        kept_circles=kept,
        audiences=audiences,
        purpose=purpose,
        request_id=request_id,
        language=language,
        token=token,
        narrowed=narrowed,
    )


def again(viewer: Viewer) -> Viewer:
    """The same viewer after a circle or audience was made in this transaction, so that he reaches it too."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, {"user": str(viewer.user_id), "roles": ",".join(sorted(viewer.roles))})
        row = cursor.fetchone()
    circles, kept, audiences = (_numbers(row[column]) for column in (2, 3, 4))
    return replace(viewer, circles=circles, kept_circles=kept, audiences=audiences)


@contextmanager
def acting(
    user: User, *, purpose: str, request_id: uuid.UUID | None = None, language: str = "en"
) -> Iterator[Viewer]:
    """A transaction in which a job or a command acts as `user`, with no more than that person's reach."""
    with transaction.atomic():
        yield enter(user, purpose=purpose, request_id=request_id, language=language)


def reaches(user: int, audience: int) -> bool:
    """Whether the person with this number may know what this audience knows, whoever asks: of a closed account, no."""
    with connection.cursor() as cursor:
        cursor.execute(_REACHES, [audience, user])
        return bool(cursor.fetchone()[0])


@contextmanager
def reaching(viewer: Viewer, *further: int) -> Iterator[None]:
    """Let the next statements see and write rows of `further` audiences too; the caller bounds them to one record.

    A retraction moves rows to the audience that is nobody and back; a release writes where its maker does not see.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SET_AUDIENCES, [",".join(map(str, (*further, *viewer.audiences)))])
        try:
            yield
        finally:
            # After a database error the settings fall with the transaction, and it takes no more statements.
            if not connection.needs_rollback:
                cursor.execute(_SET_AUDIENCES, [",".join(map(str, viewer.audiences))])


_REACHES = "select %s = any(string_to_array(audiences, ',')::bigint[]) from manara_reach(%s::bigint)"
_SET_AUDIENCES = "select set_config('manara.audiences', %s, true)"


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text else ()
