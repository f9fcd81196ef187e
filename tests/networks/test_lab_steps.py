"""Real steps and harm checks are of the order that was read: of the right person, once, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from manara.foundation.models import Job, User
from manara.networks.actions.work_out import PARTS, one_part
from manara.networks.engine.lab import working
from manara.networks.engine.lab.working import Found
from manara.networks.models import Calculation, HarmCheck, Plan, RealStep, Signature
from manara.networks.pages.lab.plan import context
from manara.networks.pages.lab.saying import figure, forecast
from manara.networks.pages.lab.steps import measured_rows
from manara.networks.queries import lab
from tests.foundation import people
from tests.networks.lab_world import own_circle, worked_out
from tests.networks.test_lab import CHECK, a_step, made, names, page, posted, read, second, shield, signed
from tests.resolution.conftest import Browse

pytestmark = pytest.mark.django_db
__all__ = ["made", "second"]


def entered(user: User) -> list[str]:
    """Who was entered, by name."""
    with people.at_work(user):
        rows = RealStep.objects.order_by("pk").select_related("place__entity")
        return [step.place.entity.caption for step in rows if step.place and step.place.entity]


def work(user: User, calculation: Calculation, parts: int = 1) -> None:
    """Parts of a calculation, as the worker does them."""
    for _part in range(parts):
        with people.at_work(user) as viewer:
            job = Job.objects.get(pk=calculation.job_id)
            worked = one_part(viewer, job)
            job.done, job.state = worked.done, "done" if worked.finished else "running"
            job.save()


def newest(user: User) -> Calculation:
    with people.at_work(user):
        return Calculation.objects.select_related("job").latest("pk")


def test_a_step_read_in_an_order_that_changed_is_refused_and_what_was_typed_stays(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    signed(browser, made, investigator, second)
    client = browser(investigator)
    sent = a_step(client, made, known="Deux téléphones saisis")
    worked_out(investigator, made, parts=1)  # another order, of the same people, perhaps in other places
    said = posted(client, made, "steps/", status=422, **sent)
    assert "The order changed while you wrote" in said and "Deux téléphones saisis" in said
    assert entered(investigator) == []
    assert read(said, "order") not in ("", sent["order"]), "what is sent once more is of the order that holds"
    assert f'<option value="{sent["person"]}" selected' in said
    posted(client, made, "steps/", **{**sent, "order": read(said, "order"), "worth": read(said, "worth")})
    with people.at_work(investigator):
        step = RealStep.objects.select_related("place__entity").get()
        assert step.place and step.place.entity and str(step.place.entity.public_id) == sent["person"]


def test_who_left_the_order_is_not_taken_for_whoever_stands_in_his_place_now(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    signed(browser, made, investigator, second)
    client = browser(investigator)
    first, sent = names(investigator, made)[0], a_step(client, made)
    with people.at_work(investigator) as viewer:
        shield(viewer, first)
    said = posted(client, made, "steps/", status=422, **sent)
    assert "not in the order any more" in said and first not in said and entered(investigator) == []


def test_a_double_click_and_a_second_window_enter_a_step_once(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    signed(browser, made, investigator, second)
    client = browser(investigator)
    first = names(investigator, made)[0]
    sent, beside = a_step(client, made), a_step(client, made)
    assert sent["entry"] != beside["entry"]
    posted(client, made, "steps/", **sent)
    posted(client, made, "steps/", **sent)
    assert "It was entered already" in page(client, made, "steps/")
    work(investigator, newest(investigator))
    posted(client, made, "steps/", status=422, **{**beside, "order": read(page(client, made, "steps/"), "order")})
    assert entered(investigator) == [first]
    with people.at_work(investigator):
        step = RealStep.objects.get()
        told = ("audience_id", "plan", "order", "outcome", "happened_on", "by", "entry")
        again = {name: getattr(step, name) for name in told}
        with pytest.raises(IntegrityError), transaction.atomic():
            RealStep.objects.create(**again)


def test_steps_entered_while_it_is_worked_out_are_planned_from_and_measured(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    signed(browser, made, investigator, second)
    client = browser(investigator)
    going = worked_out(investigator, made, parts=1, going=True)
    posted(client, made, "steps/", **a_step(client, made))
    behind = newest(investigator)
    assert behind.pk != going.pk and behind.after == 1
    work(investigator, going)
    with people.at_work(investigator):
        assert Job.objects.get(pk=going.job_id).state == "done", "what knows nothing of the step ends"
    # A further step before the first part of what was queued: both are measured all the same.
    work(investigator, behind)
    posted(client, made, "steps/", **a_step(client, made))
    with people.at_work(investigator):
        Calculation.objects.filter(pk=behind.pk).update(told={})
    work(investigator, newest(investigator))
    with people.at_work(investigator):
        found = lab.measured(made)
    assert found.keys() == {0, 1, 2} and found[0] > found[1] >= found[2]
    assert page(client, made, "steps/").count("%") > 3


def test_a_harm_check_is_of_the_order_that_was_read(investigator: User, browser: Browse, made: Plan) -> None:
    client = browser(investigator)
    before = {**CHECK, "order": read(page(client, made, "harm/"), "order")}
    worked_out(investigator, made, parts=1)
    said = posted(client, made, "harm/", status=422, **before)
    assert "The order changed while you wrote" in said and CHECK["at_risk"] in said
    posted(client, made, "harm/", status=422, **{**CHECK, "order": ""})
    with people.at_work(investigator):
        assert not HarmCheck.objects.exists()
    posted(client, made, "harm/", **{**CHECK, "order": read(said, "order")})
    with people.at_work(investigator) as viewer:
        found = lab.opened(viewer, made.public_id)
        assert found.check is not None and found.main is not None and found.check.order_id == found.main.pk


def test_nobody_signs_for_people_at_risk_before_the_protection_service_was_told(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    client, theirs = browser(investigator), browser(second)
    said = {**CHECK, "order": read(page(client, made, "harm/"), "order")}
    ahead = (timezone.localdate() + timedelta(days=2)).isoformat()
    for wrong in ({"protection": ""}, {"protection": "nobody"}, {"protection_by": "\u200b"}, {"protection_on": ""},
                  {"protection_on": ahead}):  # fmt: skip
        assert CHECK["at_risk"] in posted(client, made, "harm/", status=422, **{**said, **wrong}), wrong
    posted(client, made, "harm/", **{**said, "protection": "later"})
    assert "the protection service is not told" in page(theirs, made, "harm/")
    posted(theirs, made, "harm/sign/", check=read(page(theirs, made, "harm/"), "check"), agrees="yes")
    assert "nobody can sign. Tell it" in page(theirs, made, "harm/")
    with people.at_work(investigator):
        check = HarmCheck.objects.get()
        told = {"audience_id": check.audience_id, "plan": made, "agrees": True, "by": second}
        as_if = {**told, "harm_check": check, "written_by": investigator, "planned_by": investigator}
        for protection in ("later", "told", "nobody"):  # the database's own word: not as yet, and not otherwise than checked
            with pytest.raises(IntegrityError), transaction.atomic():
                Signature.objects.create(**as_if, protection=protection)
        with pytest.raises(IntegrityError), transaction.atomic():
            HarmCheck.objects.create(
                audience_id=check.audience_id, plan=made, order=check.order, dangers=check.dangers, first="x", told="x",
                protection="nobody", by=investigator,
            )  # fmt: skip
    signed(browser, made, investigator, second)
    with people.at_work(investigator) as viewer:
        assert lab.opened(viewer, made.public_id).may_leave
        checks = HarmCheck.objects.order_by("pk")
        assert [check.protection for check in checks] == ["later", "told"]
    assert "P-0007, permanence de la protection" in page(client, made, "steps/")


def test_a_draft_is_its_authors_alone_and_nothing_of_it_is_exported_shared_or_printed(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    client, theirs = browser(investigator), browser(second)
    first, circle = names(investigator, made)[0], own_circle(investigator)
    joint = people.circle(investigator)

    def kept_in() -> None:
        for language in ("ar", "en"):
            sent = {"format": "csv", "language": language, "purpose": "p"}
            assert first not in posted(client, made, "take/", status=422, **sent)
        said = posted(client, made, "share/", status=422, circle=str(joint.public_id), reason="why", ends_on="")
        assert "only once a second person signed" in said
        for part in ("", "reach/", "harm/", "steps/", "share/", "take/"):
            html = page(client, made, part)
            before, _after = html.split('<div class="stack no-print">')
            assert first not in before and "data-print>" not in html and "nothing of it is printed" in before, part

    assert first in page(client, made) and "Nobody but you sees this plan" in page(client, made)
    for part in ("", "progress/", "reach/", "harm/", "steps/", "share/"):
        page(theirs, made, part, status=404)
    for part in ("work-out/", "stop/", "put-away/", "harm/", "harm/sign/", "steps/"):
        posted(theirs, made, part, status=404)
    assert made.title not in theirs.get("/networks/lab/").content.decode()
    with people.at_work(second) as viewer:  # the database's own word, of somebody who is in the circle
        assert circle.pk in viewer.circles and not Plan.objects.exists()
    kept_in()
    posted(client, made, "harm/", **{**CHECK, "order": read(page(client, made, "harm/"), "order")})
    assert first in page(theirs, made), "who is to sign reads whom it names"
    kept_in()
    signed(browser, made, investigator, second)
    assert 'class="stack no-print"' not in page(client, made) and "data-print>" in page(client, made)
    sent = {"format": "csv", "language": "en", "purpose": "p"}
    assert first in client.post(f"/networks/lab/{made.public_id}/take/", sent).content.decode()


def test_after_a_step_the_area_counts_the_people_there_were_at_first(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    """As the curve and the aim beside it do: else what is left seems to be more of the network than it is."""
    signed(browser, made, investigator, second)
    client = browser(investigator)
    posted(client, made, "steps/", **a_step(client, made))
    now = newest(investigator)
    work(investigator, now, parts=PARTS - 1)
    with people.at_work(investigator) as viewer:
        told = context(viewer, lab.opened(viewer, made.public_id))
        order = lab.main_order(now)
        assert order is not None and told["of_all"]["left"] == told["of_all"]["people"] - 1
        on_chart = sum(step["cost"] * step["largest"] for step in order.told["steps"]) / told["of_all"]["people"]
        assert on_chart > 0 and told["area"] == figure(on_chart)
        # Expected, it ends in each network where that has fallen apart: a little below the sum of the curve's shares.
        along = sum(step["cost"] * row[0] for step, row in zip(order.told["steps"], told["rows"][1:], strict=True))
        expected = float(told["spread"][0].strip("\u2066\u2069").replace(",", "."))
        assert 0.95 * along < expected <= along


def test_what_was_signed_is_looked_at_again_before_another_is_named(
    investigator: User, second: User, browser: Browse, made: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each calculation weighs what is left of the signed order, without whom it may not name any more."""
    asked: list[list[str]] = []
    as_before = working.as_before

    def spied(*given: Any) -> Found:
        asked.append(list(given[-1]))
        return as_before(*given)

    monkeypatch.setattr(working, "as_before", spied)
    worked_out(investigator, made)
    assert asked == [[]]
    signed(browser, made, investigator, second)
    order = names(investigator, made)
    worked_out(investigator, made)
    assert len(asked[-1]) == len(order) >= 1 and names(investigator, made) == order
    client = browser(investigator)
    posted(client, made, "steps/", **a_step(client, made))
    work(investigator, newest(investigator), parts=PARTS - 3)
    assert asked[-1] == asked[-2][1:]


def test_the_forecast_stays_that_of_the_order_before_any_step_when_the_first_is_taken_back(
    investigator: User, second: User, browser: Browse, made: Plan
) -> None:
    signed(browser, made, investigator, second)
    client = browser(investigator)
    posted(client, made, "steps/", **a_step(client, made))
    work(investigator, newest(investigator), parts=PARTS)
    begun = page(client, made, "steps/")
    posted(client, made, "steps/", **a_step(client, made))
    with people.at_work(investigator):
        first = RealStep.objects.order_by("pk").first()
    assert first is not None
    posted(client, made, f"steps/{first.public_id}/take-back/", reason="the wrong man")
    with people.at_work(investigator) as viewer:
        found = lab.opened(viewer, made.public_id)
        rows = measured_rows(found, lab.steps_of(made))
        of_first = forecast(first.order.told, first.order.calculation.told)
    assert [row["forecast"] for row in rows] == of_first and len(rows) > 1 and "Measured beside forecast" in begun
