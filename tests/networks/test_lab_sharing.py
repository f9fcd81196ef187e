"""A plan that is opened to one more circle: what they read, whom they don't see, who may open it and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import AuditEvent, Circle, Sharing, User
from manara.networks.actions.share_plan import end_due_plan_sharings
from manara.networks.models import Calculation, HarmCheck, Order, Plan, Target, TargetList
from manara.networks.queries import lab
from tests.foundation import people
from tests.networks.lab_world import BRIDGE, MEN, WITNESS, network, plan, worked_out
from tests.networks.test_lab import CHECK, names, page, posted, second, shield, signed
from tests.resolution.conftest import Browse
from tests.resolution.test_judging import judged_by
from tests.resolution.world import admit, draft, entities_of, entity

pytestmark = pytest.mark.django_db
__all__ = ["second"]
UNSEEN = "Somebody whom you may not see"


@pytest.fixture
def joint(investigator: User, other: User) -> Circle:
    """A circle of the investigator and of a colleague at another agency."""
    case = people.circle(investigator)
    with people.at_work(investigator) as viewer:
        admit_member(viewer, case, other, reason="one case")
    return case


@pytest.fixture
def made(investigator: User, second: User, browser: Browse) -> Plan:
    """A plan of his agency's own reports, with a harm check that a second person signed."""
    network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=2)
    signed(browser, found, investigator, second)
    return found


def rows(user: User) -> int:
    with people.at_work(user):
        return sum(each.objects.count() for each in (Plan, Order, HarmCheck, Calculation, Target, TargetList))


def test_a_plan_is_opened_for_a_reason_and_shows_nobody_whom_its_reader_may_not_see(
    investigator: User, other: User, browser: Browse, made: Plan, joint: Circle
) -> None:
    assert rows(other) == 0
    client = browser(investigator)
    sent = {"circle": str(joint.public_id), "reason": "Both sides of the river", "ends_on": ""}
    posted(client, made, "share/", status=422, **{**sent, "reason": "\u200b"})
    posted(client, made, "share/", status=422, **{**sent, "ends_on": (timezone.localdate() - timedelta(days=1)).isoformat()})
    posted(client, made, "share/", **sent)
    posted(client, made, "share/", status=422, **sent)
    assert joint.title in page(client, made, "share/")
    theirs = browser(other)
    html = page(theirs, made)
    assert UNSEEN in html and not any(name in html for name in (*MEN, BRIDGE, WITNESS))
    assert CHECK["first"] in page(theirs, made, "harm/")
    assert rows(other) > 4
    for part in ("", "reach/", "harm/", "steps/", "share/"):
        assert not any(name in page(theirs, made, part) for name in (*MEN, BRIDGE, WITNESS)), part
    posted(theirs, made, "share/", status=403, **sent)
    with people.at_work(people.person("auditor")):
        assert AuditEvent.objects.filter(verb="share", object_type="plan").exists()
    # What is worked out from now on lies where the plan lies, and still names nobody protected.
    with pytest.raises(IntegrityError), transaction.atomic():
        worked_out(investigator, made, parts=1)  # read before it was moved: it stays behind nowhere, it is refused
    with people.at_work(investigator):
        made.refresh_from_db()
    worked_out(investigator, made, parts=3)
    with people.at_work(other) as viewer:
        assert lab.opened(viewer, made.public_id).places
    first = names(investigator, made)[0]
    with people.at_work(investigator) as viewer:
        shield(viewer, first)
    assert "Nobody any more" in page(theirs, made) and first not in page(browser(investigator), made)
    with people.at_work(investigator):
        sharing = Sharing.objects.get(object_type="plan")
    posted(browser(other), made, "work-out/")
    with people.at_work(investigator):
        assert Calculation.objects.latest("pk").by_id == investigator.pk, "only who reads its reports works it out"
    posted(browser(other), made, f"share/{sharing.public_id}/end/", status=403)
    posted(browser(investigator), made, f"share/{sharing.public_id}/end/")
    page(browser(other), made, status=404)
    assert rows(other) == 0, "nothing of it stays behind"
    posted(browser(investigator), made, f"share/{sharing.public_id}/end/")


def test_a_sharing_ends_on_its_day_by_itself(
    investigator: User, other: User, browser: Browse, made: Plan, joint: Circle
) -> None:
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    posted(browser(investigator), made, "share/", circle=str(joint.public_id), reason="three days", ends_on=until)
    assert end_due_plan_sharings() == 0
    with people.at_work(investigator):
        Sharing.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert (end_due_plan_sharings(), end_due_plan_sharings()) == (1, 0)
    assert rows(other) == 0 and names(investigator, made)
    page(browser(other), made, status=404)


def test_nobody_moves_a_plan_that_is_not_his_or_to_where_he_is_not(
    investigator: User, other: User, made: Plan, joint: Circle
) -> None:
    with people.at_work(other), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        move(made, joint_audience(joint))
    with people.at_work(investigator):
        for where in (0, 987_654):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                move(made, where)
    with people.at_work(investigator):
        assert Plan.objects.get(pk=made.pk).audience_id == made.audience_id


def move(made: Plan, where: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select manara_move_plan(%s, %s)", [made.public_id, where])


def joint_audience(joint: Circle) -> int:
    from manara.foundation.access import audience_of

    return audience_of([joint.pk])


def test_what_is_marked_goes_to_others_only_with_the_originators_word(
    investigator: User, second: User, browser: Browse, joint: Circle
) -> None:
    known = network(investigator)
    found = plan(investigator)
    worked_out(investigator, found, parts=1)
    signed(browser, found, investigator, second)
    first = names(investigator, found)[0]
    # Another source says of the first of the order what may go no further without its word.
    told = draft(entity("a", "Person", name=first, passportNumber="P77001234"), handling="H2")
    (other,) = admit(investigator, told)
    judged_by(investigator, known[first], entities_of(investigator, other)["Person"])
    client = browser(investigator)
    assert "Not to go further without permission" in page(client, found, "share/")
    sent = {"circle": str(joint.public_id), "reason": "why"}
    said = posted(client, found, "share/", status=422, **sent)
    assert "may not go further without the originator’s permission: confirm it" in said
    with people.at_work(investigator):
        assert not Sharing.objects.filter(object_type="plan").exists()
    posted(client, found, "share/", **sent, confirmed="on")
    with people.at_work(investigator):
        assert Sharing.objects.filter(object_type="plan", circle=joint).exists()


def test_a_plan_at_work_is_not_opened(investigator: User, browser: Browse, made: Plan, joint: Circle) -> None:
    worked_out(investigator, made, parts=1, going=True)
    said = posted(
        browser(investigator), made, "share/", status=422, circle=str(joint.public_id), reason="now"
    )
    assert "being worked out just now" in said
