"""The search under doubt goes on a while at a time: its worker gives signs, a stop ends it, and the best so far is kept."""

from __future__ import annotations

import random

import pytest

from manara.foundation.models import User
from manara.networks.actions.work_out import Part, one_part, work_out
from manara.networks.engine.dismantling import network
from manara.networks.engine.lab import in_doubt, working
from manara.networks.engine.lab.question import Question
from manara.networks.models import Order
from tests.foundation import people
from tests.networks import lab_world

QUESTION = Question(until=0.2)


def drawn() -> list[tuple[str, str, float]]:
    draw = random.Random(4)
    return [(f"p{draw.randrange(40)}", f"p{draw.randrange(40)}", draw.choice((0.3, 0.6, 0.9))) for _tie in range(80)]


def test_it_is_sought_a_while_at_a_time_and_is_of_the_network_it_began_with(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = network(drawn(), protected=["p1"])
    found = working.ordered(graph, QUESTION, len(graph), seconds=0.1)
    assert working.may_be_bettered(graph, QUESTION, found)
    monkeypatch.setattr(in_doubt, "A_WHILE", 0.0)
    sought = in_doubt.InDoubt(graph, QUESTION, len(graph), found)
    assert sought.more(), "after a piece of work there is more to do"
    first = sought.best
    assert first.names and not first.finished and "p1" not in first.names
    monkeypatch.setattr(in_doubt, "A_WHILE", 60.0)
    assert not sought.more()
    assert sought.best.finished and sought.best.effect.area.mean <= first.effect.area.mean
    kept = working.under_doubt(graph, QUESTION, len(graph), found, sought.best)
    assert kept.told["way"] in ("drawn", "doubt") and "p1" not in kept.names
    assert sought.is_of(network(drawn(), protected=["p1"]))
    assert not sought.is_of(network(drawn(), protected=["p1", "p2"])), "who is protected since is not in it"


@pytest.mark.django_db
def test_the_worker_hands_back_between_two_pieces_and_what_was_found_is_kept(
    investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab_world.network(investigator)
    found = lab_world.plan(investigator, missing=0.2)
    monkeypatch.setattr(in_doubt, "A_WHILE", 0.0)
    with people.at_work(investigator) as viewer:
        calculation = work_out(viewer, found)
    done = []
    while not done or done[-1] <= Part.IN_DOUBT:
        with people.at_work(investigator) as viewer:
            job = calculation.job
            assert job is not None
            job.done = one_part(viewer, job).done
            job.save()
            done.append(job.done)
        assert len(done) < 500
    assert done.count(Part.IN_DOUBT) > 2, "the part under doubt took several turns"
    with people.at_work(investigator):
        newest = Order.objects.filter(kind="main").latest("pk")
        assert newest.told["effect"]["area"][0] > 0
