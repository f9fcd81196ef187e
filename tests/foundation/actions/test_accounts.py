"""Accounts and agencies: closed, opened, given other roles; each with its reason, its limits and its effect at once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from manara.foundation.access import Refused, acting
from manara.foundation.actions.add_agency import add_agency
from manara.foundation.actions.change_agency import change_agency
from manara.foundation.actions.change_roles import change_roles
from manara.foundation.actions.disable_user import LastAdministrator, OwnAccount, disable_user
from manara.foundation.actions.enable_user import enable_user
from manara.foundation.actions.hold_code import CodeTaken
from manara.foundation.actions.invite import RolesApart
from manara.foundation.models import AuditEvent, Circle, Suspension, User
from tests.foundation.browsing import browser
from tests.foundation.people import agency, at_work, circle, nobody, person

pytestmark = pytest.mark.django_db
NAMES = {"name_ar": "ا", "name_fr": "F", "name_es": "E", "name_en": "N"}


def test_a_closed_account_is_out_at_once_everywhere() -> None:
    user, other, administrator = person("investigator"), person("investigator"), person("administrator")
    theirs, others = browser(user), browser(other)
    assert theirs.get("/circles/").status_code == 200
    with at_work(administrator) as viewer:
        disable_user(viewer, user, reason="left the service")
    answer = theirs.get("/circles/")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    nobody()
    assert others.get("/circles/").status_code == 200
    with acting(user, purpose="job") as viewer:
        assert (viewer.roles, viewer.circles, viewer.audiences) == (frozenset(), (), ())


def test_why_an_account_was_closed_and_opened_is_kept() -> None:
    user, administrator = person("investigator"), person("administrator")
    with at_work(administrator) as viewer:
        disable_user(viewer, user, reason="on leave")
        disable_user(viewer, user, reason="twice")
        enable_user(viewer, user, reason="back")
        enable_user(viewer, user, reason="twice")
        (row,) = Suspension.objects.filter(user=user)
    assert (row.reason, row.end_reason, row.suspended_by, row.ended_by) == ("on leave", "back", administrator, administrator)
    with acting(user, purpose="test") as viewer:
        assert len(viewer.circles) == 1
    with at_work(person("auditor")):
        assert AuditEvent.objects.filter(verb="administer", object_ids__contains=[user.public_id]).count() == 2


def test_nobody_changes_his_own_account() -> None:
    administrator = person("administrator")
    person("administrator")
    with at_work(administrator) as viewer:
        for own in (
            lambda: disable_user(viewer, administrator, reason="x"),
            lambda: enable_user(viewer, administrator, reason="x"),
            lambda: change_roles(viewer, administrator, ["investigator"], reason="x"),
        ):
            with pytest.raises(OwnAccount):
                own()


def test_the_last_administrator_stays() -> None:
    leaving, staying = person("administrator"), person("administrator")
    with at_work(leaving) as viewer:
        # His request began while he was administrator; meanwhile the other one has closed his account.
        User.objects.filter(pk=leaving.pk).update(is_active=False)
        with pytest.raises(LastAdministrator):
            disable_user(viewer, staying, reason="x")
        with pytest.raises(LastAdministrator):
            change_roles(viewer, staying, ["analyst"], reason="x")
    leaving.refresh_from_db()
    with at_work(leaving) as viewer, pytest.raises(Refused):
        disable_user(viewer, staying, reason="x")
    staying.refresh_from_db()
    assert staying.is_active and staying.roles == ["administrator"]


def test_who_becomes_auditor_leaves_every_circle_for_good() -> None:
    user, administrator = person("investigator"), person("administrator")
    circle(user)
    with at_work(administrator) as viewer:
        change_roles(viewer, user, ["auditor"], reason="new task")
    with at_work(user) as viewer:
        assert viewer.circles == ()
        assert not user.memberships.filter(ended_at=None).exists()
    with at_work(administrator) as viewer:
        change_roles(viewer, user, ["analyst"], reason="back")
    with at_work(user) as viewer:
        # His agency's circle again, and not the case's: its keeper decides on that anew.
        assert [each.circle.kind for each in user.memberships.filter(ended_at=None)] == ["agency"]
        assert len(viewer.circles) == 1


def test_roles_apart_are_refused_by_action_and_by_database() -> None:
    user, administrator = person("investigator"), person("administrator")
    with at_work(administrator) as viewer, pytest.raises(RolesApart):
        change_roles(viewer, user, ["auditor", "analyst"], reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(roles=["administrator", "analyst"])


@pytest.mark.parametrize("role", ["investigator", "auditor", "coordinator"])
def test_only_an_administrator_keeps_accounts_and_agencies(role: str) -> None:
    other = person()
    with at_work(person(role)) as viewer:
        for refused in (
            lambda: disable_user(viewer, other, reason="x"),
            lambda: enable_user(viewer, other, reason="x"),
            lambda: change_roles(viewer, other, ["analyst"], reason="x"),
            lambda: add_agency(viewer, code="x", kind="police", country="MR", **NAMES),
            lambda: change_agency(viewer, other.agency, kind="police", country="MR", **NAMES),
        ):
            with pytest.raises(Refused):
                refused()
        assert not Suspension.objects.exists()


def test_an_agency_opens_its_circle_with_it() -> None:
    with at_work(person("administrator")) as viewer:
        added = add_agency(viewer, code="cg-ndb", kind="coast-guard", country="MR", **NAMES)
        (its,) = Circle.objects.filter(agency=added)
        with override("fr"):
            assert (its.kind, its.title) == ("agency", "F")
        with pytest.raises(CodeTaken):
            add_agency(viewer, code="CG-NDB", kind="police", country="MR", **NAMES)


def test_an_agency_is_corrected_and_what_changed_is_recorded() -> None:
    changed = agency()
    with at_work(person("administrator")) as viewer:
        same = {name: getattr(changed, name) for name in NAMES}
        change_agency(viewer, changed, kind=changed.kind, country=changed.country, **same)
        change_agency(viewer, changed, kind=changed.kind, country="SN", **(same | {"name_fr": "Gendarmerie"}))
    changed.refresh_from_db()
    assert (changed.country, changed.name_fr) == ("SN", "Gendarmerie")
    with at_work(person("auditor")):
        (event,) = AuditEvent.objects.filter(verb="administer", object_type="agency", object_ids__contains=[changed.public_id])
        assert event.fields == ["country", "name_fr"]
