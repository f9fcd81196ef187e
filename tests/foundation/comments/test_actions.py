"""Comments go where their subject goes, mention only whom their writer may know to see it, and are never rewritten."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from manara.foundation.access import Hidden, Refused
from manara.foundation.actions.admit_member import admit_member, end_membership
from manara.foundation.actions.correct_comment import CorrectedMeanwhile, correct_comment, withdraw_comment
from manara.foundation.actions.open_circle import context_circle
from manara.foundation.actions.read_mention import read_all_mentions, read_mention
from manara.foundation.actions.write_comment import NotMentionable, TakenBack, write_comment
from manara.foundation.audit.reading import whole_log
from manara.foundation.models import AuditEvent, Circle, Comment, CommentCorrection, CommentMention, User
from manara.foundation.queries.colleagues import suggested
from manara.foundation.queries.comments import talk_about
from manara.foundation.queries.mentions import called, mentions_of, unread
from manara.foundation.subjects import named
from manara.intake.actions.retract_report import restore_report, retract_report
from manara.intake.actions.share_report import end_sharing, share_report
from manara.intake.models import Report
from tests.foundation.people import agency, at_work, circle, person
from tests.intake.reporting import hand_in

from .conftest import Desk, Write


def codes(who: User, report: Report, typed: str = "") -> list[str]:
    with at_work(who) as viewer:
        return [each.code for each in suggested(viewer, named(viewer, "report", report.public_id).audience, typed)]


def texts(who: User, kind: str, public_id: uuid.UUID) -> list[str]:
    with at_work(who) as viewer:
        return [each.text for each in talk_about(viewer, kind, public_id).threads]


def waiting(who: User) -> int:
    with at_work(who) as viewer:
        return unread(viewer).count()


def test_a_mentioned_colleague_has_a_card_until_he_reads_it(desk: Desk, write: Write) -> None:
    comment = write(desk.writer, desk.in_case, "@cg-01 is this your boat?")
    assert (waiting(desk.guard), waiting(desk.writer), waiting(desk.mate)) == (1, 0, 0)
    with at_work(desk.guard) as viewer:
        (line,) = called(viewer, list(mentions_of(viewer)))
        assert line.subject is not None and line.subject.title == "In the case" and line.said.author == "BP-01"
        read_mention(viewer, CommentMention.objects.get(comment=comment))
        assert not unread(viewer).exists() and mentions_of(viewer).count() == 1
    with at_work(desk.writer) as viewer, pytest.raises(ValueError, match="for"):
        read_mention(viewer, CommentMention.objects.get(comment=comment))
    with whole_log():
        events = AuditEvent.objects.filter(object_type="comment").order_by("pk")
        assert [(each.actor_code, each.verb) for each in events] == [
            ("BP-01", "create"), ("CG-01", "list"), ("CG-01", "change"),
        ]  # fmt: skip


@pytest.mark.parametrize("code", ["CG-02", "BP-03", "NO-99", "BP-02"])
def test_who_may_not_see_it_and_who_does_not_exist_are_refused_alike(desk: Desk, write: Write, code: str) -> None:
    # A stranger, a colleague whose role reads no comments, nobody at all, a colleague of the agency outside the case.
    with pytest.raises(NotMentionable) as refused:
        write(desk.writer, desk.in_case, f"@CG-01 and @{code}, look")
    assert refused.value.args == ()
    with at_work(desk.writer):
        assert not Comment.objects.exists() and not CommentMention.objects.exists(), "no one was told"


def test_suggestions_are_those_with_whom_a_circle_that_sees_it_is_shared(desk: Desk) -> None:
    assert codes(desk.writer, desk.report) == ["BP-02"]
    assert codes(desk.writer, desk.in_case) == ["CG-01"]
    assert codes(desk.guard, desk.in_case) == ["BP-01"]
    assert codes(desk.writer, desk.in_case, "cg") == ["CG-01"] and codes(desk.writer, desk.in_case, "BP") == []


def test_nobody_learns_of_a_circle_that_is_not_his(desk: Desk, write: Write) -> None:
    # The report is opened to a case in which the mate is not: the case's people see it, and he learns of none of them.
    before = codes(desk.mate, desk.report), codes(desk.mate, desk.report, "CG")
    with at_work(desk.writer) as viewer:
        share_report(viewer, Report.objects.get(pk=desk.report.pk), desk.case, reason="for the case")
    assert (codes(desk.mate, desk.report), codes(desk.mate, desk.report, "CG")) == before == (["BP-01"], [])
    assert codes(desk.guard, desk.report) == ["BP-01"]
    assert codes(desk.writer, desk.report) == ["BP-02", "CG-01"]
    with pytest.raises(NotMentionable):
        write(desk.mate, desk.report, "@CG-01")
    with pytest.raises(NotMentionable):
        write(desk.guard, desk.report, "@BP-02")
    # What the guard writes is read by all who see the report, but his code only by those who share a circle with him.
    write(desk.guard, desk.report, "it sails from @BP-01's harbour")
    for who, author in ((desk.writer, "CG-01"), (desk.mate, "")):
        with at_work(who) as viewer:
            (said,) = talk_about(viewer, "report", desk.report.public_id).threads
            assert said.author == author
    write(desk.writer, desk.report, "thanks @CG-01")
    with at_work(desk.mate) as viewer:
        last = talk_about(viewer, "report", desk.report.public_id).threads[-1]
        assert [each.text for each in last.beginning if each.mention] == [""]
    assert waiting(desk.guard) == 1


def test_of_public_context_only_those_are_suggested_with_whom_another_circle_is_shared(desk: Desk, write: Write) -> None:
    context = context_circle()
    with at_work(desk.writer) as viewer:
        report = hand_in(viewer, desk.agency_circle, title="Public")
    with at_work(desk.writer) as viewer:
        from manara.foundation.access import audience_of, reaching

        public = audience_of([context.pk])
        with reaching(viewer, public):
            Report.objects.filter(pk=report.pk).update(audience_id=public)
    assert codes(desk.writer, report) == ["BP-02", "CG-01"]
    assert codes(desk.stranger, report) == ["CG-01"]
    with pytest.raises(NotMentionable):
        write(desk.stranger, report, "@BP-01")


def test_comments_on_a_report_and_on_whom_it_names_go_with_it(desk: Desk, write: Write) -> None:
    with at_work(desk.writer):
        entity = desk.entity(desk.report)
    write(desk.writer, desk.report, "@BP-02 on the report")
    write(desk.writer, entity, "@BP-02 on the person")
    first = Comment.objects.none()
    with at_work(desk.writer) as viewer:
        first = Comment.objects.get(subject_kind="report")
        correct_comment(viewer, first, "@BP-02 corrected", number=2)
    with pytest.raises(Hidden):
        texts_of_hidden(desk.guard, desk.report)
    with at_work(desk.writer) as viewer:
        sharing = share_report(viewer, Report.objects.get(pk=desk.report.pk), desk.case, reason="for the case")
    assert texts(desk.guard, "report", desk.report.public_id) == ["@BP-02 corrected"]
    assert texts(desk.guard, "entity", entity.public_id) == ["@BP-02 on the person"]
    with at_work(desk.writer) as viewer:
        end_sharing(viewer, Report.objects.get(pk=desk.report.pk), sharing)
    assert texts(desk.guard, "report", desk.report.public_id) == texts(desk.guard, "entity", entity.public_id) == []
    assert texts(desk.mate, "report", desk.report.public_id) == ["@BP-02 corrected"] and waiting(desk.mate) == 2

    with at_work(desk.writer) as viewer:
        retract_report(viewer, Report.objects.get(pk=desk.report.pk), reason="wrong")
    assert texts(desk.mate, "report", desk.report.public_id) == texts(desk.mate, "entity", entity.public_id) == []
    assert waiting(desk.mate) == 0
    with at_work(desk.mate):
        assert not Comment.objects.exists() and not CommentCorrection.objects.exists() and not CommentMention.objects.exists()
    with pytest.raises(TakenBack):
        write(desk.mate, desk.report, "still there?")
    with at_work(desk.writer) as viewer:
        restore_report(viewer, Report.objects.get(pk=desk.report.pk), reason="right")
    assert texts(desk.mate, "entity", entity.public_id) == ["@BP-02 on the person"] and waiting(desk.mate) == 2


def texts_of_hidden(who: User, report: Report) -> None:
    with at_work(who) as viewer:
        write_comment(viewer, "report", report.public_id, "hello", token=uuid.uuid4())


def test_who_leaves_the_circle_sees_neither_comment_nor_card(desk: Desk, write: Write) -> None:
    write(desk.writer, desk.in_case, "@CG-01 yours?")
    assert waiting(desk.guard) == 1
    with at_work(desk.writer) as viewer:
        end_membership(viewer, desk.case, desk.guard, reason="case handed over")
    assert waiting(desk.guard) == 0 and texts(desk.guard, "report", desk.in_case.public_id) == []
    with at_work(desk.guard) as viewer:
        assert not mentions_of(viewer).exists() and read_all_mentions(viewer) == 0
    with pytest.raises(NotMentionable):
        write(desk.writer, desk.in_case, "@CG-01 still there?")
    with at_work(desk.writer) as viewer:
        admit_member(viewer, desk.case, desk.guard, reason="back")
    assert waiting(desk.guard) == 1


def test_sent_twice_it_is_one_comment(desk: Desk, write: Write) -> None:
    token = uuid.uuid4()
    first = write(desk.writer, desk.report, "@BP-02 once", token=token)
    assert write(desk.writer, desk.report, "@BP-02 once", token=token).pk == first.pk
    assert write(desk.writer, desk.report, "@BP-02 something else", token=token).pk != first.pk
    assert write(desk.mate, desk.report, "@BP-01 once", token=token).pk != first.pk
    with at_work(desk.mate):
        assert Comment.objects.count() == 3
    assert waiting(desk.mate) == 2
    with whole_log():
        assert AuditEvent.objects.filter(object_type="comment", verb="create").count() == 3


def test_a_reply_stands_under_the_first_and_calls_for_its_author(desk: Desk, write: Write) -> None:
    first = write(desk.writer, desk.report, "whose number is this?")
    reply = write(desk.mate, desk.report, "his brother's", parent=first.public_id)
    under = write(desk.writer, desk.report, "sure?", parent=reply.public_id)
    assert (reply.parent_id, under.parent_id) == (first.pk, first.pk)
    assert waiting(desk.writer) == 1
    with at_work(desk.writer) as viewer:
        talk = talk_about(viewer, "report", desk.report.public_id)
        assert talk.total == 3 and [len(each.replies) for each in talk.threads] == [2]
        (line,) = called(viewer, list(unread(viewer)))
        assert line.is_reply
    with pytest.raises(Hidden):
        write(desk.writer, desk.in_case, "not there", parent=first.public_id)


def test_a_correction_is_a_new_version_and_a_withdrawal_says_why(desk: Desk, write: Write) -> None:
    comment = write(desk.writer, desk.report, "at 6")
    with at_work(desk.writer) as viewer:
        assert correct_comment(viewer, comment, "at 6", number=2) is None
        correct_comment(viewer, comment, "at 16, @BP-02", number=2)
        with pytest.raises(CorrectedMeanwhile):
            correct_comment(viewer, comment, "at 17", number=2)
        assert Comment.objects.get(pk=comment.pk).text == "at 6"
    assert waiting(desk.mate) == 1 and texts(desk.mate, "report", desk.report.public_id) == ["at 16, @BP-02"]
    with at_work(desk.mate) as viewer:
        with pytest.raises(Hidden):
            correct_comment(viewer, comment, "at 18", number=3)
        with pytest.raises(Hidden):
            withdraw_comment(viewer, comment, reason="not mine")
    with at_work(desk.writer) as viewer:
        withdraw_comment(viewer, comment, reason="wrong day")
        with pytest.raises(Hidden):
            correct_comment(viewer, comment, "at 18", number=3)
        (said,) = talk_about(viewer, "report", desk.report.public_id).threads
        assert (said.text, said.reason) == ("", "wrong day") and not said.beginning
    assert waiting(desk.mate) == 0


@pytest.mark.parametrize(
    "sql",
    [
        "update foundation_comment set text = 'rewritten'",
        "delete from foundation_comment",
        "update foundation_commentcorrection set text = 'rewritten'",
        "update foundation_commentmention set user_id = 1",
        "delete from foundation_commentmention",
    ],
)
def test_the_database_lets_nobody_rewrite_one(desk: Desk, write: Write, sql: str) -> None:
    write(desk.writer, desk.report, "@BP-02 as it is")
    with at_work(desk.writer), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(sql)


def test_nobody_writes_in_anothers_name(desk: Desk) -> None:
    with at_work(desk.writer):
        comment = Comment(
            audience_id=desk.report.audience_id, subject_kind="report", subject_id=desk.report.public_id, author=desk.mate,
            text="not he",
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            comment.save()


def test_without_the_ability_nothing_is_written(desk: Desk) -> None:
    with at_work(desk.responder) as viewer, pytest.raises(Refused):
        write_comment(viewer, "report", desk.report.public_id, "I saw it", token=uuid.uuid4())


def test_a_link_becomes_a_title_only_for_whom_it_may_lead_somewhere(desk: Desk, write: Write) -> None:
    with at_work(desk.writer) as viewer:
        share_report(viewer, Report.objects.get(pk=desk.in_case.pk), desk.agency_circle, reason="for all of us")
    with at_work(desk.writer):
        other = hand_only(desk)
    write(desk.writer, desk.in_case, f"see https://node/reports/{desk.report.public_id}/ and /reports/{other}/")
    shown: dict[str, Any] = {}
    for who in (desk.writer, desk.mate, desk.guard):
        with at_work(who) as viewer:
            (said,) = talk_about(viewer, "report", desk.in_case.public_id).threads
            shown[who.code] = [each.text for each in said.beginning if each.url]
            whole = "".join(each.text for each in said.beginning)
        if who == desk.guard:
            assert str(desk.report.public_id) in whole
    assert shown == {"BP-01": [desk.report.title, "Only mine"], "BP-02": [desk.report.title], "CG-01": []}


def hand_only(desk: Desk) -> uuid.UUID:
    alone = circle(desk.writer, name="Alone")
    with at_work(desk.writer) as viewer:
        return hand_in(viewer, Circle.objects.get(pk=alone.pk), title="Only mine").public_id


def test_a_member_of_a_third_agency_changes_no_suggestion(desk: Desk) -> None:
    before = codes(desk.mate, desk.report), codes(desk.guard, desk.in_case)
    third = person("analyst", at=agency("zz"), code="BP-99")
    secret = circle(third, name="Secret")
    with at_work(third) as viewer:
        admit_member(viewer, secret, desk.writer, reason="r")
    assert (codes(desk.mate, desk.report), codes(desk.guard, desk.in_case)) == before
