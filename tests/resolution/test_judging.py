"""Who is who: a judgement makes two one for whoever sees both, everywhere at once, and can be undone alone and later."""

from __future__ import annotations

import itertools
import re
import threading

import pytest
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from manara.foundation.access import Refused
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import Agency, AuditEvent, User
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.models import Entity, Report
from manara.resolution import reasons
from manara.resolution.actions.judge import AlreadyJudged, judge
from manara.resolution.actions.undo_judgement import AlreadyUndone, undo_judgement
from manara.resolution.engine.weighing import Weight
from manara.resolution.models import Judgement, Verdict
from manara.resolution.queries import judged
from manara.resolution.queries.identity import identity
from manara.resolution.queries.pairs import NoPair
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.test_entity import page, words
from tests.resolution.world import admit, draft, entities_of, entity, tie

pytestmark = pytest.mark.django_db
WEIGHT = Weight(20.0, 0.95, "")


def person(user: User, name: str, *, circles: list[int] | None = None, **values: str) -> Entity:
    (report,) = admit(user, draft(entity("p", "Person", name=name, **values), place=name), circles=circles)
    return entities_of(user, report)["Person"]


def judged_by(user: User, left: Entity, right: Entity, verdict: Verdict = Verdict.SAME) -> Judgement:
    with people.at_work(user) as viewer:
        return judge(viewer, left, right, verdict, weight=WEIGHT, reason="the same scar")


def members_for(user: User, opened: Entity) -> set[int]:
    with people.at_work(user) as viewer:
        return set(identity(viewer, opened.public_id, part="test").ids)


def test_two_judged_the_same_are_one_and_apart_again_once_undone(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "محمد ولد أحمد"), person(investigator, "Mohamed Ould Ahmed")
    third = person(investigator, "Mohammed Uld Ahmad")
    first = judged_by(investigator, one, other)
    judged_by(investigator, other, third)
    everyone = {one.pk, other.pk, third.pk}
    assert members_for(investigator, third) == members_for(investigator, one) == everyone
    text = words(page(browser(investigator), one.public_id))
    assert "3 reports" in text and "Mohammed Uld Ahmad" in text
    with people.at_work(investigator) as viewer:
        undo_judgement(viewer, first, reason="two brothers")
    assert members_for(investigator, one) == {one.pk}
    assert members_for(investigator, third) == {other.pk, third.pk}, "the later judgement stands alone"


def test_a_search_shows_one_line_for_one_identity(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "Traoré Mamadou"), person(investigator, "Traore Mamadu")
    client = browser(investigator)
    assert client.get("/search/", {"q": "Traoré Mamadou"}).content.decode().count("<li data-walk") == 2
    judged_by(investigator, one, other)
    found = client.get("/search/", {"q": "Traoré Mamadou"}).content.decode()
    assert found.count("<li data-walk") == 1 and "2 reports" in found


def test_different_and_unsure_make_nothing_one(investigator: User) -> None:
    one, other, third = (person(investigator, name) for name in ("Sidi Moctar", "Sidi El Moctar", "Sidi Mokhtar"))
    judged_by(investigator, one, other, Verdict.DIFFERENT)
    judged_by(investigator, other, third, Verdict.UNSURE)
    assert members_for(investigator, other) == {other.pk}


def test_who_sees_one_side_only_learns_nothing(
    gendarmerie: Agency, investigator: User, other: User, browser: Browse
) -> None:
    own = person(investigator, "Aoua Diop")
    shared = people.circle(investigator, name="joint")
    with people.at_work(investigator) as viewer:
        admit_member(viewer, shared, other, reason="joint")
    joint = person(investigator, "Awa Diop", circles=[shared.pk])
    client = browser(other)
    before = page(client, joint.public_id, "identity/")
    made = judged_by(investigator, joint, own)
    assert members_for(investigator, joint) == {joint.pk, own.pk}
    assert members_for(other, joint) == {joint.pk}
    # What differs between any two answers: tokens, and the minute of printing.
    plain = re.compile(r'(csrfmiddlewaretoken" value|csrf-token" content|data-token)="[^"]+"|\d\d-\d\d \d\d:\d\d')
    assert plain.sub("", page(client, joint.public_id, "identity/")) == plain.sub("", before)
    assert client.get(f"/identities/judgements/{made.public_id}/").status_code == 404
    assert client.get(f"/entities/{joint.public_id}/beside/{own.public_id}/").status_code == 404
    assert client.get(f"/entities/{own.public_id}/beside/{joint.public_id}/").status_code == 404


