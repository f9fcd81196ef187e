"""Who is who in the demonstration: what the imports brought is compared, some pairs are judged, the rules are published."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from manara.foundation import access
from manara.foundation.access import Ability, Viewer
from manara.foundation.models import User
from manara.intake.models import Entity
from manara.resolution.actions.give_second_opinion import OwnJudgement, give_second_opinion
from manara.resolution.actions.judge import AlreadyJudged, judge
from manara.resolution.actions.publish_rule import publish_rule
from manara.resolution.actions.set_deconfliction_rule import set_deconfliction_rule
from manara.resolution.actions.suggest import suggest
from manara.resolution.actions.undo_judgement import undo_judgement
from manara.resolution.engine.weighing import weighed, weight_of
from manara.resolution.models import Judgement, Verdict
from manara.resolution.models.deconfliction import Tells
from manara.resolution.queries.compared import gathered
from manara.resolution.queries.judgements import waiting_for_second
from manara.resolution.queries.queue import Waiting, queue

PURPOSE = "rapprochement des identités entre services"
# Each compares the newest persons that he sees; the rest is compared when somebody presses the button.
COMPARED = 100
AT_A_TIME = 100
REASONS = (
    (Verdict.SAME, "الاسم نفسه بالخطين، والهاتف نفسه في البلاغين"),
    (Verdict.SAME, "Même date de naissance, jour et mois inversés dans la liste espagnole"),
    (Verdict.DIFFERENT, "Mismo nombre, pero uno declara en Dajla el mismo día que el otro en Nuadibú"),
    (Verdict.UNSURE, "À revoir quand l’opérateur aura répondu"),
    (Verdict.SAME, "نفس رقم الوثيقة مع خطأ في رقم واحد"),
)


def fill(users: list[User], say: Callable[[str], None]) -> None:
    """The authority publishes its rules; analysts and investigators have theirs compared and judge a few pairs."""
    authority = next(user for user in users if "coordinator" in user.roles)
    with access.acting(authority, purpose=PURPOSE, language="fr") as viewer:
        publish_rule(
            viewer, judges=False, threshold=0.9999, second_below=0.6, reason="Décision de la commission nationale, séance 4"
        )  # fmt: skip
        set_deconfliction_rule(
            viewer, tells=Tells.LATER, names_agency=True, reason="Le service qui arrive second prend contact avec le premier"
        )
    judged = waiting = 0
    for user in users:
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            if not viewer.may(Ability.JUDGE):
                continue
            waiting += _compared(viewer)
            judged += _judged(viewer, queue(viewer, size=40))
    _second_opinions(users)
    say(f"who is who: {waiting} pairs suggested, {judged} judged, both rules published")


def _compared(viewer: Viewer) -> int:
    """The suggestions that the viewer's newest persons led to."""
    newest = list(Entity.objects.filter(schema="Person").order_by("-pk").values_list("pk", flat=True)[:COMPARED])
    return sum(suggest(viewer, newest[first : first + AT_A_TIME]) for first in range(0, len(newest), AT_A_TIME))


def _judged(viewer: Viewer, found: Sequence[Waiting]) -> int:
    """Some of the likeliest as the same, one as different and one left open; one of them was rash and is undone."""
    likely = sorted(found, key=lambda each: -each.probability)
    done: list[Judgement] = []
    for (verdict, reason), each in zip(REASONS, likely[: len(REASONS)], strict=False):
        sides = {entity.pk: entity for entity in Entity.objects.filter(pk__in=[each.left.id, each.right.id])}
        said = gathered(sides)
        left, right = said[each.left.id].known(), said[each.right.id].known()
        weight = weight_of(weighed(left, right), left, right)
        try:
            done.append(judge(viewer, sides[each.left.id], sides[each.right.id], verdict, weight=weight, reason=reason))
        except AlreadyJudged:
            # A colleague who sees both was faster.
            continue
    if len(done) == len(REASONS):
        undo_judgement(viewer, done[-1], reason="Deux frères : la carte est celle de l’aîné")
    return len(done)


def _second_opinions(everybody: Sequence[User]) -> None:
    """Colleagues agree with one judgement that waits for them; the others wait on."""
    for user in everybody[:6]:
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            if not viewer.may(Ability.JUDGE):
                continue
            for each in waiting_for_second(viewer)[:1]:
                try:
                    give_second_opinion(viewer, each, agrees=True, reason="Vu les deux rapports : d’accord")
                except OwnJudgement:
                    continue
