"""Writes a harm check, has it signed by a second person, and takes a signature back: a plan holds only with all of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from manara.foundation.access import Ability, Refused, Viewer
from manara.foundation.actions.record import record
from manara.foundation.engine.scripts import tidy, tidy_lines
from manara.foundation.models.audit import AuditVerb
from manara.networks.actions.once import alone_at, written_once
from manara.networks.actions.refusals import NotYet
from manara.networks.engine.lab.naming import names_any
from manara.networks.models import HarmCheck, Order, Plan, ProtectionTold, Signature, SignatureWithdrawn

#: What may come to people when a network is struck; each is answered, "unknown" too.
DANGERS: Final = ("debt", "held", "sea", "children", "retaliation", "sources")
ANSWERS: Final = ("yes", "no", "unknown")
MOST: Final = 4_000


class Unanswered(ValueError):
    """A danger was not answered, or what comes first or who is told was left empty; its text is the field."""


class AtRisk(ValueError):
    """People may be at risk by what was answered, so that the protection service must be told."""


class TargetAtRisk(ValueError):
    """Somebody whom the plan names stands among those at risk: who is at risk is in no plan."""


class NotTold(ValueError):
    """As long as the protection service is not told, nobody signs."""


class SamePerson(ValueError):
    """Who made the plan or wrote the check can't sign it."""


class AlreadySigned(ValueError):
    """Somebody signed or declined it meanwhile."""


class Overtaken(ValueError):
    """A further check was written, or the plan was worked out anew: what was read is no longer what holds."""


@dataclass(frozen=True)
class Considered:
    """A harm check as typed: each danger's answer, who is at risk, what is done first, who is told and when; and whether the
    protection service was told, by whom (and whom there) and on which day."""

    dangers: Mapping[str, str]
    at_risk: str
    first: str
    told: str
    protection: ProtectionTold
    protection_by: str = ""
    protection_on: date | None = None

    @property
    def endangers(self) -> bool:
        """Whether anybody may be at risk: a danger is not ruled out, or somebody is named by words."""
        return bool(tidy_lines(self.at_risk)) or any(self.dangers.get(danger) != "no" for danger in DANGERS)


def write_harm_check(
    viewer: Viewer, plan: Plan, order: Order, said: Considered, *, named: Iterable[str], read: uuid.UUID | None
) -> HarmCheck:
    """Keep the check for the `order` that holds, which is the one that was `read`; it waits for a second person.
    The very same that waits already is not written a second time. `named`: as whom the plan names its steps.

    Raises `Refused`, `Unanswered`, `Overtaken`, `TargetAtRisk`, `AtRisk` where the protection service is said to need no word
    although somebody may be at risk, `NotYet`.
    """
    if not viewer.may(Ability.EXPORT):
        raise Refused(Ability.EXPORT)
    if read != order.public_id:
        raise Overtaken
    for danger in DANGERS:
        if said.dangers.get(danger) not in ANSWERS:
            raise Unanswered(danger)
    at_risk, first, told = (tidy_lines(text)[:MOST] for text in (said.at_risk, said.first, said.told))
    # Where a danger is not ruled out, who is in it is said.
    if not at_risk and any(said.dangers[danger] != "no" for danger in DANGERS):
        raise Unanswered("at_risk")
    if names_any(at_risk, named):
        raise TargetAtRisk
    for field, text in (("first", first), ("told", told)):
        if not text:
            raise Unanswered(field)
    by, on = _protection(said)
    answers = {
        "order": order, "dangers": {danger: said.dangers[danger] for danger in DANGERS}, "at_risk": at_risk, "first": first,
        "told": told, "by_id": viewer.user_id, "protection": said.protection, "protection_by": by, "protection_on": on,
    }  # fmt: skip
    with transaction.atomic():
        alone_at(plan)
        newest = HarmCheck.objects.filter(plan=plan).order_by("-pk")[:1]
        waits = HarmCheck.objects.filter(pk__in=newest.values("pk"), signature=None, **answers).first()
        if waits is not None:
            return waits
        made = HarmCheck.objects.create(audience_id=plan.audience_id, plan=plan, **answers)
        record(viewer, AuditVerb.CREATE, "harm check", [made.public_id], audience=plan.audience_id)
    return made


def sign_harm_check(viewer: Viewer, check: HarmCheck, *, agrees: bool, reason: str, newest: HarmCheck | None) -> Signature:
    """Sign a check, or decline it with a reason. Raises `Refused`, `SamePerson`, `AlreadySigned`, `Overtaken`, `Unanswered`,
    and `NotTold` for a signature as long as the protection service is not told."""
    if not viewer.may(Ability.WORK_CASES):
        raise Refused(Ability.WORK_CASES)
    if viewer.user_id in (check.by_id, check.plan.by_id):
        raise SamePerson
    if newest is None or newest.pk != check.pk:
        raise Overtaken
    if agrees and check.protection not in (ProtectionTold.TOLD, ProtectionTold.NOBODY):
        raise NotTold
    why = tidy(reason)[:500]
    if not agrees and not why:
        raise Unanswered("reason")
    with transaction.atomic():
        # The check is never rewritten, so the plan's newest is locked by its unique signature.
        made = written_once(
            Signature, viewer, check.audience_id, already=AlreadySigned, harm_check=check, plan_id=check.plan_id,
            written_by_id=check.by_id, planned_by_id=check.plan.by_id, agrees=agrees, reason=why, protection=check.protection,
        )  # fmt: skip
        record(
            viewer, AuditVerb.CREATE, "signature", [made.public_id, check.public_id],
            fields=["agrees" if agrees else "declines"], audience=check.audience_id,
        )  # fmt: skip
    return made


def withdraw_signature(viewer: Viewer, signature: Signature, *, reason: str) -> SignatureWithdrawn:
    """Take a signature back; the plan is a draft again. Raises `Refused` for anyone but who signed, `Unanswered`."""
    if signature.by_id != viewer.user_id:
        raise Refused(reason="owner")
    why = tidy(reason)[:500]
    if not why:
        raise Unanswered("reason")
    made = written_once(
        SignatureWithdrawn, viewer, signature.audience_id, already=AlreadySigned, signature=signature, reason=why
    )
    record(viewer, AuditVerb.CHANGE, "signature", [signature.public_id], fields=["withdrawn"], audience=signature.audience_id)
    return made


def _protection(said: Considered) -> tuple[str, date | None]:
    """By whom and when the protection service was told, of what is said; nothing where it was not."""
    if said.protection == ProtectionTold.NOBODY and said.endangers:
        raise AtRisk
    if said.protection != ProtectionTold.TOLD:
        return "", None
    by = tidy(said.protection_by)[:300]
    if not by:
        raise Unanswered("protection_by")
    if said.protection_on is None:
        raise Unanswered("protection_on")
    if said.protection_on > timezone.localdate():
        raise NotYet
    return by, said.protection_on
