"""A period as people write it: from and to a year, a month or a day, in any digits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.dates import DateProblem, PartialDate
from manara.foundation.engine.scripts import western_digits


def day_field(label: Any) -> forms.CharField:
    """One end of a period; it may be left open."""
    return forms.CharField(
        label=label, max_length=24, required=False, widget=forms.TextInput(attrs={"placeholder": "2026-02", "dir": "ltr"})
    )


def check_period(form: forms.Form, begin: str, end: str) -> None:
    """Both fields as ISO dates in the form's cleaned data; a day that there is not, and an end before the beginning, is an
    error of its field."""
    given, days = form.cleaned_data, dict[str, PartialDate]()
    for name in (begin, end):
        if not (text := western_digits(given.get(name) or "")):
            continue
        given[name] = text
        try:
            days[name] = PartialDate.from_iso(text)
            # One end is no range of its own, and nothing about it is uncertain.
            if days[name].precision not in ("year", "month", "day"):
                raise DateProblem(text)
        except DateProblem:
            form.add_error(name, _("Write a year, a month or a day: 2026, 2026-02 or 2026-02-18."))
            days.pop(name, None)
    if len(days) == 2 and days[end].end < days[begin].start:
        form.add_error(end, _("It ends before it begins."))
