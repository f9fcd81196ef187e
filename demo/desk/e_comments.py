"""What the demonstration's people write to each other: questions about reports and persons, answers, a slip put right."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from demo.people import Cast
from manara.foundation import access
from manara.foundation.access import Ability, Viewer
from manara.foundation.actions.correct_comment import correct_comment, withdraw_comment
from manara.foundation.actions.write_comment import write_comment
from manara.foundation.models import Comment, User
from manara.foundation.queries.colleagues import suggested
from manara.intake.models import Entity, Report

PURPOSE = "relecture des rapports entre collègues"
THREADS_EACH = 3

# A question, and what a colleague answers: in the languages that people here write to each other in.
TALKS = (
    ("@{mate} هل هذا الرقم هو الذي ورد في بلاغ الأسبوع الماضي؟", "نعم، الرقم نفسه، لكن قيل إن صاحبه باعه."),
    ("@{mate} Peux-tu vérifier l'heure du départ ?", "Entre 22 h et minuit, d'après la patrouille."),
    ("@{mate} ¿Es la misma persona? Solo coincide el nombre.", "No basta con el nombre: pide la fecha de nacimiento."),
    ("@{mate} voir aussi {link}, même bateau à mon avis (à confirmer).", "شكرا، سأراجعه غدا صباحا."),
    ("@{mate} Attention, la source n'a vu le passeur que de loin.", "Noté : je le garde comme appréciation, pas comme fait."),
)


def fill(cast: Cast, say: Callable[[str], None]) -> None:
    """Let each investigator and analyst ask a colleague something, and some of them answer."""
    written = 0
    everybody = sorted(cast.users.values(), key=lambda user: user.code)
    by_code = {user.code: user for user in everybody}
    talks = iter(TALKS * len(everybody) * THREADS_EACH)
    for user in everybody:
        asked: list[tuple[str, uuid.UUID, uuid.UUID, str, str]] = []
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            if not viewer.may(Ability.COMMENT):
                continue
            for kind, public_id, audience, link in _things(viewer, user):
                mates = [mate.code for mate in suggested(viewer, audience, "") if by_code.get(mate.code)]
                if not mates:
                    continue
                question, answer = next(talks)
                mate = mates[written % len(mates)]
                comment = write_comment(
                    viewer, kind, public_id, question.format(mate=mate, link=link), token=uuid.uuid4()
                )
                asked.append((kind, public_id, comment.public_id, mate, answer))
                written += 1
        # The last question still waits for its answer.
        for kind, public_id, parent, mate, answer in asked[:-1]:
            with access.acting(by_code[mate], purpose=PURPOSE, language="fr") as viewer:
                write_comment(viewer, kind, public_id, answer, token=uuid.uuid4(), parent=parent)
                written += 1
    _put_right(everybody)
    say(f"{written} comments")


def _things(viewer: Viewer, user: User) -> list[tuple[str, uuid.UUID, int, str]]:
    """A few reports of the person's own circles and somebody whom the latest names, each with the address of another."""
    reports = list(Report.objects.exclude(kind="context").filter(retracted_at=None).order_by("-pk")[:THREADS_EACH])
    things = [
        ("report", report.public_id, report.audience_id, f"/reports/{reports[number - 1].public_id}/")
        for number, report in enumerate(reports)
    ]
    named = Entity.objects.filter(report__in=reports, schema="Person").order_by("pk").first()
    if named is not None:
        things.append(("entity", named.public_id, named.audience_id, f"/reports/{reports[0].public_id}/"))
    return things


def _put_right(everybody: list[User]) -> None:
    """One comment is corrected and one withdrawn, so that both can be seen."""
    for user in everybody:
        with access.acting(user, purpose=PURPOSE, language="fr") as viewer:
            if not viewer.may(Ability.COMMENT):
                continue
            own = list(Comment.objects.filter(author=user, parent=None).order_by("pk")[:2])
            if len(own) == 2:
                correct_comment(viewer, own[0], own[0].text + "\n(le 12, pas le 21)", number=2)
                withdraw_comment(viewer, own[1], reason="mauvais dossier")
                return
