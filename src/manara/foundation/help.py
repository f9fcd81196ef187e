"""The help of the foundation's pages: people and agencies, circles, the audit log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp
from manara.foundation.subjects import subjects

_PEOPLE = PageHelp(
    title=_("People"),
    purpose=_(
        "The accounts of this node: who may work here, in which agency and role, and whether the account is open."
    ),
    acts=(
        _("Narrow the list by code, agency, role or state."),
        _("Open an account to change its roles, close it or send a new link."),
    ),
    know=(_("An administrator manages accounts and sees no content of reports or cases."),),
)
_PERSON = PageHelp(
    title=_("An account"),
    purpose=_("One person’s account: roles, second factors, the agency’s circle, and when it was closed and opened."),
    acts=(
        _("Change the roles; the change holds from the next page the person opens."),
        _("Close the account: all of its sessions end at once."),
        _("Send a new link to someone who has lost password or phone."),
    ),
    know=(_("Accounts are closed, never deleted: the log still says who did what."),),
)
_INVITE = PageHelp(
    title=_("Invitations"),
    purpose=_("A new account begins with an invitation: a link that works once and ends by itself."),
    acts=(
        _("Choose agency and roles, then hand over the link in person or by a safe channel."),
        _("Withdraw an invitation that went to the wrong person."),
    ),
    know=(_("The link is shown once; it can’t be looked up later."),),
)
_AGENCIES = PageHelp(
    title=_("Agencies"),
    purpose=_("The bodies that work on this node or send it reports, with their names in each language."),
    acts=(
        _("Add an agency before you invite its first person."),
        _("Correct a name; it changes on every page at once."),
    ),
    know=(_("Each agency has a circle of its own: what its people write is theirs until they share it."),),
)
_CIRCLES = PageHelp(
    title=_("Circles"),
    purpose=_(
        "The circles that you are in: who may know, and for what purpose. A record is seen by the circles it "
        "was given to and by nobody else."
    ),
    acts=(
        _("Open a circle for a task that several agencies share."),
        _("Open one to see its members and, if you keep it, to admit others."),
    ),
    know=(_("Members don’t see each other’s other circles."),),
)
_CIRCLE = PageHelp(
    title=_("A circle"),
    purpose=_("Who is in this circle, for what purpose, and who keeps it."),
    acts=(_("Its keepers admit a person, end a membership with a reason, and make another keeper."),),
    know=(_("Whoever is admitted sees everything that the circle has been given, also from before."),),
)
_LOG = PageHelp(
    title=_("Audit log"),
    purpose=_("Who looked at what, changed what and took what out, when and for what purpose."),
    acts=(
        _("Narrow it by person, act, object, day or purpose."),
        _("Open an event to see all of its request; export what you have found."),
    ),
    know=(_("Your own reading of the log is recorded too."),),
)
_EVENT = PageHelp(
    title=_("An event of the log"),
    purpose=_("One entry of the log, or all entries of one request: who, what, when, from where and for what purpose."),
    acts=(_("Unseal a detail, such as the words of a search, if you must know it."),),
    know=(_("Unsealing is itself an event."),),
)
_SEAL = PageHelp(
    title=_("The seal of the log"),
    purpose=_("Whether the log is whole: events are sealed in batches, and a changed or missing one breaks the seal."),
    acts=(
        _("Have it checked from the first event to the last."),
        _("Take the signed head with you to compare it another day."),
    ),
    know=(_("If the seal does not hold, stop nothing and delete nothing: call whoever runs the node."),),
)
_MENTIONS = PageHelp(
    title=_("Mentions"),
    purpose=_(
        "Comments in which colleagues call you, the unread ones first; each leads to the report, entity or "
        "case it is about."
    ),
    acts=(_("Open a line to answer there, or mark all as read."),),
    know=(_("Only a colleague who may see a thing can be called to it."),),
)
_TOKENS = PageHelp(
    title=_("Tokens"),
    purpose=_("A token lets a programme of yours read what you may read, with the same limits and the same log."),
    acts=(
        _("Make a token for one purpose and one programme, and let it end soon."),
        _("Revoke it at once when a machine is lost."),
    ),
    know=(_("It is shown once: keep it like a password."),),
)

_COMMENTS = PageHelp(
    title=_("Comments"),
    purpose=_("What colleagues wrote to each other about a report, an entity or a case. Whoever may see that reads this."),
    acts=(
        _("Write @ and a code to mention a colleague; only those who may see this, as far as you know them, are suggested."),
        _("Paste the address of a report or entity: whoever may see it reads its title instead."),
        _("Correct or withdraw your own comment; each version of it stays in its history."),
    ),
    know=(_("A comment goes where its subject goes: shared on with it, and gone with a report that is taken back."),),
)
_TAKINGS = PageHelp(
    title=_("What I took"),
    purpose=_("Every document, table and file that you took out of the node: what, when, in which form and for what purpose."),
    acts=(
        _("Open what you took, as far as you may still see it."),
        _("Print the list for whoever asks you to account for it."),
    ),
    know=(
        _("The copy bears the handling code of its day; the one shown here is that of today."),
        _("Those who keep the circle of what you took see that you took it."),
    ),
)
HELP = {
    "foundation:people": _PEOPLE,
    "foundation:person": _PERSON,
    "foundation:disable": _PERSON,
    "foundation:enable": _PERSON,
    "foundation:renew": _PERSON,
    "foundation:roles": _PERSON,
    "foundation:invite": _INVITE,
    "foundation:invitations": _INVITE,
    "foundation:withdraw": _INVITE,
    "foundation:agencies": _AGENCIES,
    "foundation:add-agency": _AGENCIES,
    "foundation:agency": _AGENCIES,
    "foundation:circles": _CIRCLES,
    "foundation:open-circle": _CIRCLES,
    "foundation:circle": _CIRCLE,
    "foundation:log": _LOG,
    "foundation:event": _EVENT,
    "foundation:request": _EVENT,
    "foundation:seal": _SEAL,
    "foundation:verification": _SEAL,
    "foundation:mentions": _MENTIONS,
    "foundation:comment": _COMMENTS,
    **{f"foundation:comments-on-{kind}": _COMMENTS for kind in subjects()},
    "foundation:takings": _TAKINGS,
    "foundation:tokens": _TOKENS,
    "foundation:new-token": _TOKENS,
}
NO_PAGE = frozenset(
    {
        *(f"foundation:colleagues-on-{kind}" for kind in subjects()),
        *(f"foundation:draft-on-{kind}" for kind in subjects()),
        "foundation:admit",
        "foundation:end-membership",
        "foundation:make-keeper",
        "foundation:log-days",
        "foundation:log-export",
        "foundation:read-mentions",
        "foundation:open-mention",
        "foundation:correct-comment",
        "foundation:withdraw-comment",
        "foundation:revoke-token",
        "foundation:revoke-token-of-person",
        "foundation:suggest-places",
    }
)
