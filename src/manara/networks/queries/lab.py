"""Reads plans: which there are and how far each is, one of them with what was worked out, checked, signed and done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from manara.foundation.access import Hidden, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.addresses import address_of
from manara.foundation.models import Sharing
from manara.foundation.models.audit import AuditVerb
from manara.networks.engine.graph import Node, nodes_of
from manara.networks.engine.ties.targets import Targets
from manara.networks.models import (
    Calculation,
    Feasibility,
    HarmCheck,
    Order,
    OrderKind,
    Plan,
    PlanMove,
    RealStep,
    Signature,
    Target,
)
from manara.networks.queries.lab_network import names_of
from manara.resolution.queries.around import sources

LISTED: Final = 100
MOST_COMPARED: Final = 4


class Standing(StrEnum):
    """How far a plan is."""

    DRAFT = "draft"  # nothing worked out yet, no harm check written, or none that considered all whom it names now
    WAITS = "waits"  # a harm check waits for a second person
    DECLINED = "declined"
    SIGNED = "signed"
    UNDER_WAY = "under-way"  # real steps were entered


@dataclass(frozen=True)
class Row:
    """A plan in a list: what came of it so far, and whether its newest harm check considered all whom the order names now."""

    plan: Plan
    standing: Standing
    away: bool
    covered: bool


@dataclass(frozen=True)
class Place:
    """One place of an order, with what is told of it; `node` is None where nobody stands in it any more (`emptied`), or
    somebody whom the viewer may not see."""

    number: int
    target: Target
    node: Node | None
    emptied: bool
    told: dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """A plan as its viewer may know it. `covered` is whether the newest harm check considered all whom the order names now."""

    plan: Plan
    standing: Standing
    away: bool
    calculation: Calculation | None
    main: Order | None
    places: tuple[Place, ...]
    without: tuple[tuple[Order, tuple[Place, ...]], ...]
    worth: Order | None
    found_out: tuple[Place, ...]
    free: Order | None
    growth: Order | None
    growing: tuple[Place, ...]
    check: HarmCheck | None
    checks: int
    covered: bool

    @property
    def signature(self) -> Signature | None:
        """The signature that holds."""
        return _holding(self.check)

    @property
    def named(self) -> tuple[Place, ...]:
        """Every place in which its pages and files name somebody."""
        instead = (place for _order, places in self.without for place in places)
        return (*self.places, *self.found_out, *self.growing, *instead)

    @property
    def nodes(self) -> list[Node]:
        """Whom its viewer may see of those that it names."""
        return [place.node for place in self.named if place.node is not None]

    @property
    def captions(self) -> list[str]:
        """As whom it names them."""
        return [node.caption for node in self.nodes]

    @property
    def may_leave(self) -> bool:
        """Whether it may be taken out of the node and acted on: the check of the order that holds is signed."""
        return self.covered and self.standing in (Standing.SIGNED, Standing.UNDER_WAY)


def listed(viewer: Viewer) -> list[Row]:
    """The plans of the viewer's circles, the newest first; that they were listed is recorded."""
    rows = rows_of(Plan.objects.select_related("by").order_by("-pk")[:LISTED])
    if rows:
        record(viewer, AuditVerb.LIST, "plan", [row.plan.public_id for row in rows])
    return rows


def rows_of(plans: Iterable[Plan]) -> list[Row]:
    """How far each of these is; three queries, and three more where one has a harm check."""
    found = list(plans)
    checks: dict[int, HarmCheck] = {}
    for check in HarmCheck.objects.filter(plan__in=found).select_related("order", "signature__withdrawn").order_by("pk"):
        checks[check.plan_id] = check
    steps = set(RealStep.objects.filter(plan__in=found, taken_back=None).values_list("plan_id", flat=True))
    away: dict[int, bool] = {}
    for plan_id, is_away in _moves(found):
        away[plan_id] = is_away
    covered = _covered(checks)
    return [
        Row(
            plan, _standing(checks.get(plan.pk), plan.pk in steps, covered=plan.pk in covered), away.get(plan.pk, False),
            plan.pk in covered,
        )
        for plan in found
    ]  # fmt: skip


def plan_of(public_id: uuid.UUID) -> Plan:
    """The plan of this address, to be changed. Raises `Hidden`."""
    found = Plan.objects.filter(public_id=public_id).select_related("by").first()
    if found is None:
        raise Hidden
    return found


