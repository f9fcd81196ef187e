"""No list of targets holds a protected person, whatever is learned, judged or marked, in whichever order and by whom."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from manara.foundation.access import Refused, audience_of
from manara.foundation.access.reach import again
from manara.foundation.actions.admit_member import admit_member
from manara.foundation.models import AuditEvent, Circle, User
from manara.intake.actions.release_report import release_report
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.models import Entity, Report, Statement
from manara.networks.actions.name_targets import name_targets
from manara.networks.actions.protect import AlreadyEnded, NoPerson, end_protection, protect
from manara.networks.engine.shielding import NEVER_CHARTED, called, parted, pattern, shield_of
from manara.networks.engine.ties import NotToBeNamed
from manara.networks.models import Ground, Protection, Purpose, Standing, Target, TargetList
from manara.networks.queries.graph import Scope, spared, targets, whole
from manara.resolution.actions.undo_judgement import undo_judgement
from tests.foundation import people
from tests.resolution.conftest import Browse
from tests.resolution.test_judging import judged_by
from tests.resolution.world import admit, draft, entities_of, entity, said, tie

pytestmark = pytest.mark.django_db
_NUMBERS = iter(range(1, 1_000_000))


def person(user: User, *more: Any, circles: list[int] | None = None, **values: str) -> Entity:
    name = values.pop("name", f"Ould Test {next(_NUMBERS)}")
    (report,) = admit(user, draft(entity("a", "Person", name=name, **values), *more, place=name), circles=circles)
    return entities_of(user, report)["Person"]


def listed(user: User, *whom: Entity) -> TargetList:
    """A list written straight into its tables, past every action: what the database itself lets through."""
    with people.at_work(user), transaction.atomic():
        head = TargetList.objects.create(audience_id=whom[0].audience_id, purpose="plan", title="t", by=user)
        for position, each in enumerate(whom):
            Target.objects.create(audience_id=head.audience_id, targets=head, position=position, entity=each)
    return head


def held(user: User, head: TargetList) -> list[int | None]:
    with people.at_work(user):
        return list(head.places.order_by("position").values_list("entity_id", flat=True))


def is_spared(user: User, who: Entity) -> bool:
    with people.at_work(user):
        return who.pk in spared([who.pk])


def marked(user: User, who: Entity, circle: Circle | None = None, ground: Ground = Ground.WITNESS) -> Protection:
    with people.at_work(user) as viewer:
        own = circle or Circle.objects.get(agency_id=user.agency_id, kind="agency")
        return protect(viewer, who, ground=ground, reason="heard by the prosecutor", circle=own)


@pytest.fixture(autouse=True)
def nobody_else() -> Iterator[None]:
    yield
    people.nobody()


YEARS = date.today().replace(month=1, day=1)
SHIELDED = (
    {"notes": "ضحية"}, {"notes": "Passagère, entendue"}, {"position": "TÉMOIN"}, {"topics": "victim"}, {"status": "víctima"},
    {"description": "un enfant de sa famille"}, {"summary": "عامل إغاثة"}, {"notes": "الشّاهد في القضية"}, {"notes": "mineure"},
    {"notes": "une des victimes du réseau"}, {"notes": "من بين الضحايا"}, {"notes": "ناجية"}, {"notes": "الطفلة مع أمها"},
    {"notes": "rescued with the other minors"}, {"notes": "uno de los menores"}, {"role": "survivante"}, {"status": "كضحية"},
    {"notes": "victimas del naufragio"}, {"notes": "وللمهاجرين"}, {"birthDate": f"~{YEARS.year - 19}"},
    {"birthDate": str(YEARS.year - 12)}, {"birthDate": f"~{YEARS.year - 17}"},
    {"birthDate": f"{YEARS.year - 40}/{YEARS.year - 16}"}, {"birthDate": (date.today() - timedelta(days=17 * 365)).isoformat()},
)  # fmt: skip
NOT_SHIELDED = (
    {"notes": "يملك مراكب في الميناء"}, {"notes": "familier du port, transparent"}, {"birthDate": "1980"},
    {"birthDate": "1990-02-31"}, {"birthDate": "unknown"}, {"position": "organisateur"},
    {"birthDate": f"{YEARS.year - 40}/{YEARS.year - 19}"}, {"birthDate": f"~{YEARS.year - 21}"}, {"notes": "يشاهد البحر"}, {},
)  # fmt: skip


@pytest.mark.parametrize("values", SHIELDED, ids=str)
def test_whom_a_report_calls_victim_witness_or_child_no_list_takes(investigator: User, values: dict[str, str]) -> None:
    who = person(investigator, **values)
    assert is_spared(investigator, who)
    with pytest.raises(IntegrityError, match="target_is_not_protected"):
        listed(investigator, who)


@pytest.mark.parametrize("values", NOT_SHIELDED, ids=str)
def test_others_can_be_named(investigator: User, values: dict[str, str]) -> None:
    who = person(investigator, **values)
    assert not is_spared(investigator, who)
    assert held(investigator, listed(investigator, who)) == [who.pk]


def test_a_word_of_a_tie_is_said_of_the_one_it_speaks_of(investigator: User) -> None:
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="Seen At"), entity("b", "Organization", name="Network"),
            tie("m", "Membership", {"member": "a", "organization": "b"}, said("role", "victime")),
        ),
    )  # fmt: skip
    assert is_spared(investigator, entities_of(investigator, report)["Person"])
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="First"), entity("b", "Person", name="Second"),
            tie("m", "Associate", {"person": "a", "associate": "b"}, said("relationship", "victim")),
        ),
    )  # fmt: skip
    with people.at_work(investigator):
        first, second = Entity.objects.filter(report_id=report.pk, schema="Person").order_by("caption")
        assert spared([first.pk, second.pk]) == {second.pk}
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="Father"), entity("b", "Person", name="Son"),
            tie("m", "Family", {"person": "a", "relative": "b"}, said("relationship", "parent")),
        ),
    )  # fmt: skip
    with people.at_work(investigator):
        ids = list(Entity.objects.filter(report_id=report.pk, schema="Person").values_list("pk", flat=True))
        assert spared(ids) == set(), "kinship protects nobody by itself"


def test_only_persons_are_ever_named(investigator: User) -> None:
    (report,) = admit(investigator, draft(entity("v", "Vessel", name="Y"), entity("p", "Phone", number="+22236301010")))
    things = entities_of(investigator, report)
    for schema in ("Vessel", "Phone"):
        with pytest.raises(IntegrityError, match="target_is_not_protected"):
            listed(investigator, things[schema])


def test_the_database_compares_the_words_of_the_code(investigator: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select manara_shielding_words()")
        assert cursor.fetchone()[0] == pattern()
        cursor.execute("select pg_get_functiondef('manara_shielded(bigint[])'::regprocedure)")
        body = cursor.fetchone()[0]
        assert all(f"('{schema}', '{prop}')" in body for schema, prop in called())
        rng = random.Random(5)
        fillers = ("", "vu", "au port", "رآه", "1", "l’", "(", "…", "Étape", "œuvre")
        for word in sorted(NEVER_CHARTED):
            for spelt in (word, word.upper(), f"{rng.choice(fillers)} {word}, {rng.choice(fillers)}", "".join(c + "\u064b"
                          if "ء" <= c <= "ي" else c for c in word)):  # fmt: skip
                shielded = shield_of({"notes": [spelt]}, NEVER_CHARTED, [], date(2026, 1, 1)) is not None
                cursor.execute("select manara_parted(%s) ~ manara_shielding_words()", [spelt])
                assert cursor.fetchone()[0] and shielded, (word, spelt)
                assert f" {parted(word).strip()} " in parted(spelt)


def test_what_a_tie_is_said_to_be_counts_wherever_it_says_it(investigator: User) -> None:
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="Seen At"), entity("b", "Organization", name="Network"),
            tie("m", "Membership", {"member": "a", "organization": "b"}, said("summary", "une des victimes")),
        ),
    )  # fmt: skip
    assert is_spared(investigator, entities_of(investigator, report)["Person"])


def test_a_word_of_a_tie_that_comes_later_takes_its_end_out(investigator: User) -> None:
    """As in a package whose lines come in batches: the tie stands already when it says what its end is."""
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="Seen At"), entity("b", "Organization", name="Network"),
            tie("m", "Membership", {"member": "a", "organization": "b"}),
        ),
    )  # fmt: skip
    found = entities_of(investigator, report)
    head = listed(investigator, found["Person"])
    with people.at_work(investigator):
        first = Statement.objects.filter(entity=found["Membership"]).first()
        assert first is not None
        Statement.objects.create(
            audience_id=first.audience_id, report_id=first.report_id, entity=found["Membership"], schema="Membership",
            prop="role", value="victim", kind="fact",
        )  # fmt: skip
    assert held(investigator, head) == [None]


def test_a_mark_outlives_the_report_that_joined_two(investigator: User) -> None:
    """Whose report was typed twice stays protected when one of both is taken back."""
    one, other = person(investigator), person(investigator)
    marked(investigator, one)
    judgement = judged_by(investigator, one, other)
    assert is_spared(investigator, other)
    with people.at_work(investigator) as viewer:
        retract_report(viewer, Report.objects.get(pk=one.report_id), reason="typed twice")
    assert is_spared(investigator, other)
    with pytest.raises(IntegrityError, match="target_is_not_protected"):
        listed(investigator, other)
    with people.at_work(investigator) as viewer:
        restore_report(viewer, Report.objects.get(pk=one.report_id), reason="not twice")
        undo_judgement(viewer, judgement, reason="two people")
    assert not is_spared(investigator, other)


@pytest.mark.parametrize("how", ["said", "marked", "marked later"])
def test_a_sanitised_copy_of_a_protected_person_is_protected(investigator: User, how: str) -> None:
    """The word that protects is just what sanitising leaves away."""
    theirs = people.person("analyst")
    values = {"notes": "ضحية"} if how == "said" else {}
    who = person(investigator, name="Released Once", **values)
    if how == "marked":
        marked(investigator, who)
    with people.at_work(investigator) as viewer:
        circle = Circle.objects.get(agency_id=theirs.agency_id, kind="agency")
        report = Report.objects.get(pk=who.report_id)
        names = Statement.objects.filter(report=report, prop="name").values_list("pk", flat=True)
        release_report(viewer, report, circle, statements=list(names), title="", text="", reason="asked for")
    with people.at_work(theirs):
        copy = Entity.objects.get(caption="Released Once")
    if how == "marked later":
        head = listed(theirs, copy)
        marked(investigator, who)
        assert held(theirs, head) == [None]
    assert is_spared(theirs, copy)
    with pytest.raises(IntegrityError, match="target_is_not_protected"):
        listed(theirs, copy)


def test_a_mark_takes_the_person_out_of_every_list_at_once_and_says_so(investigator: User) -> None:
    one, other = person(investigator), person(investigator)
    first, second = listed(investigator, one, other), listed(investigator, one)
    mark = marked(investigator, one)
    assert held(investigator, first) == [None, other.pk] and held(investigator, second) == [None]
    with people.at_work(investigator):
        assert Target.objects.filter(targets=first, position=0, taken_out_at__isnull=False).exists()
    with people.at_work(people.person("auditor")):
        event = AuditEvent.objects.filter(object_type="targets", verb="change").order_by("pk").last()
        assert event is not None and event.actor_code == "" and event.fields == ["taken out"]
        assert event.object_ids in ([first.public_id], [second.public_id]), "the list is named, and never the person"
    with pytest.raises(IntegrityError):
        listed(investigator, one)
    with people.at_work(investigator) as viewer:
        end_protection(viewer, mark, reason="it was another man")
        with pytest.raises(AlreadyEnded):
            end_protection(viewer, mark, reason="twice")
    assert held(investigator, first) == [None, other.pk], "nobody comes back by himself"
    assert held(investigator, listed(investigator, one)) == [one.pk]


def test_the_owner_of_a_list_is_told_on_his_home_page_where_and_never_why(
    investigator: User, other: User, browser: Browse
) -> None:
    one, two = person(investigator), person(investigator, name="Ould Hidden")
    head = listed(investigator, one, two)
    assert "Taken out of a plan" not in browser(investigator).get("/").content.decode()
    marked(investigator, two)
    html = browser(investigator).get("/").content.decode()
    assert "Taken out of a plan" in html and "a place is empty" in html
    card = html.split("Taken out of a plan")[1].split("</section>")[0]
    assert "Ould Hidden" not in card and "witness" not in card.lower()
    assert "Taken out of a plan" not in browser(other).get("/").content.decode()
    assert held(investigator, head) == [one.pk, None]


def test_an_identity_merged_later_takes_him_out_and_apart_again_he_may_be_named(investigator: User) -> None:
    planned, copy, victim = person(investigator), person(investigator), person(investigator, notes="victime présumée")
    head = listed(investigator, planned)
    judged_by(investigator, planned, copy)
    assert held(investigator, head) == [planned.pk]
    last = judged_by(investigator, copy, victim)
    assert held(investigator, head) == [None]
    for each in (planned, copy):
        with pytest.raises(IntegrityError):
            listed(investigator, each)
    with people.at_work(investigator) as viewer:
        undo_judgement(viewer, last, reason="two brothers")
    assert held(investigator, listed(investigator, planned)) == [planned.pk]


def test_a_report_given_again_takes_him_out_and_one_taken_back_lets_him_go(investigator: User) -> None:
    planned, victim = person(investigator), person(investigator, notes="ضحية")
    with people.at_work(investigator) as viewer:
        retract_report(viewer, Report.objects.get(pk=victim.report_id), reason="wrong file")
    with people.at_work(investigator) as viewer:
        restore_report(viewer, Report.objects.get(pk=victim.report_id), reason="right file")
    judged_by(investigator, planned, victim)
    with people.at_work(investigator) as viewer:
        retract_report(viewer, Report.objects.get(pk=victim.report_id), reason="wrong file")
    head = listed(investigator, planned)
    assert held(investigator, head) == [planned.pk]
    with people.at_work(investigator) as viewer:
        restore_report(viewer, Report.objects.get(pk=victim.report_id), reason="right file")
    assert held(investigator, head) == [None]


def test_what_is_hidden_protects_and_is_not_told(investigator: User, other: User) -> None:
    """The other agency knows him as a victim; the investigator plans without ever seeing that report."""
    case = people.circle(investigator)
    with people.at_work(investigator) as viewer:
        admit_member(viewer, case, other, reason="one case")
    shared = person(investigator, circles=[case.pk])
    with people.at_work(other):
        home = Circle.objects.get(agency=other.agency, kind="agency")
    head = listed(investigator, shared)
    hidden = person(other, circles=[home.pk], notes="victime")
    judged_by(other, shared, hidden)
    assert held(investigator, head) == [None]
    assert is_spared(investigator, shared)
    with people.at_work(investigator):
        assert not Protection.objects.exists() and not Standing.objects.exists()
        assert spared([hidden.pk]) == set(), "of what he can't see he learns nothing, not even this"
        for asked in ("manara_shielded(array[%s::bigint])", "manara_one_with(%s)", "manara_stand(array[%s::bigint])"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"select {asked}", [shared.pk])
    mark = marked(other, person(other, circles=[case.pk]), circle=home)
    with people.at_work(investigator):
        assert not Protection.objects.filter(pk=mark.pk).exists(), "the mark and its reason are read in its own circle"
        assert mark.entity_id in spared([mark.entity_id])


def test_a_plan_by_the_actions_names_no_protected_one(investigator: User) -> None:
    (report,) = admit(
        investigator,
        draft(
            entity("a", "Person", name="Organiser"), entity("b", "Person", name="Guide"),
            entity("c", "Person", name="Aboard", notes="passager"),
            *(tie(f"t{one}{two}", "Associate", {"person": one, "associate": two}) for one, two in ("ab", "bc", "ac")),
        ),
    )  # fmt: skip
    with people.at_work(investigator) as viewer:
        found = targets(whole(viewer, Scope()))
        names = dict(zip([each.caption for each in found.people.persons], found.people.names, strict=True))
        assert set(names) == {"Organiser", "Guide", "Aboard"} and found.spared == {names["Aboard"]}
        assert found.network().protected.sum() == 1 and len(found) == 2
        with pytest.raises(NotToBeNamed):
            found.choose([names["Guide"], names["Aboard"]])
        chosen = found.choose([names["Guide"], names["Organiser"]])
        circle = Circle.objects.get(agency=investigator.agency, kind="agency")
        audience = audience_of([circle.pk])
        head = name_targets(again(viewer), chosen, purpose=Purpose.PLAN, title="First", audience=audience)
        assert head.places.count() == 2
        guide = Entity.objects.get(report_id=report.pk, caption="Guide")
    marked(investigator, guide)
    assert held(investigator, head)[0] is None
    with people.at_work(investigator) as viewer, pytest.raises(NotToBeNamed):
        name_targets(viewer, chosen, purpose=Purpose.LOOKOUT, title="Again", audience=audience)
    with people.at_work(investigator):
        assert TargetList.objects.count() == 1, "refused whole"


def test_who_may_mark_and_who_may_take_a_mark_off(investigator: User, other: User, gendarmerie: Any) -> None:
    responder, prosecutor = people.person("first_responder", at=gendarmerie), people.person("prosecutor", at=gendarmerie)
    who = person(investigator)
    mark = marked(prosecutor, who)
    with people.at_work(responder) as viewer, pytest.raises(Refused):
        protect(viewer, who, ground=Ground.OTHER, reason="r", circle=Circle.objects.get(pk=viewer.circles[0]))
    with people.at_work(investigator) as viewer:
        foreign = people.circle(other)
        with pytest.raises(Refused):
            protect(viewer, who, ground=Ground.OTHER, reason="r", circle=foreign)
    (report,) = admit(investigator, draft(entity("p", "Phone", number="+22236301099")))
    with people.at_work(investigator) as viewer, pytest.raises(NoPerson):
        home = Circle.objects.get(agency=investigator.agency, kind="agency")
        protect(viewer, Entity.objects.get(report_id=report.pk), ground=Ground.OTHER, reason="r", circle=home)
    with people.at_work(investigator) as viewer:
        end_protection(viewer, mark, reason="he judges identities")
    again = marked(investigator, who)
    with people.at_work(people.person("prosecutor", at=gendarmerie)) as viewer, pytest.raises(Refused):
        end_protection(viewer, again, reason="not his")


def test_any_order_of_judging_marking_and_planning_names_nobody_protected(investigator: User) -> None:
    """Random edits; after each the truth is worked out here from what was done, and no place holds one who is protected."""
    rng = random.Random(11)
    heads: list[TargetList] = []
    refused = 0
    for _round in range(3):
        everyone = [person(investigator, **({"notes": "témoin"} if number < 2 else {})) for number in range(11)]
        shielded = {each.pk for each in everyone if is_spared(investigator, each)}
        marks: dict[int, Protection] = {}
        same: dict[tuple[int, int], Any] = {}
        for _step in range(30):
            one, two = rng.sample(everyone, 2)
            pair = tuple(sorted((one.pk, two.pk)))
            act = rng.choice(("judge", "undo", "undo", "mark", "end", "plan", "plan", "plan"))
            if act == "judge" and pair not in same:
                same[pair] = judged_by(investigator, one, two)
            elif act == "undo" and same:
                with people.at_work(investigator) as viewer:
                    undo_judgement(viewer, same.pop(rng.choice(sorted(same))), reason="r")
            elif act == "mark" and one.pk not in marks and rng.random() < 0.4:
                marks[one.pk] = marked(investigator, one)
            elif act == "end" and marks:
                with people.at_work(investigator) as viewer:
                    end_protection(viewer, marks.pop(rng.choice(sorted(marks))), reason="r")
            elif act == "plan":
                protected = _protected({each.pk for each in everyone}, shielded | marks.keys(), same)
                if {one.pk, two.pk} & protected:
                    refused += 1
                    with pytest.raises(IntegrityError):
                        listed(investigator, one, two)
                else:
                    heads.append(listed(investigator, one, two))
            protected = _protected({each.pk for each in everyone}, shielded | marks.keys(), same)
            with people.at_work(investigator):
                named = set(Target.objects.filter(entity__isnull=False).values_list("entity_id", flat=True))
                assert not named & protected, (act, pair)
                assert spared([each.pk for each in everyone]) == protected
    assert len(heads) >= 5 and refused >= 5


def _protected(everyone: set[int], first: set[int], same: dict[tuple[int, int], Any]) -> set[int]:
    found = set(first)
    while True:
        more = {other for pair in same for one, other in (pair, pair[::-1]) if one in found} - found
        if not more:
            return found & everyone
        found |= more


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_and_judge_at_once_one_sees_the_other() -> None:
    user = people.person("investigator")
    planned, victim = person(user), person(user, notes="victime")
    ready, done = threading.Event(), threading.Event()

    def plan() -> None:
        try:
            with people.at_work(user):
                head = TargetList.objects.create(audience_id=planned.audience_id, purpose="plan", title="t", by=user)
                Target.objects.create(audience_id=head.audience_id, targets=head, position=0, entity=planned)
                ready.set()
                done.wait(0.5)  # the judgement runs against this open transaction, and waits for it
        finally:
            connection.close()

    planning = threading.Thread(target=plan)
    planning.start()
    assert ready.wait(20)
    judged_by(user, planned, victim)
    planning.join()
    with people.at_work(user):
        assert list(Target.objects.values_list("entity_id", flat=True)) == [None]
