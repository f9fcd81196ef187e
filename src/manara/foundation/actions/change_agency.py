"""Corrects an agency's names, kind or country."""

from __future__ import annotations

from django.db import transaction

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.add_agency import NAMES
from manara.foundation.actions.record import record
from manara.foundation.models import Agency
from manara.foundation.models.audit import AuditVerb


def change_agency(viewer: Viewer, agency: Agency, *, kind: str, country: str, **names: str) -> None:
    """Write what differs, and record which of it. Its code stays: it is in people's codes and files. Raises `Refused`."""
    if not viewer.may(Ability.ADMINISTER):
        raise Refused(Ability.ADMINISTER)
    wanted = {"kind": kind, "country": country, **{name: names[name] for name in NAMES}}
    changed = [field for field, value in wanted.items() if getattr(agency, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(agency, field, wanted[field])
    with transaction.atomic():
        agency.save(update_fields=changed)
        record(viewer, AuditVerb.ADMINISTER, "agency", [agency.public_id], fields=changed)