def opened(viewer: Viewer, public_id: uuid.UUID, *, verb: str = AuditVerb.READ, part: str = "") -> Opened:
    """One plan with what holds of it now; recorded, with whom it names. Raises `Hidden`. A fixed number of queries."""
    plan = plan_of(public_id)
    row = rows_of([plan])[0]
    calculation = calculation_of(plan)
    checks = list(
        HarmCheck.objects.filter(plan=plan)
        .select_related("by", "order", "plan", "signature__by", "signature__withdrawn__by")
        .order_by("-pk")
    )
    orders = list(Order.objects.filter(calculation=calculation).order_by("pk")) if calculation else []
    newest = {each.kind: each for each in orders}
    main, worth, free, growth = (
        newest.get(kind) for kind in (OrderKind.MAIN, OrderKind.WORTH, OrderKind.FREE, OrderKind.GROWTH)
    )
    without = _last_of_each(orders)
    wanted = [each for each in (main, *without, worth, growth) if each is not None]
    placed = places_of(viewer, wanted)
    seen = {place.node.public_id for places in placed.values() for place in places if place.node is not None}
    record(viewer, verb, "plan", [plan.public_id], fields=[part] if part else [], audience=plan.audience_id)
    if seen:
        record(viewer, verb, "entity", sorted(seen, key=str), fields=["plan"])
    return Opened(
        plan, row.standing, row.away, calculation, main, placed[main.pk] if main else (),
        tuple((each, placed[each.pk]) for each in without), worth, placed[worth.pk] if worth else (),
        free, growth, placed[growth.pk] if growth else (), checks[0] if checks else None, len(checks),
        row.covered,
    )  # fmt: skip


def places_of(viewer: Viewer, orders: Sequence[Order]) -> dict[int, tuple[Place, ...]]:
    """The places of each order with whom the viewer may see in them; two queries."""
    if not orders:
        return {}
    targets = list(Target.objects.filter(targets__in=[each.targets_id for each in orders]).order_by("position"))
    numbers = {target.entity_id for target in targets if target.entity_id is not None}
    nodes = nodes_of(sources(numbers=sorted(numbers), language=viewer.language))
    of_entity = {number: node for node in nodes.values() for number in node.ids}
    of_list: dict[int, list[Target]] = {}
    for target in targets:
        of_list.setdefault(target.targets_id, []).append(target)
    return {
        order.pk: tuple(
            Place(
                target.position, target, of_entity.get(target.entity_id or 0), target.entity_id is None,
                _told(order, target.position),
            )
            for target in of_list.get(order.targets_id, ())
        )
        for order in orders
    }  # fmt: skip


def signed_order(plan: Plan) -> Order | None:
    """The order of the newest harm check, where a second person signed it and did not take that back."""
    check = HarmCheck.objects.filter(plan=plan).select_related("order", "signature__withdrawn").order_by("-pk").first()
    signature = getattr(check, "signature", None)
    if check is None or signature is None or not signature.agrees or getattr(signature, "withdrawn", None) is not None:
        return None
    return check.order


def calculation_of(plan: Plan) -> Calculation | None:
    """The newest calculation of a plan."""
    return Calculation.objects.filter(plan=plan).select_related("job", "by", "feasibility").order_by("-pk").first()


def main_order(calculation: Calculation) -> Order | None:
    """The newest main order of a calculation."""
    return Order.objects.filter(calculation=calculation, kind=OrderKind.MAIN).order_by("-pk").first()


def named_in(found: Targets, order: Order) -> dict[int, str]:
    """Place of an order → by which name its person is known in this network."""
    names = names_of(found)
    rows = Target.objects.filter(targets_id=order.targets_id, entity__isnull=False)
    return {
        position: names[entity] for position, entity in rows.values_list("position", "entity_id") if entity in names
    }


def feasibility_of(plan: Plan) -> Feasibility | None:
    """The newest estimate of whom one can reach."""
    return Feasibility.objects.filter(plan=plan).select_related("by").order_by("-pk").first()


def sharings_of(viewer: Viewer, plan: Plan) -> list[Sharing]:
    """To which of the viewer's own circles the plan was opened: the rest of its audience is told to nobody."""
    rows = Sharing.objects.filter(object_type="plan", object_id=plan.public_id, circle_id__in=viewer.circles)
    return list(rows.select_related("circle__agency", "shared_by").order_by("-pk")[:50])


