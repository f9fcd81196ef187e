"""The addresses of the lab."""

from __future__ import annotations

from django.urls import URLPattern, path

from manara.networks.pages.lab import harm, listing, new, plan, reach, sharing, steps, take

_ONE = "networks/lab/<uuid:plan>/"
ADDRESSES: list[URLPattern] = [
    path("networks/lab/", listing.plans, name="lab"),
    path("networks/lab/new/", new.new, name="new-plan"),
    path("networks/lab/compare/", listing.compare, name="compare-plans"),
    path(_ONE, plan.plan, name="plan"),
    path(f"{_ONE}progress/", plan.progress, name="plan-progress"),
    path(f"{_ONE}work-out/", plan.begin, name="work-out"),
    path(f"{_ONE}stop/", plan.stop, name="stop-working"),
    path(f"{_ONE}put-away/", plan.put_away, name="put-plan-away"),
    path(f"{_ONE}reach/", reach.reach, name="plan-reach"),
    path(f"{_ONE}harm/", harm.harm, name="plan-harm"),
    path(f"{_ONE}harm/sign/", harm.sign, name="sign-harm-check"),
    path(f"{_ONE}harm/withdraw/", harm.withdraw, name="withdraw-signature"),
    path(f"{_ONE}steps/", steps.steps, name="plan-steps"),
    path(f"{_ONE}steps/<uuid:step>/take-back/", steps.take_back, name="take-back-step"),
    path(f"{_ONE}share/", sharing.share, name="share-plan"),
    path(f"{_ONE}share/<uuid:sharing>/end/", sharing.end, name="end-plan-sharing"),
    path(f"{_ONE}take/", take.take, name="take-plan"),
]
