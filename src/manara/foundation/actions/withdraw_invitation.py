"""Takes an invitation back before it was used."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from manara.foundation.access.abilities import Ability
from manara.foundation.access.refusal import Refused
from manara.foundation.access.viewer import Viewer
from manara.foundation.actions.record import record
from manara.foundation.models import Invitation
from manara.foundation.models.audit import AuditVerb


def withdraw_invitation(viewer: Viewer, invitation: Invitation) -> bool:
    """Close the link; False when it was used or withdrawn meanwhile. Raises `Refused`."""
    if not viewer.may(Ability.ADMINISTER):
        raise Refused(Ability.ADMINISTER)
    with transaction.atomic():
        unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if not unused.update(withdrawn_at=timezone.now()):
            return False
        record(viewer, AuditVerb.ADMINISTER, "invitation", [invitation.public_id], fields=["withdrawn_at"])
    return True
