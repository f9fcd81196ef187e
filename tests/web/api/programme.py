"""A programme that asks with a person's token, and the little story it asks about."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection
from django.test import Client

from manara.foundation.access import Ability
from manara.foundation.access.bearer import READING
from manara.foundation.access.viewer import abilities_of
from manara.foundation.actions.issue_token import issue_token
from manara.foundation.models import AccessToken, User
from manara.intake.models import Report
from tests.foundation import people
from tests.resolution.world import admit, draft, entity, said, tie

NAME = "محمد ولد أحمد سالم"
PURPOSE = "TEST-7"


def token_of(user: User, *abilities: Ability, purpose: str = PURPOSE, days: int = 90) -> tuple[AccessToken, str]:
    """A token of this person with all the reading he may do, or with `abilities`."""
    chosen = abilities or tuple(each for each in READING if each in abilities_of(frozenset(user.roles)))
    with people.at_work(user) as viewer:
        return issue_token(viewer, name="Night list", abilities=chosen, days=days, purpose=purpose)


def programme(secret: str, language: str = "en", **headers: str) -> Client:
    """A programme with this secret; it holds no cookie."""
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": language, **headers})


def asking(user: User, *abilities: Ability, **more: Any) -> Client:
    """A programme of this person."""
    return programme(token_of(user, *abilities, **more)[1])


def story(user: User, name: str = NAME, phone: str = "+22236301010") -> Report:
    """A report of a person with two birth dates, a phone and a boat."""
    (report,) = admit(
        user,
        draft(
            entity(
                "person", "Person", said("name", name), said("birthDate", "1984-03-12"),
                said("birthDate", "1984-12-03", kind="assessment"), said("nationality", "mr", original="موريتاني"),
            ),
            entity("phone", "Phone", number=phone),
            entity("vessel", "Vessel", name="Yaye Fatou"),
            tie("use", "PhoneUse", {"holder": "person", "phone": "phone"}),
            tie("own", "Ownership", {"owner": "person", "asset": "vessel"}, kind="assessment"),
        ),
    )  # fmt: skip
    return report


def events(user: User) -> list[tuple[str, str, str, uuid.UUID | None]]:
    """What the log has of this person: verb, kind of object, purpose and token, oldest first; read as an auditor does."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('manara.roles', 'auditor', true)")
        cursor.execute(
            "select verb, object_type, purpose, token from foundation_auditevent where actor_id = %s order by id", [user.pk]
        )
        found = cursor.fetchall()
    people.nobody()
    return found