def sharing_of(viewer: Viewer, plan: Plan, public_id: uuid.UUID) -> Sharing:
    """One of them. Raises `Hidden`."""
    found = next((each for each in sharings_of(viewer, plan) if each.public_id == public_id), None)
    if found is None:
        raise Hidden
    return found


def steps_of(plan: Plan) -> list[RealStep]:
    """The real steps in the order in which they were entered, those taken back too."""
    rows = RealStep.objects.filter(plan=plan).select_related("by", "place", "order", "taken_back__by")
    return list(rows.prefetch_related("findings").order_by("pk"))


def was_entered(plan: Plan, entry: str) -> bool:
    """Whether the form of this number was sent before: a step of the plan came of it."""
    number = address_of(entry)
    return number is not None and RealStep.objects.filter(plan=plan, entry=number).exists()


def steps_taken(plan: Plan) -> int:
    """How many real steps stand."""
    return RealStep.objects.filter(plan=plan, taken_back=None).count()


def is_overtaken(calculation: Calculation) -> bool:
    """Whether the plan was asked to be worked out anew since."""
    return Calculation.objects.filter(plan_id=calculation.plan_id, pk__gt=calculation.pk).exists()


def measured(plan: Plan) -> dict[int, float]:
    """After so many steps → the share of the people in the largest group, as the network was known then; or, where the next
    step was entered before that was worked out, as it was known soon after."""
    found: dict[int, float] = {}
    for after, told in Calculation.objects.filter(plan=plan).order_by("pk").values_list("after", "told"):
        if "measured" in told:
            found |= {int(earlier): share for earlier, share in told.get("caught_up", {}).items()}
            found[after] = told["measured"]
    return found


def _covered(checks: Mapping[int, HarmCheck]) -> set[int]:
    """The plans of which the order that holds now names nobody but whom this check considered."""
    if not checks:
        return set()
    newest = dict(Calculation.objects.filter(plan__in=checks).order_by("pk").values_list("plan_id", "pk"))
    mains: dict[int, Order] = {}
    orders = Order.objects.filter(calculation__in=newest.values(), kind=OrderKind.MAIN).select_related("calculation")
    for order in orders.order_by("pk"):
        mains[order.calculation.plan_id] = order
    lists = {order.targets_id for order in mains.values()} | {checks[plan].order.targets_id for plan in mains}
    named: dict[int, set[int]] = {}
    for each, entity in Target.objects.filter(targets__in=lists, entity__isnull=False).values_list("targets_id", "entity_id"):
        named.setdefault(each, set()).add(entity)
    return {
        plan for plan, main in mains.items()
        if checks[plan].order_id == main.pk
        or named.get(main.targets_id, set()) <= named.get(checks[plan].order.targets_id, set())
    }  # fmt: skip


def _told(order: Order, position: int) -> dict[str, Any]:
    steps = order.told.get("steps", ())
    return steps[position] if position < len(steps) else {}


def _last_of_each(orders: Sequence[Order]) -> list[Order]:
    found = {each.instead_of: each for each in orders if each.kind == OrderKind.WITHOUT}
    return [found[place] for place in sorted(found, key=lambda place: place or 0)]


def _moves(plans: Sequence[Plan]) -> Iterable[tuple[int, bool]]:
    return PlanMove.objects.filter(plan__in=plans).order_by("pk").values_list("plan_id", "away")


def _holding(check: HarmCheck | None) -> Signature | None:
    signature = getattr(check, "signature", None) if check else None
    if signature is None or getattr(signature, "withdrawn", None) is not None:
        return None
    # Signed before it was asked whether the protection service was told: a further check asks.
    return None if signature.agrees and not signature.protection else signature


def _standing(check: HarmCheck | None, is_under_way: bool, *, covered: bool) -> Standing:
    if check is None:
        return Standing.DRAFT
    if getattr(check, "signature", None) is None:
        return Standing.WAITS
    signature = _holding(check)
    if signature is None:
        return Standing.DRAFT
    if not signature.agrees:
        return Standing.DECLINED
    if is_under_way:
        return Standing.UNDER_WAY
    # Who signed did not consider whom it names by now.
    return Standing.SIGNED if covered else Standing.DRAFT