def test_each_circle_s_keeper_learns_of_a_reading_of_his_own_and_of_no_other_address(
    gendarmerie: Agency, investigator: User, browser: Browse
) -> None:
    keepers = [people.person("investigator", at=gendarmerie) for _circle in range(2)]
    circles = [people.circle(keeper, name=f"case {number}") for number, keeper in enumerate(keepers)]
    for circle, keeper in zip(circles, keepers, strict=True):
        with people.at_work(keeper) as viewer:
            admit_member(viewer, circle, investigator, reason="both cases")
    sides = [
        person(investigator, name, circles=[circle.pk]) for name, circle in zip(("Awa Diop", "Aoua Diop"), circles, strict=True)
    ]
    made = judged_by(investigator, *sides)
    client = browser(investigator)
    page(client, sides[0].public_id)
    client.get(f"/entities/{sides[0].public_id}/take/")
    client.get(f"/identities/judgements/{made.public_id}/")
    for keeper, own, foreign in ((keepers[0], *sides), (keepers[1], *reversed(sides))):
        with people.at_work(keeper):
            events = list(AuditEvent.objects.filter(actor_id=investigator.pk, verb__in=["read", "create"]))
        told = [(event.object_type, *event.fields) for event in events if own.public_id in event.object_ids]
        assert told == [("judgement", "same"), ("entity", "known"), ("entity", "take-along"), ("judgement",)]
        assert not [event for event in events if foreign.public_id in event.object_ids]
        assert "E-0417" in words(page(browser(keeper), own.public_id, "readers/"))


def test_a_report_that_is_taken_back_takes_the_judgement_along_and_brings_it_back(investigator: User) -> None:
    one, bridge, other = (person(investigator, name) for name in ("Brahim Fall", "Ibrahim Fall", "Brahima Fall"))
    judged_by(investigator, one, bridge)
    judged_by(investigator, bridge, other)
    with people.at_work(investigator) as viewer:
        report = Report.objects.get(pk=bridge.report_id)
        retract_report(viewer, report, reason="wrong man")
    assert members_for(investigator, one) == {one.pk} and members_for(investigator, other) == {other.pk}
    with people.at_work(investigator) as viewer:
        assert not Judgement.objects.exists()
        restore_report(viewer, Report.objects.get(pk=report.pk), reason="right after all")
    assert members_for(investigator, one) == {one.pk, bridge.pk, other.pk}


def test_a_second_judge_is_told_who_was_faster(investigator: User, gendarmerie: Agency) -> None:
    colleague = people.person("analyst", at=gendarmerie)
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    first = judged_by(investigator, one, other)
    with people.at_work(colleague) as viewer, pytest.raises(AlreadyJudged) as refused:
        judge(viewer, other, one, Verdict.DIFFERENT, weight=WEIGHT)
    assert refused.value.judgement == first
    assert members_for(colleague, one) == {one.pk, other.pk}


def test_unsure_gives_way_to_a_later_word_and_both_stay_readable(investigator: User) -> None:
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    judged_by(investigator, one, other, Verdict.UNSURE)
    judged_by(investigator, one, other, Verdict.SAME)
    with people.at_work(investigator):
        assert [(each.number, each.verdict) for each in Judgement.objects.order_by("number")] == [
            (1, "unsure"),
            (2, "same"),
        ]
    assert members_for(investigator, one) == {one.pk, other.pk}


def test_one_entity_and_two_kinds_are_no_pair(investigator: User) -> None:
    one = person(investigator, "Sidi Moctar")
    (report,) = admit(
        investigator, draft(entity("v", "Vessel", name="Sidi Moctar"), entity("t", "Phone", number="+22236301010"))
    )
    others = entities_of(investigator, report)
    for right in (one, others["Vessel"], others["Phone"]):
        with people.at_work(investigator) as viewer, pytest.raises(NoPair):
            judge(viewer, one, right, Verdict.SAME, weight=WEIGHT)


def test_who_may_not_judge_is_refused(investigator: User, gendarmerie: Agency, browser: Browse) -> None:
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    prosecutor = people.person("prosecutor", at=gendarmerie)
    with people.at_work(prosecutor) as viewer, pytest.raises(Refused):
        judge(viewer, one, other, Verdict.SAME, weight=WEIGHT)
    client = browser(prosecutor)
    address = f"/entities/{one.public_id}/beside/{other.public_id}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"verdict": "same"}).status_code == 403


def test_an_undoing_is_once_and_written_down(investigator: User, gendarmerie: Agency) -> None:
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    made = judged_by(investigator, one, other)
    with people.at_work(investigator) as viewer:
        undo_judgement(viewer, made, reason="two men")
        with pytest.raises(AlreadyUndone):
            undo_judgement(viewer, made, reason="again")
    with people.at_work(people.person("auditor", at=gendarmerie)):
        told = [(each.verb, each.fields) for each in AuditEvent.objects.filter(object_type="judgement").order_by("pk")]
    assert told == [("create", ["same"]), ("change", ["same", "undone"])]


