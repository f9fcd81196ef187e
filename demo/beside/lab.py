"""The dismantling lab in the demonstration: a plan whose harm check a second person signs, and a draft that asks otherwise.

Both are asked at once and worked out by the node itself when it runs: that takes longer than the demonstration may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone

from manara.foundation import access
from manara.foundation.access import Ability, Viewer
from manara.foundation.jobs.queue import OPEN_STATES
from manara.foundation.models import Circle, User
from manara.foundation.models.circle import CircleKind
from manara.networks.actions.check_harm import Considered, sign_harm_check, write_harm_check
from manara.networks.actions.draft_plan import draft_plan
from manara.networks.actions.work_out import work_out
from manara.networks.engine.doubt import effect, ensemble
from manara.networks.engine.lab.question import Question
from manara.networks.engine.lab.working import largest_share
from manara.networks.engine.ties.graph import Narrowing
from manara.networks.models import HarmCheck, Plan, ProtectionTold
from manara.networks.queries import lab
from manara.networks.queries.graph import targets
from manara.networks.queries.lab_network import graph_for

PURPOSE = "préparation du plan avec le parquet"
# People of the largest group at least, and of the network at most: a larger one takes longer than a demonstration should.
FEWEST, MOST = 8, 1_000
LEAST = (0.0, 0.5, 0.7, 0.85)
PLANS = 1
TITLES = ("Où ce réseau se défait", "أين تتفكك هذه الشبكة")
DRAFTS = ("La route, étape par étape", "الطريق مرحلة بعد مرحلة")
# Where the route may move, and what each carries beside the others.
NEIGHBOURS = (("Route de l’Atlantique, plus au nord", 3.0), ("Route du désert", 1.0))
CHECKS = (
    Considered(
        {"debt": "unknown", "held": "yes", "sea": "no", "children": "unknown", "retaliation": "yes", "sources": "no"},
        "Une dizaine de personnes retenues dans la cour près du port, dont V-014 et V-022.",
        "Entrer d’abord dans la cour, avec la santé et la protection ; attendre qu’aucun départ ne soit en mer.",
        "Le MRCC et le parquet, le matin même, par l’officier de permanence.",
        ProtectionTold.TOLD,
        "L’officier de liaison à la permanence du service de protection",
        timezone.localdate(),
    ),
    Considered(
        {"debt": "yes", "held": "unknown", "sea": "unknown", "children": "unknown", "retaliation": "yes", "sources": "no"},
        "أسر مدينة للشبكة في القرية، وقد يكون هناك من ينتظر الإبحار.",
        "التحقق من خلو الشاطئ ليلاً، وإيواء من يُعثر عليهم قبل أي توقيف.",
        "يُبلَّغ الإنقاذ البحري والنيابة في اليوم نفسه.",
        ProtectionTold.TOLD,
        "ضابط الاتصال لدى مناوبة جهة الحماية",
        timezone.localdate(),
    ),
)


def fill(users: list[User], say: Callable[[str], None]) -> None:
    """Let the first who can make a plan that a colleague signs, and a draft beside it."""
    made = 0
    for user in users:
        if made == PLANS:
            break
        question, circle = _asked(user, users)
        if circle is None:
            continue
        plan = _asked_for(user, question, circle, TITLES[made])
        # Of the route every tie counts, however doubtful: what joins its stages is seldom said with certainty.
        route = replace(question, objective="capacity", narrowing=Narrowing())
        _asked_for(user, route, circle, DRAFTS[made], plan)
        made += 1
        say(f"  plans were asked for: {plan.title}, {DRAFTS[made - 1]}")


def later(users: list[User]) -> bool:
    """What can be done once the node has worked a plan out: its author writes the harm check, a colleague signs it.

    Whether nothing is left to do.
    """
    done = True
    for title, said in zip(TITLES[:PLANS], CHECKS, strict=False):
        for user in users:
            with access.acting(user, purpose=PURPOSE, language="fr"):
                plan = Plan.objects.filter(title=title, by_id=user.pk).first()
                made = lab.calculation_of(plan) if plan is not None else None
                at_work = made is not None and made.job is not None and made.job.state in OPEN_STATES
                checked = HarmCheck.objects.filter(plan=plan).exists()
            if plan is None or checked:
                continue
            done &= not at_work
            if not at_work:
                _signed(plan, user, users, said)
    return done


def _asked(user: User, users: list[User]) -> tuple[Question, Circle | None]:
    """A question about a circle that a colleague is in too, whose network is neither empty nor too large."""
    shared = {circle for other in users if other.pk != user.pk for circle in _signs_for(other)}
    with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
        if not viewer.may(Ability.EXPORT):
            return Question(), None
        for circle in _circles(viewer):
            if circle.pk not in shared:
                continue
            for least in LEAST:
                question = Question(circle=str(circle.public_id), narrowing=Narrowing(least=least))
                network = targets(graph_for(viewer, question)).network()
                if len(network) > MOST:
                    continue
                if largest_share(network, len(network)) * len(network) < FEWEST:
                    break
                # Three quarters of the group that hangs together now, as far as its ties are sure.
                largest = effect(network, (), ensemble(network)).largest[0].mean
                return replace(question, until=max(0.001, round(0.75 * largest, 3)), neighbours=NEIGHBOURS), circle
    return Question(), None


def _signs_for(user: User) -> tuple[int, ...]:
    with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
        return viewer.circles if viewer.may(Ability.WORK_CASES) else ()


def _circles(viewer: Viewer) -> list[Circle]:
    rows = Circle.objects.filter(pk__in=viewer.circles, kind__in=(CircleKind.CASE, CircleKind.AGENCY))
    return list(rows.order_by("-kind", "pk"))


def _asked_for(user: User, question: Question, circle: Circle, title: str, before: Plan | None = None) -> Plan:
    with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
        plan = draft_plan(viewer, question, title=title, circle=circle, grew_from=before)
        work_out(viewer, plan)
    return plan


def _signed(plan: Plan, author: User, users: list[User], said: Considered) -> bool:
    """The check of its author, signed by the first colleague who sees the plan."""
    with access.acting(author, purpose=PURPOSE, language="fr") as viewer:
        found = lab.opened(viewer, plan.public_id)
        if found.main is None or not found.places:
            return False
        check = write_harm_check(viewer, found.plan, found.main, said, named=found.captions, read=found.main.public_id)
    for other in users:
        if other.pk == author.pk:
            continue
        with access.acting(other, purpose=PURPOSE, language="fr") as viewer:
            if viewer.may(Ability.WORK_CASES) and Plan.objects.filter(pk=plan.pk).exists():
                sign_harm_check(viewer, check, agrees=True, reason="", newest=check)
                return True
    return False
