"""The addresses of the foundation's pages."""

from __future__ import annotations

from django.urls import path

from manara.foundation.pages import (
    agencies,
    circles,
    comments,
    invitations,
    log,
    log_export,
    log_seal,
    mentions,
    one_comment,
    people,
    places,
    takings,
    tokens,
)
from manara.foundation.subjects import subjects

app_name = "foundation"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.new, name="invite"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invitations/<uuid:public_id>/withdraw/", invitations.withdraw, name="withdraw"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/roles/", people.roles, name="roles"),
    path("people/<uuid:public_id>/disable/", people.disable, name="disable"),
    path("people/<uuid:public_id>/enable/", people.enable, name="enable"),
    path("people/<uuid:public_id>/renew/", invitations.renew, name="renew"),
    path("places/suggest/", places.suggest, name="suggest-places"),
    path("people/<uuid:public_id>/tokens/<uuid:token>/revoke/", tokens.revoke_of_person, name="revoke-token-of-person"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/new/", tokens.new, name="new-token"),
    path("account/tokens/<uuid:public_id>/revoke/", tokens.revoke, name="revoke-token"),
    path("account/taken/", takings.takings, name="takings"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add, name="add-agency"),
    path("agencies/<uuid:public_id>/", agencies.change, name="agency"),
    path("circles/", circles.circles, name="circles"),
    path("circles/open/", circles.new, name="open-circle"),
    path("circles/<uuid:public_id>/", circles.circle, name="circle"),
    path("circles/<uuid:public_id>/admit/", circles.admit, name="admit"),
    path("circles/<uuid:public_id>/members/<uuid:member>/end/", circles.end, name="end-membership"),
    path("circles/<uuid:public_id>/members/<uuid:member>/keeper/", circles.keeper, name="make-keeper"),
    path("comments/", mentions.mentions, name="mentions"),
    path("comments/read/", mentions.read_all, name="read-mentions"),
    path("comments/<uuid:public_id>/", one_comment.comment, name="comment"),
    path("comments/<uuid:public_id>/open/", mentions.open_mention, name="open-mention"),
    path("comments/<uuid:public_id>/correct/", one_comment.correct, name="correct-comment"),
    path("comments/<uuid:public_id>/withdraw/", one_comment.withdraw, name="withdraw-comment"),
    # One address a kind of thing that this node has, as the rooms say it.
    *(
        path(f"comments/on/{kind}/<uuid:public_id>/", comments.comments_on, {"kind": kind}, name=f"comments-on-{kind}")
        for kind in subjects()
    ),
    *(
        path(
            f"comments/on/{kind}/<uuid:public_id>/colleagues/",
            comments.colleagues, {"kind": kind}, name=f"colleagues-on-{kind}",
        )
        for kind in subjects()
    ),
    *(
        path(f"comments/on/{kind}/<uuid:public_id>/draft/", comments.save_draft, {"kind": kind}, name=f"draft-on-{kind}")
        for kind in subjects()
    ),
    path("log/", log.log, name="log"),
    path("log/days/", log.days, name="log-days"),
    path("log/export/", log_export.export, name="log-export"),
    path("log/seal/", log_seal.seal, name="seal"),
    path("log/seal/check/", log_seal.verification, name="verification"),
    path("log/events/<uuid:public_id>/", log.event, name="event"),
    path("log/requests/<uuid:request_id>/", log.of_request, name="request"),
]