def test_by_page_judge_see_and_undo(investigator: User, browser: Browse) -> None:
    one = person(investigator, "محمد ولد أحمد سالم", birthDate="1984-03-12", nationality="mr")
    other = person(investigator, "Mohamed Ould Ahmed Salem", birthDate="1984-12-03", nationality="mr")
    client = browser(investigator)
    address = f"/entities/{one.public_id}/beside/{other.public_id}/"
    html = client.get(address).content.decode()
    text = words(html)
    assert "Supports that they are the same" in text and "day and month were swapped" in text
    known = re.search(r'name="known" value="(\w+)"', html)
    assert known is not None
    answer = client.post(address, {"verdict": "same", "reason": "same papers", "known": known.group(1)})
    assert answer.status_code == 302
    made = client.get(answer.url).content.decode()
    assert "same papers" in made and "The identity falls into these" in words(made)
    members = words(page(client, one.public_id, "identity/"))
    assert "Members of this identity 2" in members
    refused = client.post(answer.url + "undo/", {"reason": ""})
    assert refused.status_code == 422
    assert client.post(answer.url + "undo/", {"reason": "no scar"}).status_code == 302
    assert "It was undone" in words(client.get(answer.url).content.decode())
    assert members_for(investigator, one) == {one.pk}


def test_who_judges_on_an_old_page_looks_again(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    answer = browser(investigator).post(
        f"/entities/{one.public_id}/beside/{other.public_id}/",
        {"verdict": "same", "reason": "kept words", "known": "0" * 32},
    )
    text = answer.content.decode()
    assert answer.status_code == 200 and "More was said of them" in text and "kept words" in text
    assert members_for(investigator, one) == {one.pk}


def test_members_of_a_long_chain_are_found(investigator: User) -> None:
    chain = [person(investigator, f"Sidi Number {number}") for number in range(7)]
    for one, other in itertools.pairwise(chain):
        judged_by(investigator, one, other)
    with people.at_work(investigator):
        assert judged.together([chain[0].pk, chain[6].pk]) == {
            chain[0].pk: frozenset(each.pk for each in chain), chain[6].pk: frozenset(each.pk for each in chain)
        }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_judges_and_the_other_is_told(investigator: User, gendarmerie: Agency) -> None:
    colleague = people.person("analyst", at=gendarmerie)
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    ready, told = threading.Barrier(2), []

    def act(user: User, verdict: Verdict) -> None:
        try:
            with transaction.atomic(), people.at_work(user) as viewer:
                ready.wait(10)
                told.append(judge(viewer, one, other, verdict, weight=WEIGHT).verdict)
        except AlreadyJudged as faster:
            told.append(faster.judgement.verdict)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=pair)
        for pair in ((investigator, Verdict.SAME), (colleague, Verdict.DIFFERENT))
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    with people.at_work(investigator):
        (kept,) = Judgement.objects.all()
    assert told == [kept.verdict] * 2


def test_two_beside_each_other_show_what_they_share_on_a_map_and_in_a_table(
    investigator: User, browser: Browse
) -> None:
    sides = []
    for name, places in (("Sidi Moctar", ("Nouadhibou", "Dakar")), ("Sidi Mokhtar", ("Nouadhibou",))):
        for place in places:
            (report,) = admit(
                investigator,
                draft(
                    entity("p", "Person", name=name), entity("t", "Phone", number="+22236301010"),
                    tie("u", "PhoneUse", {"holder": "p", "phone": "t"}), place=place,
                ),
            )  # fmt: skip
            sides.append(entities_of(investigator, report)["Person"])
    one, elsewhere, other = sides
    judged_by(investigator, one, elsewhere)
    html = browser(investigator).get(f"/entities/{one.public_id}/beside/{other.public_id}/").content.decode()
    text = words(html)
    assert "Neighbours in common 1" in text and html.count('class="net"') == 1
    assert "Both on the map" in text and html.count('class="map"') == 1
    table = html[html.index('class="map-both"') :]
    rows = [words(row) for row in table[: table.index("</table>")].split("<tr>")[2:]]
    assert rows == ["Nouadhibou 1 1", "Dakar 1 –"], "the places of both first"
    assert "1 place in common." in text


def test_two_who_share_nothing_have_no_map(investigator: User, browser: Browse) -> None:
    one, other = (
        entities_of(investigator, admit(investigator, draft(entity("p", "Person", name=name), place=""))[0])["Person"]
        for name in ("Sidi Moctar", "Sidi Mokhtar")
    )
    text = words(browser(investigator).get(f"/entities/{one.public_id}/beside/{other.public_id}/").content.decode())
    assert "No report ties both" in text and "Both on the map" not in text


