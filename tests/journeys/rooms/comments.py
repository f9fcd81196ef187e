"""For the look at every page: a thread on a report, with a reply, a correction, a withdrawal and a mention of everybody."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from manara.foundation import access
from manara.foundation.actions.correct_comment import correct_comment, withdraw_comment
from manara.foundation.actions.write_comment import write_comment
from manara.foundation.models import Comment, User
from manara.foundation.queries.colleagues import suggested
from manara.intake.models import Entity, Report

if TYPE_CHECKING:
    from tests.journeys.conftest import Region

NO_PAGE = ("/colleagues/",)


def fill(region: Region) -> None:
    """Each person who may write does so, on the report and the person that the look opens for him."""
    for user in region.people.values():
        with access.acting(user, purpose="test", language="fr") as viewer:
            if not viewer.may(access.Ability.COMMENT):
                continue
            for kind, thing in _things():
                mates = " ".join(f"@{each.code}" for each in suggested(viewer, thing.audience_id, ""))
                text = f"هل هذا رقم أخيه؟ {mates}\nÀ vérifier, /reports/{thing.public_id}/"
                written = write_comment(viewer, kind, thing.public_id, text, token=uuid.uuid4())
                write_comment(viewer, kind, thing.public_id, "Oui.", token=uuid.uuid4(), parent=written.public_id)
                correct_comment(viewer, written, text + "\n+222 36 30 10 10", number=2)
                other = write_comment(viewer, kind, thing.public_id, "Faux.", token=uuid.uuid4())
                withdraw_comment(viewer, other, reason="autre bateau")


def records(user: User) -> dict[str, Any]:
    """What is commented on, and a comment of the person's own."""
    things = {f"comments/on/{kind}/": thing.public_id for kind, thing in _things()}
    own = Comment.objects.filter(author=user, withdrawal=None, parent=None)
    # What other rooms' things are commented on is looked at where they fill it.
    return {"comments/on/": None, **things, "comments/": own.values_list("public_id", flat=True).first()}


def _things() -> list[tuple[str, Any]]:
    # As the look at every page chooses them.
    report = Report.objects.exclude(text="").first() or Report.objects.first()
    entity = Entity.objects.filter(schema="Person").order_by("-pk").first()
    return [(kind, thing) for kind, thing in (("report", report), ("entity", entity)) if thing is not None]
