"""Roles and protection in the demonstration: suggestions answered by those who work with the reports, and a few marks."""

from __future__ import annotations

from collections.abc import Callable

from manara.foundation import access
from manara.foundation.access import Ability, Viewer
from manara.foundation.models import Circle, User
from manara.foundation.models.circle import CircleKind
from manara.intake.models import Entity
from manara.networks.actions.give_role import Given, Protected, decline_role, give_role, take_back_role
from manara.networks.actions.keep_chart import Words, begin_chart
from manara.networks.actions.protect import protect
from manara.networks.engine.roles import STAGE_OF, Suggestion
from manara.networks.engine.state import State
from manara.networks.engine.ties.graph import Graph
from manara.networks.models import Ground, Role, Script
from manara.networks.pages.lanes import laid_out
from manara.networks.pages.still import places_of
from manara.networks.queries.chart import charted
from manara.networks.queries.graph import Scope, whole
from manara.networks.queries.protected import known_protected
from manara.networks.queries.roles import suggested

PURPOSE = "étude des rôles dans la filière"
# Of one circle so many reports are looked at, so many suggestions answered.
REPORTS, CONFIRMED = 600, 5
CONFIRMING = ("ثلاثة تقارير مستقلة تذكره", "Deux sources indépendantes, dont une évaluée B2", "Coincide con lo declarado")
DECLINING = "Il a conduit l’embarcation pour payer son propre passage : rien d’autre ne le vise"
# What people here call a chart in lanes, and what it shows.
LANES = (
    ("المسار مرحلة بعد مرحلة", "من أُسند إليه دور، وما يرتبط به."),
    ("L’itinéraire, étape par étape", "Ceux à qui un rôle a été attribué, et ce qui s’y rattache."),
    ("La ruta, etapa por etapa", "Quienes recibieron una función, y lo que se vincula con ellos."),
)
MARKS = (
    (Ground.WITNESS, "Entendu par le procureur le 12 mai, craint des représailles"),
    (Ground.PASSENGER, "كان راكبًا في الرحلة ودفع ثمن مكانه"),
    (Ground.FAMILY, "Pagó el viaje de su hermano menor"),
)


def fill(users: list[User], say: Callable[[str], None]) -> None:
    """Let those who judge answer some suggestions of their agency's reports and mark somebody; one role was a mistake."""
    given = marked = laned = 0
    for number, user in enumerate(users):
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            circle = _circle(viewer)
            if circle is None or not viewer.may(Ability.JUDGE):
                continue
            given += _answered(viewer, circle)
            laned += _in_lanes(viewer, circle, LANES[number % len(LANES)])
            marked += _marked(viewer, circle, user, number)
    say(f"roles: {given} given, {marked} persons marked as protected, {laned} charts in lanes")


def _answered(viewer: Viewer, circle: Circle) -> int:
    graph = whole(viewer, Scope(circle=circle.pk), most=REPORTS)
    found = suggested(graph)
    # One of each role, so that the demonstration shows several.
    wanted = list({each.role: each for each in reversed(found)}.values())[:CONFIRMED]
    given = [role for each in wanted if (role := _confirmed(viewer, graph, each)) is not None]
    rest = [each for each in found if each not in wanted]
    if rest:
        captain = next((each for each in rest if each.role == "captain"), rest[-1])
        decline_role(viewer, _person(graph, captain), captain.role, strength=captain.strength, reason=DECLINING)
    if len(given) == CONFIRMED:
        take_back_role(viewer, given[-1], reason="Un homonyme : la carte d’identité est celle d’un autre")
    return len(given)


def _confirmed(viewer: Viewer, graph: Graph, each: Suggestion) -> Role | None:
    reports = [graph.reports[number] for number in each.reports if number in graph.reports]
    told = Given(
        Script.SOM, each.role, stage=STAGE_OF.get(each.role, ""), since=each.since,
        reason=CONFIRMING[len(each.role) % len(CONFIRMING)], evidence=[("report", str(report.public_id)) for report in reports],
        grounds=[(ground.code, ground.count) for ground in each.grounds],
    )  # fmt: skip
    try:
        return give_role(viewer, _person(graph, each), told)
    except Protected:
        # A colleague's mark that this viewer may read, made a moment ago.
        return None


def _in_lanes(viewer: Viewer, circle: Circle, words: tuple[str, str]) -> int:
    """Keep a chart of those to whom a role was given, with what hangs on them, in lanes along the route."""
    held = Role.objects.filter(by_id=viewer.user_id, ended=None).values_list("entity__public_id", flat=True)
    chart = charted(viewer, [], opened=list(dict.fromkeys(held)))
    if not chart.nodes:
        return 0
    state = laid_out(State(places_of(chart), (), ()), chart)
    begin_chart(viewer, circle, Words(*words), state)
    return 1


def _marked(viewer: Viewer, circle: Circle, user: User, number: int) -> int:
    """Somebody of his agency's newest reports whom nothing protects yet and who was given no role."""
    with_role = Role.objects.values("entity")
    newest = Entity.objects.filter(schema="Person", report__agency_id=user.agency_id).exclude(pk__in=with_role)
    some = list(newest.exclude(caption="").order_by("-pk")[5 * number : 5 * number + 3])
    known = known_protected([each.pk for each in some])
    free = [each for each in some if each.pk not in known][:1]
    for each in free:
        ground, reason = MARKS[number % len(MARKS)]
        protect(viewer, each, ground=ground, reason=reason, circle=circle)
    return len(free)


def _person(graph: Graph, each: Suggestion) -> Entity:
    return Entity.objects.get(pk=graph.nodes[each.one].ids[0])


def _circle(viewer: Viewer) -> Circle | None:
    return Circle.objects.filter(pk__in=viewer.circles, kind=CircleKind.AGENCY).order_by("pk").first()