def test_a_second_click_judges_once_and_says_so(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "Sidi Moctar"), person(investigator, "Sidi Mokhtar")
    client = browser(investigator)
    address = f"/entities/{one.public_id}/beside/{other.public_id}/"
    assert client.post(address, {"verdict": "same"}).status_code == 302
    again = client.post(address, {"verdict": "different"})
    assert again.status_code == 200 and "judged this pair meanwhile: the same" in words(again.content.decode())
    with people.at_work(investigator):
        assert [each.verdict for each in Judgement.objects.all()] == ["same"]


def test_how_alike_and_how_rare_each_part_of_two_names_is_stands_beside_it(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "Mohamed Ould Boukhris"), person(investigator, "محمد بوخريص السالم")
    text = words(browser(investigator).get(f"/entities/{one.public_id}/beside/{other.public_id}/").content.decode())
    assert "Mohamed ≈ محمد a spelling of the same · very common" in text
    assert "Boukhris ≈ بوخريص nearly alike · rare" in text
    assert "only in the first name: Ould only in the second name: السالم" in text


def test_two_of_one_name_are_told_apart_by_their_number_wherever_they_stand_beside_each_other(
    investigator: User, browser: Browse
) -> None:
    left, right = (person(investigator, "Mohamed Ould Ahmed", **{"birthDate": born}) for born in ("1980-01-02", "1990-03-04"))
    html = browser(investigator).get(f"/entities/{left.public_id}/beside/{right.public_id}/").content.decode()
    heads = re.findall(r'<th scope="col">\s*<bdi class="badge num">(\d)</bdi>', html)
    sides = re.findall(r'<h2>\s*<bdi class="badge num">(\d)</bdi>', html)
    assert heads[:2] == ["1", "2"] and sides == ["1", "2"]


def test_a_judgement_bears_the_stricter_handling_code_of_the_two(investigator: User, browser: Browse) -> None:
    drawn = (draft(entity("a", "Person", name="Mohamed Ould Ahmed"), handling=code) for code in ("H0", "H2"))
    left, right = (entities_of(investigator, *admit(investigator, each))["Person"] for each in drawn)
    made = judged_by(investigator, left, right)
    html = browser(investigator).get(f"/identities/judgements/{made.public_id}/").content.decode()
    bar = html.split('class="handling-bar"')[1].split("</div>")[0]
    assert ">H2<" in bar and ">H0<" not in bar


def test_evidence_for_that_does_not_suffice_is_not_told_as_evidence_against() -> None:
    with translation.override("en"):
        for probability in (0.001, 0.06, 0.19):
            assert reasons.likely(probability, -3.0) == "What was compared supports that they are different."
            assert "supports that they are the same, but" in reasons.likely(probability, 12.5)
        assert len({reasons.likely(each, 12.5) for each in (0.06, 0.5, 0.9, 0.995)}) == 4


def test_the_sign_of_evidence_and_of_a_share_stand_where_they_belong_in_arabic(investigator: User, browser: Browse) -> None:
    one, other = person(investigator, "Mohamed Ould Boukhris"), person(investigator, "محمد ولد بوخريص")
    seen = browser(investigator)
    seen.cookies["manara_language"] = "ar"
    text = seen.get(f"/entities/{one.public_id}/beside/{other.public_id}/").content.decode()
    assert re.search("\u2066\\+\\d+[,.]\\d\u2069", text) and not re.search(r"(?<!\u2066)\+\d+[,.]\d", text)
    assert re.search(r'<bdi dir="ltr">\d+ %</bdi>', text) and not re.search(r"<bdi>\d+ %</bdi>", text)


def test_what_was_compared_is_written_in_words_and_not_in_codes(investigator: User, browser: Browse) -> None:
    one, other = (
        entities_of(
            investigator,
            admit(
                investigator,
                draft(
                    entity("p", "Person", name=name, nationality=country, gender=sex, birthDate="1984-03-12"),
                    entity("t", "Phone", number="+22236301010"),
                    tie("u", "PhoneUse", {"holder": "p", "phone": "t"}),
                ),
            )[0],
        )["Person"]
        for name, country, sex in (("Sidi Moctar", "mr", "male"), ("Sidi Mokhtar", "gn", "female"))
    )  # fmt: skip
    html = browser(investigator).get(f"/entities/{one.public_id}/beside/{other.public_id}/").content.decode()
    told = words(" ".join(part.split("</ul>")[0] for part in html.split('class="plain evidence')[1:]))
    assert "Mauritania · Guinea" in told and "Male · Female" in told and "+222 36 30 10 10 · +222 36 30 10 10" in told
    assert "+22236301010" not in told


def test_french_says_of_two_that_they_are_identical_and_with_whom_a_number_is_known() -> None:
    with translation.override("fr"):
        assert gettext("Judged the same. It can be undone at any time.").startswith("Jugés identiques.")
        assert "connu chez \u20664\u2069 personnes" in reasons.sentence("evidence-phone-shared", {"holders": 4})
