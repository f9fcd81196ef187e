"""Says when a throttled person may try again, from the attempts that the throttle still counts."""

from __future__ import annotations

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext

ACTION = "login_failed"
APP = "allauth.account"


def wait_sentence(request: HttpRequest | None = None, key: str = "") -> str:
    """One sentence with the minutes left; without a request the whole span of the throttle."""
    minutes = max(1, math.ceil(_seconds_left(request, key) / 60))
    return ngettext(
        "Too many failed attempts. Try again in %(minutes)s minute.",
        "Too many failed attempts. Try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}


def _seconds_left(request: HttpRequest | None, key: str) -> float:
    left = 0.0
    for rate in ratelimit.get_rates(app=APP, action=ACTION):
        if request is None:
            left = max(left, float(rate.duration))
            continue
        name = ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key)
        attempts = cache.get(name, [])
        if len(attempts) >= rate.amount:
            # Newest first: the attempt that must fall out of the span is the one that fills the allowance.
            left = max(left, attempts[rate.amount - 1] + rate.duration - time.time())
    return left
