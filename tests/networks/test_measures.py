"""The pages of a network's measures: whom they list and never list, what doubt leaves open, what changed since, for whom."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from manara.foundation.access import Refused
from manara.foundation.jobs import work_off
from manara.foundation.models import AuditEvent, User
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, give_role, take_back_role
from manara.networks.actions.keep_chart import Words, begin_chart
from manara.networks.actions.measure_network import PARTS, measure_network, one_part, stop_measuring
from manara.networks.actions.protect import protect
from manara.networks.engine.state import state_of
from manara.networks.engine.ties.graph import Narrowing
from manara.networks.engine.which import Which
from manara.networks.models import Ground, Measuring, Role, Script, Target
from manara.networks.queries.taken_out import taken_out_lately
from tests.foundation import people
from tests.networks.lab_world import BRIDGE, MEN, WITNESS, network, own_circle
from tests.resolution.conftest import Browse
from tests.resolution.queries_counted import counted
from tests.resolution.test_judging import judged_by
from tests.resolution.world import admit, draft, entity, tie

pytestmark = pytest.mark.django_db


def measured(user: User, **narrowing: Any) -> Measuring:
    """The network of his agency's reports, measured as the worker does."""
    with people.at_work(user) as viewer:
        which = Which(circle=str(own_circle(user).public_id), narrowing=Narrowing(**narrowing))
        made = measure_network(viewer, which)
    return worked_off(user, made)


def worked_off(user: User, made: Measuring) -> Measuring:
    assert made.job is not None
    work_off.func(job=str(made.job.public_id), asked_by=user.pk)  # type: ignore[attr-defined]
    people.nobody()
    with people.at_work(user):
        return Measuring.objects.select_related("job").get(pk=made.pk)


