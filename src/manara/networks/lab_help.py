"""The help of the pages of the lab."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manara.foundation.page_help import PageHelp

_LAB = PageHelp(
    title=_("Dismantling lab"),
    purpose=_("The plans of your circles: where a network falls apart, in which order, and how far each plan is."),
    acts=(
        _("Begin a new plan from a case or a kept chart."),
        _("Choose two plans or more and lay them side by side."),
    ),
    know=(_("A plan is a draft until a second person signed its harm check."),),
)
_NEW = PageHelp(
    title=_("New plan"),
    purpose=_("The question: which network, what to aim at, with what means."),
    acts=(
        _("Narrow it to a place, a period, some layers or surer ties."),
        _("Say how many are reached together, and whether you give the order or the lab seeks it."),
        _("For a route choose the stages that a complete chain needs, and name routes to which it may move."),
    ),
    know=(
        _("The area adds up what still hangs together after each step: the smaller, the sooner it falls apart."),
        _("Who is protected can be in no plan; nothing says who that is."),
    ),
)
_PLAN = PageHelp(
    title=_("A plan"),
    purpose=_("The order with why each step, what is left after it, how sure that is, and what to find out first."),
    acts=(
        _("Work it out; stop when you have enough: the best found so far is kept."),
        _("Open a step to see the order without that person."),
        _("Ask again with something changed: both plans stay."),
    ),
    know=(
        _("Many ties say that much is reported of a person, and nothing of guilt."),
        _("On the chart every tie counts as real; under doubt it is there only as probably as the reports make it."),
        _("P10 and P90: eight of ten networks that may really be lie between them."),
        _("“Nobody any more”: the person of this place can be in no plan now."),
    ),
)
_REACH = PageHelp(
    title=_("Who is within reach"),
    purpose=_("What it takes to reach each one, so that the order counts with it."),
    acts=(
        _("Choose evidence and jurisdiction, give the days of work, and keep the estimate."),
        _("Give a turn to whoever is to be reached first, or to all whose order you fix."),
        _("Say before which wave somebody cannot be reached, as whoever waits for a partner state."),
    ),
    know=(_("Whoever is out of reach is in no order, and stays in the network."),),
)
_HARM = PageHelp(
    title=_("Harm check"),
    purpose=_("Who may come to harm by the plan, what is done first and who is told; signed by a second person."),
    acts=(
        _("Answer every question; “not known” is an answer."),
        _("Sign or decline as somebody who neither made the plan nor wrote the check."),
        _("Take your signature back with a reason."),
    ),
    know=(_("A further check takes the place of the one before; both stay readable in the log."),),
)
_STEPS = PageHelp(
    title=_("Real steps"),
    purpose=_("What was really done and became known, and the measured effect beside the forecast."),
    acts=(
        _("Enter a step: the plan is made anew from there."),
        _("Put whoever was not reached down as out of reach, in the same form."),
        _("Take a step back that was entered by mistake."),
    ),
    know=(_("What is to count as known of people is written as a report; the network is read anew with it."),),
)
_COMPARE = PageHelp(
    title=_("Compare plans"),
    purpose=_("Plans side by side: what each asks, how good it is, what is left after each step."),
    acts=(_("Print it, or open one of them."),),
)
_SHARE = PageHelp(
    title=_("Who may open it"),
    purpose=_("To which circles the plan was opened, why and until when."),
    acts=(
        _("Open it to one more of your circles, with a reason and if you want an end."),
        _("End it: that circle can open the plan no more."),
    ),
    know=(_("Whom they may not see by their own reports stays unseen in the plan."),),
)
_TAKE = PageHelp(
    title=_("Take the plan along"),
    purpose=_("The plan as a brief or as a table, once its harm check is signed."),
    know=(_("It bears the strictest handling code of all whom it names, and is recorded."),),
)

HELP = {
    "networks:lab": _LAB,
    "networks:new-plan": _NEW,
    "networks:plan": _PLAN,
    "networks:plan-reach": _REACH,
    "networks:plan-harm": _HARM,
    "networks:plan-steps": _STEPS,
    "networks:compare-plans": _COMPARE,
    "networks:share-plan": _SHARE,
    "networks:take-plan": _TAKE,
}
NO_PAGE = (
    "networks:plan-progress", "networks:work-out", "networks:stop-working", "networks:put-plan-away",
    "networks:sign-harm-check", "networks:withdraw-signature", "networks:take-back-step", "networks:end-plan-sharing",
)  # fmt: skip
