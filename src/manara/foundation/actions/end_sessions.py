"""Ends every session of a person at once: what is open in a browser somewhere shows nothing more."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from manara.foundation.models import User


def end_sessions(user: User) -> int:
    """Remove the person's sessions; returns how many. Called by actions that have checked who asks."""
    open_ones = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [each.pk for each in open_ones.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