def page(client: Client, made: Measuring, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/networks/measures/{made.public_id}/{query}")
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def listed(html: str, section: str = "people") -> list[str]:
    """Whom the table of everybody names, or that of another section, in its order."""
    table = html.split(f'id="{section}"')[1].split("</section>")[0]
    return re.findall(r'<th scope="row" class="name">\s*<a [^>]*><bdi[^>]*>([^<]+)', table)


def place_of(user: User, made: Measuring, name: str) -> int:
    with people.at_work(user):
        return Target.objects.get(targets_id=made.targets_id, entity__caption=name).position


def test_everybody_has_his_measures_but_the_witness_who_holds_all_together(investigator: User, browser: Browse) -> None:
    network(investigator)
    made = measured(investigator)
    assert made.job is not None and (made.job.state, made.job.done) == ("done", PARTS)
    told = made.told
    assert told["people"] == len(MEN) + 2 and told["ties"] == 34 and 0 < told["expected"] < 34
    assert told["components"] == 1 and told["largest"] == told["people"] and told["samples"] > 0
    client = browser(investigator)
    html = page(client, made)
    assert WITNESS not in html and sorted(listed(html)) == sorted([*MEN, BRIDGE])
    # The witness is tied to all ten: her ties count, though nobody says so.
    assert told["values"]["degree"][place_of(investigator, made, "North Three")] == 5
    assert 'class="doubt"' in html and "<svg" in html and "Nothing here is a finding of guilt" in html
    assert "leader" not in html and "Measures of a network" in html
    assert [listed(page(client, made, "?sort=degree"))[0]] != [BRIDGE]
    lowest, highest = (listed(page(client, made, f"?sort={way}core")) for way in ("-", ""))
    assert lowest[0] == BRIDGE and highest[-1] == BRIDGE
    assert page(client, made, "?sort=nonsense&page=99")
    with people.at_work(people.person("auditor")):
        said = {(event.verb, event.object_type) for event in AuditEvent.objects.all()}
    assert {("create", "measures"), ("read", "measures"), ("create", "targets")} <= said


def test_whoever_is_protected_later_leaves_every_list_also_by_a_judgement(investigator: User, browser: Browse) -> None:
    known = network(investigator)
    (report,) = admit(investigator, draft(entity("v", "Person", name="Somebody Else", notes="victime, hébergée")))
    made = measured(investigator)
    first, second = listed(page(browser(investigator), made))[:2]
    with people.at_work(investigator) as viewer:
        protect(viewer, known[first], ground=Ground.WITNESS, reason="heard", circle=own_circle(investigator))
        victim = Entity.objects.get(report_id=report.pk, schema="Person")
    judged_by(investigator, known[second], victim)
    client = browser(investigator)
    html = page(client, made)
    assert first not in html and second not in html and "changed since then" in html
    gone = place_of_emptied(investigator, made)
    assert len(gone) == 2
    page(client, made, f"?without={gone[0]}", status=404)
    assert client.post(f"/networks/measures/{made.public_id}/without/", {"place": gone[0]}).status_code in (302, 404)
    taken = client.post(f"/networks/measures/{made.public_id}/take/", {"format": "csv", "language": "en", "purpose": "p"})
    assert taken.status_code == 200 and first not in taken.content.decode() and second not in taken.content.decode()
    assert first not in str(made.told) and str(known[first].public_id) not in str(made.told)
    anew = measured(investigator)
    assert not {first, second, WITNESS} & set(listed(page(client, anew)))
    with people.at_work(investigator):
        assert taken_out_lately() == [], "a ranking is read, not acted on"


def place_of_emptied(user: User, made: Measuring) -> list[int]:
    with people.at_work(user):
        return list(Target.objects.filter(targets_id=made.targets_id, entity=None).values_list("position", flat=True))


def test_who_becomes_important_is_there_for_the_first_and_worked_out_for_others(investigator: User, browser: Browse) -> None:
    network(investigator)
    made = measured(investigator)
    client = browser(investigator)
    whose = place_of(investigator, made, "North One")
    html = page(client, made, f"?without={whose}").split('id="without"')[1].split("</section>")[0]
    assert "North Two" in html and WITNESS not in html
    with people.at_work(investigator):
        Measuring.objects.filter(pk=made.pk).update(gone={})
    answer = client.post(f"/networks/measures/{made.public_id}/without/", {"place": whose})
    assert answer.status_code == 302 and answer["Location"].endswith(f"?without={whose}#without")
    with people.at_work(investigator):
        waiting = Measuring.objects.select_related("job").get(pk=made.pk)
    assert waiting.asked == whose and "It waits for its turn" in page(client, made)
    client.post(f"/networks/measures/{made.public_id}/without/", {"place": 0})
    done = worked_off(investigator, waiting)
    assert done.asked is None and set(done.gone) == {str(whose)} and done.gone[str(whose)]
    for wrong in ("", "x", "-1", "99999999999"):
        assert client.post(f"/networks/measures/{made.public_id}/without/", {"place": wrong}).status_code in (302, 404)


def test_who_links_stages_and_groups_but_never_the_witness(investigator: User, browser: Browse) -> None:
    known = network(investigator)
    client = browser(investigator)
    between_groups = measured(investigator)
    html = page(client, between_groups, "?between=stages")
    assert 'id="links"' in html and 'id="between"' not in html, "nobody has a stage: only the groups found"
    # All but the man between both are of one group with those he is tied to; he and the witness link the two groups.
    assert BRIDGE in listed(html, "links") and WITNESS not in html
    roles = {"North One": "host", "North Two": "host", "South One": "lookout", "South Two": "lookout", BRIDGE: "transporter"}
    with people.at_work(investigator) as viewer:
        for name, role in roles.items():
            give_role(viewer, known[name], Given(Script.SOM, role))
    assert "changed since then" in page(client, between_groups), "a role given since is not in it"
    made = measured(investigator)
    assert made.told["at_stage"] == {"hub": 2, "coast": 2, "land": 1}
    # Of his four contacts with a stage, two of the hub and two of the coast who have no tie to each other.
    at = place_of(investigator, made, BRIDGE)
    in_role = {role: made.told["values"][f"stage_{role}"][at] for role in ("liaison", "gatekeeper", "itinerant", "coordinator")}
    assert in_role == {"liaison": 4, "gatekeeper": 0, "itinerant": 0, "coordinator": 0}
    assert made.told["values"]["stage_liaison"][place_of(investigator, made, "North Five")] is None
    html = page(client, made, "?links=liaison&sort=degree")
    assert listed(html, "links") == [BRIDGE] and 'id="between"' in html
    assert "Land leg" in html and "5 people of the network were given a role" in html
    assert listed(page(client, made, "?links=nonsense&between=nonsense"), "links") == [BRIDGE], "the first role that one has"
    assert "Nobody who may be named links a pair in this way" in page(client, made, "?links=coordinator")
    assert BRIDGE in listed(page(client, made, "?between=groups"), "links") and WITNESS not in html
    taken = client.post(f"/networks/measures/{made.public_id}/take/", {"format": "csv", "language": "en", "purpose": "p"})
    rows = {row["Who"]: row for row in csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig")))}
    assert rows[BRIDGE]["Links two other groups (stages of the route)"] == "4" and WITNESS not in rows
    assert rows["North Five"]["Links two other groups (stages of the route)"] == "" != rows["North Five"]["Links his own"]
    with people.at_work(investigator) as viewer:
        assert "changed since then" not in page(client, made)
        take_back_role(viewer, Role.objects.get(entity=known[BRIDGE]), reason="mistaken")
    assert "changed since then" in page(client, made)
    with people.at_work(investigator) as viewer:
        protect(viewer, known[BRIDGE], ground=Ground.WITNESS, reason="heard", circle=own_circle(investigator))
    html = page(client, made, "?links=liaison")
    assert BRIDGE not in html and "Nobody who may be named links a pair in this way" in html


def test_what_changed_since_is_said_and_measured_again(investigator: User, browser: Browse) -> None:
    network(investigator)
    made = measured(investigator)
    client = browser(investigator)
    assert "changed since then" not in page(client, made)
    admit(investigator, draft(entity("a", "Person", name="Nobody Tied")))
    assert "changed since then" in page(client, made)
    answer = client.post(f"/networks/measures/{made.public_id}/again/")
    with people.at_work(investigator):
        newest = Measuring.objects.select_related("job").order_by("-pk")[0]
    assert answer["Location"] == f"/networks/measures/{newest.public_id}/"
    assert "changed since then" not in page(client, worked_off(investigator, newest))
    assert client.get("/networks/measures/").content.decode().count("data-walk") == 1, "of one network the newest"


def test_only_who_asked_reads_it(investigator: User, other: User, browser: Browse) -> None:
    network(investigator)
    made = measured(investigator)
    mate = people.person("analyst", at=investigator.agency)
    for user in (other, mate):
        client = browser(user)
        for part in ("", "progress/", "take/"):
            assert client.get(f"/networks/measures/{made.public_id}/{part}").status_code == 404
        for part in ("again/", "stop/", "without/", "take/"):
            assert client.post(f"/networks/measures/{made.public_id}/{part}", {"place": 0}).status_code == 404
        assert str(made.public_id) not in client.get("/networks/measures/").content.decode()
        with people.at_work(user):
            assert not Measuring.objects.exists()
    assert browser(people.person("prosecutor", at=investigator.agency)).get("/networks/measures/").status_code == 403


def test_a_network_is_asked_for_and_what_is_wrong_is_said(investigator: User, other: User, browser: Browse) -> None:
    known = network(investigator)
    client = browser(investigator)
    circle = own_circle(investigator)
    asked = {"source": f"circle:{circle.public_id}", "least": "0"}
    assert client.get("/networks/measures/").status_code == 200
    theirs = own_circle(other).public_id
    wrongs = ({"source": f"circle:{theirs}"}, {"source": ""}, {"least": "101"}, {"since": "May"}, {"place": "Nowhere 77"})
    for wrong in wrongs:
        assert client.post("/networks/measures/", {**asked, **wrong}).status_code == 422, wrong
    answer = client.post("/networks/measures/", {**asked, "kinds": ["acquaintance"]})
    assert answer.status_code == 302
    with people.at_work(investigator) as viewer:
        made = Measuring.objects.select_related("job").get()
        places = [[str(known[name].public_id), 0, 0] for name in (*MEN[:5], WITNESS)]
        chart = begin_chart(viewer, circle, Words("North", ""), state_of({"places": places, "notes": []}))
    assert "It waits for its turn" in page(client, made) and "hx-get" in page(client, made)
    assert client.get(f"/networks/measures/{made.public_id}/take/").status_code == 404, "nothing to take yet"
    answer = client.post("/networks/measures/", {**asked, "source": f"chart:{chart.public_id}"})
    with people.at_work(investigator):
        of_chart = Measuring.objects.select_related("job").order_by("-pk")[0]
    found = worked_off(investigator, of_chart)
    assert found.told["people"] == 6 and WITNESS not in page(client, found) and "North" in page(client, found)
    assert f"chart:{chart.public_id}" in client.get(f"/networks/measures/?chart={chart.public_id}").content.decode()


def test_an_empty_network_and_one_without_doubt_say_so(investigator: User, browser: Browse) -> None:
    empty = measured(investigator)
    client = browser(investigator)
    assert "Nobody is tied to anybody here" in page(client, empty)
    admit(investigator, draft(
        entity("w", "Person", name=WITNESS, notes="témoin"), entity("o", "Person", name="Her Lawyer", notes="avocat"),
        tie("t", "Associate", {"person": "w", "associate": "o"}), grade_source="A", grade_information="1",
    ))  # fmt: skip
    html = page(client, measured(investigator))
    assert "Nobody to be listed" in html and WITNESS not in html


def test_it_is_stopped_with_what_was_found_and_goes_on_after_its_worker_was_lost(investigator: User, browser: Browse) -> None:
    network(investigator)
    with people.at_work(investigator) as viewer:
        made = measure_network(viewer, Which(circle=str(own_circle(investigator).public_id)))
    job = made.job
    assert job is not None
    for _part in ("read", "figures"):
        with people.at_work(investigator) as viewer:
            worked = one_part(viewer, job)
            job.done, job.total, job.state = worked.done, worked.total, "running"
            job.save()
    client = browser(investigator)
    html = page(client, made)
    assert "The intervals are not drawn yet" in html and BRIDGE in html
    assert "HX-Refresh" not in client.get(f"/networks/measures/{made.public_id}/progress/")
    assert client.get(f"/networks/measures/{made.public_id}/progress/?first")["HX-Refresh"] == "true"
    client.post(f"/networks/measures/{made.public_id}/stop/")
    with people.at_work(investigator):
        job.refresh_from_db()
        assert job.stop_asked
    done = worked_off(investigator, made)
    assert done.job is not None and done.job.state == "stopped" and "The work was stopped" in page(client, done)
    assert client.get(f"/networks/measures/{made.public_id}/progress/")["HX-Refresh"] == "true"
    # Another worker has nothing in mind of it: it begins anew and ends whole.
    from manara.networks.actions import measure_network as action

    action._held.clear()
    with people.at_work(investigator) as viewer:
        again = one_part(viewer, done.job)
    assert not again.finished and again.done < PARTS


def test_who_may_not_measure_does_not_stop_a_measuring(investigator: User) -> None:
    network(investigator)
    with people.at_work(investigator) as viewer:
        made = measure_network(viewer, Which(circle=str(own_circle(investigator).public_id)))
    colleague = people.person("prosecutor", at=investigator.agency)
    with people.at_work(colleague) as viewer, pytest.raises(Refused):
        stop_measuring(viewer, made)
    with people.at_work(investigator):
        assert made.job is not None
        made.job.refresh_from_db()
        assert not made.job.stop_asked


def test_figures_are_written_as_the_readers_language_writes_them(investigator: User, browser: Browse) -> None:
    network(investigator)
    made = measured(investigator)
    client = browser(investigator)
    for language, sign in (("en", "."), ("fr", ","), ("ar", ",")):
        client.cookies["manara_language"] = language
        html = page(client, made)
        expected = f"{made.told['expected']:.1f}".replace(".", sign)
        assert f"\u2066{expected}\u2069" in html and (sign == "." or not re.search(r"\u2066\d+\.\d", html)), language


def test_the_table_bears_its_handling_code_and_is_recorded(investigator: User, browser: Browse) -> None:
    network(investigator)
    made = measured(investigator)
    client = browser(investigator)
    address = f"/networks/measures/{made.public_id}/take/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"format": "csv", "language": "fr", "purpose": ""}).status_code == 422
    answer = client.post(address, {"format": "csv", "language": "fr", "purpose": "SOM-2026-031"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == len(MEN) + 1 and {row["file_handling"] for row in rows} == {"H1"}
    assert WITNESS not in answer.content.decode() and any(key.endswith("P90") for key in rows[0])
    with people.at_work(people.person("auditor")):
        assert AuditEvent.objects.filter(verb="export", object_type="entity").exists()


def test_as_many_queries_however_many_people(investigator: User, browser: Browse) -> None:
    network(investigator)
    few_people = measured(investigator, since="2031")
    small = measured(investigator)
    client = browser(investigator)
    page(client, small)
    with counted() as first:
        page(client, small)
    more = [entity(f"x{at}", "Person", name=f"Further {at}") for at in range(60)]
    ties = [tie(f"y{at}", "Associate", {"person": f"x{at}", "associate": f"x{at + 1}"}) for at in range(59)]
    admit(investigator, draft(*more, *ties, grade_source="C", grade_information="3"))
    large = measured(investigator)
    page(client, large)
    with counted() as second:
        html = page(client, large, "?sort=reach&page=3&without=0")
    assert len(first) == len(second) and len(listed(html)) == 71 - 50
    assert len(large.told["values"]["degree"]) == 71 and not few_people.told["ties"]


def test_a_large_network_lists_only_who_stands_first_by_some_measure() -> None:
    from manara.networks.engine import measuring
    from manara.networks.engine.measures import charted, measures

    ties = [(f"n{at}", f"n{at + 1}", 1.0, 0.5) for at in range(300)]
    of_all = measures(charted(ties), samples=0)
    needed = [of_all.who.names[7]]
    kept = measuring._kept(of_all, needed, 40)
    assert len(kept) == 40 == len(set(kept)) and needed[0] in kept
    assert "n150" in kept, "all ways lead over the middle of a chain"
