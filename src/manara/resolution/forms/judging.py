"""The forms of who is who: a judgement, its undoing, a second opinion, the rules."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from manara.resolution.forms.tidy import TidyForm
from manara.resolution.models import Verdict
from manara.resolution.models.deconfliction import Tells


def _reason(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), max_length=500, required=required, widget=forms.Textarea(attrs={"rows": 2})
    )


class JudgeForm(TidyForm):
    verdict = forms.ChoiceField(label=_("Judgement"), choices=Verdict.choices)
    reason = _reason(required=False)
    # What was known when the page was drawn: where more was said since, the person looks again.
    known = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    # When the page was drawn, in seconds: the second half of a double click comes before anybody looked.
    shown = forms.FloatField(widget=forms.HiddenInput, required=False)


class UndoForm(TidyForm):
    reason = _reason()


class OpinionForm(TidyForm):
    agrees = forms.TypedChoiceField(
        label=_("Second opinion"), choices=(("yes", _("I agree")), ("no", _("I do not agree"))),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    reason = _reason(required=False)


class RuleForm(TidyForm):
    judges = forms.TypedChoiceField(
        label=_("May the rule judge alone?"),
        choices=(("no", _("No: every judgement is a person’s")), ("yes", _("Yes, from the threshold up"))),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    threshold = forms.FloatField(
        label=_("Threshold in percent"),
        min_value=99,
        max_value=99.9999,
        initial=99.99,
        help_text=_("The rule judges pairs that the comparison makes at least this probable, from 99 to 99.9999."),
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    second_below = forms.FloatField(
        label=_("A second person must agree below, in percent"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_(
            "A person’s “the same” on a less probable pair makes nothing one until a second person agrees. 0: never."
        ),
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    reason = _reason()


class DeconflictionForm(TidyForm):
    tells = forms.ChoiceField(
        label=_("Who is told of a match that nobody may see whole?"), choices=Tells.choices, widget=forms.RadioSelect
    )
    names_agency = forms.BooleanField(
        label=_("The notice names the other agency"),
        required=False,
        help_text=_(
            "Without it the notice only says what another circle knows too, and to ask the authority."
        ),
    )
    reason = _reason()
