"""A code is given to one person and to one agency, also when two ask for it at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from manara.foundation import access
from manara.foundation.actions.accept_invitation import InvitationProblem, accept_invitation
from manara.foundation.actions.add_agency import add_agency
from manara.foundation.actions.hold_code import CodeTaken
from manara.foundation.actions.invite import digest_of, invite
from manara.foundation.models import Agency, Invitation, User
from tests.foundation.people import PASSWORD, agency, nobody, person

pytestmark = pytest.mark.django_db(transaction=True)


def meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What comes of `second`, an error too, which begins before the transaction of `first` ends."""
    told: list[Any] = []

    def whole() -> None:
        try:
            told.append(second())
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=whole)
    with transaction.atomic():
        first()
        thread.start()
        for _look in range(100_000):
            with connection.cursor() as cursor:
                cursor.execute("select count(*) from pg_locks where not granted")
                if cursor.fetchone()[0] or not thread.is_alive():
                    break
    thread.join(60)
    (found,) = told
    return found


def test_an_invitation_sent_twice_makes_one_link() -> None:
    administrator, home = person("administrator"), agency()

    def send(code: str) -> None:
        with access.acting(administrator, purpose="test") as viewer:
            invite(viewer, code=code, agency=home, roles=["analyst"])

    assert isinstance(meanwhile(lambda: send("E-0920"), lambda: send("e-0920")), CodeTaken)
    nobody()
    assert Invitation.objects.filter(code__iexact="E-0920").count() == 1


def test_of_two_links_with_one_code_that_are_used_at_once_one_opens_an_account() -> None:
    home = agency()
    for token, code in (("one", "E-0921"), ("other", "e-0921")):
        Invitation.objects.create(
            token_digest=digest_of(token), code=code, agency=home, roles=["analyst"],
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
    second = meanwhile(lambda: accept_invitation("one", PASSWORD), lambda: accept_invitation("other", PASSWORD))
    assert isinstance(second, InvitationProblem)
    assert User.objects.filter(code__iexact="E-0921").count() == 1


def test_an_agency_sent_twice_is_one() -> None:
    administrator = person("administrator")
    names = {"name_ar": "الدرك", "name_fr": "Gendarmerie", "name_es": "Gendarmería", "name_en": "Gendarmerie"}

    def send(code: str) -> None:
        with access.acting(administrator, purpose="test") as viewer:
            add_agency(viewer, code=code, kind="gendarmerie", country="MR", **names)

    assert isinstance(meanwhile(lambda: send("gn-x"), lambda: send("GN-X")), CodeTaken)
    assert Agency.objects.filter(code__iexact="gn-x").count() == 1
