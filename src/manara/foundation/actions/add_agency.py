"""Enters an agency whose people will use the node, and opens its own circle."""

from __future__ import annotations

import uuid

from django.db import connection, transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.hold_code import CodeTaken, hold_code
from manara.foundation.actions.record import record
from manara.foundation.models import Agency
from manara.foundation.models.audit import AuditVerb
from manara.foundation.models.circle import CircleKind

NAMES = ("name_ar", "name_fr", "name_es", "name_en")


def add_agency(viewer: Viewer | None, *, code: str, kind: str, country: str, **names: str) -> Agency:
    """Enter an agency with its names (by `NAMES`) and open its circle, which its people enter with their accounts.

    `viewer` is None only where the node itself enters its first one. Raises `Refused` for others than an
    administrator, `CodeTaken`.
    """
    if viewer is not None and not viewer.may(Ability.ADMINISTER):
        raise Refused(Ability.ADMINISTER)
    with transaction.atomic():
        hold_code("agency", code)
        if Agency.objects.filter(code__iexact=code).exists():
            raise CodeTaken(code)
        agency = Agency.objects.create(code=code, kind=kind, country=country, **{name: names[name] for name in NAMES})
        with connection.cursor() as cursor:
            cursor.execute(
                "select manara_open_circle(%s, %s, %s, %s, '', null)",
                [uuid.uuid4(), CircleKind.AGENCY, agency.pk, agency.name_en],
            )
        if viewer is not None:
            record(viewer, AuditVerb.ADMINISTER, "agency", [agency.public_id], fields=["code", "kind", "country", *NAMES])
    return agency
