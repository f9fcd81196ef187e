"""The forms of the lab: the question of a plan, a harm check, a signature, a real step."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from manara.foundation.models import Circle
from manara.networks.actions.check_harm import ANSWERS, DANGERS
from manara.networks.engine.lab.question import Question
from manara.networks.forms.which import WhichForm, asked_again
from manara.networks.models import Outcome, SavedChart
from manara.resolution.forms.judging import TidyForm

DANGER_WORDS = {
    "debt": _("Is anybody in debt bondage, or does a family still owe money to this network?"),
    "held": _("Is anybody held in a house, a yard or a boat?"),
    "sea": _("Is anybody at sea, or about to leave?"),
    "children": _("Are children with them?"),
    "retaliation": _("Can victims, witnesses or their families be made to pay for it?"),
    "sources": _("Does a step show who gave the information?"),
}
ANSWER_WORDS = {"yes": _("yes"), "no": _("no, and it was looked into"), "unknown": _("not known")}


class PlanForm(WhichForm):
    """The question of a plan."""

    title = forms.CharField(label=_("Title"), max_length=200)
    circle = forms.ChoiceField(label=_("Who may open the plan"))
    objective = forms.ChoiceField(
        label=_("What to aim at"), widget=forms.RadioSelect, initial="area",
        choices=(
            ("area", _("That as little as possible stays together after each step")),
            ("removals", _("As few people as possible until the largest group is small enough")),
        ),
    )  # fmt: skip
    until = forms.IntegerField(
        label=_("Largest group still together, in percent of the people"), min_value=1, max_value=100, initial=10
    )
    budget = forms.FloatField(label=_("Budget in days of work"), min_value=0, required=False, help_text=_("Empty: no limit."))
    at_once = forms.IntegerField(
        label=_("Reached together in one wave"), min_value=0, max_value=200, initial=1,
        help_text=_("1: one after the other. 0: all at once."),
    )  # fmt: skip
    missing = forms.IntegerField(
        label=_("Share of ties that nobody has seen yet, in percent"), min_value=0, max_value=60, initial=0,
        help_text=_("An estimate: unseen ties are then drawn where they are likely."),
    )  # fmt: skip

    def __init__(
        self, data: Any, circles: Sequence[Circle], charts: Sequence[SavedChart], *, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, circles, charts, initial=initial)
        own = [(key, circle.title) for key, circle in self.circles.items()]
        self.fields["circle"].choices = own  # type: ignore[attr-defined]

    def chosen_circle(self) -> Circle:
        """Who may open the plan, of a valid form."""
        return self.circles[self.cleaned_data["circle"]]

    def question(self, places: tuple[str, ...]) -> Question:
        """The question of a valid form, for reports of these places."""
        given = self.cleaned_data
        which = self.which(places)
        budget = math.inf if given["budget"] is None else given["budget"]
        return Question(
            which.circle, which.chart, which.places, which.narrowing, given["objective"], given["until"] / 100, budget,
            given["at_once"], given["missing"] / 100,
        )  # fmt: skip


def initial_of(question: Question) -> dict[str, Any]:
    """The fields of a form that asks the same again."""
    return {
        **asked_again(question), "objective": question.objective, "until": round(100 * question.until),
        "budget": None if math.isinf(question.budget) else question.budget, "at_once": question.at_once,
        "missing": round(100 * question.missing),
    }  # fmt: skip


class HarmForm(TidyForm):
    """Each danger is answered; none is ruled out by leaving it."""

    at_risk = forms.CharField(
        label=_("Who is at risk, and where"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Victims by their code, never by name; nobody whom the plan names."),
    )  # fmt: skip
    first = forms.CharField(
        label=_("What is done first, before anybody is reached"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    told = forms.CharField(
        label=_("Who is told, by whom and when"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The protection service before every step in which people may be found; rescue at sea; the prosecutor."),
    )  # fmt: skip

    def __init__(self, data: Any, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        answers = [(answer, ANSWER_WORDS[answer]) for answer in ANSWERS]
        for danger in DANGERS:
            self.fields[danger] = forms.ChoiceField(label=DANGER_WORDS[danger], choices=answers, widget=forms.RadioSelect)

    def dangers(self) -> list[forms.BoundField]:
        """The questions, in their order."""
        return [self[danger] for danger in DANGERS]


class SignForm(TidyForm):
    agrees = forms.TypedChoiceField(
        label=_("Your word on this harm check"), choices=(("yes", _("I have considered it and sign")), ("no", _("I decline"))),
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to decline."),
    )  # fmt: skip


class StepForm(TidyForm):
    """A real step; `places` are those of the order that still name somebody, `pairs` how many ties in doubt can be answered."""

    place = forms.TypedChoiceField(label=_("Who"), coerce=int)
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}))
    known = forms.CharField(
        label=_("What became known"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to count as known is written as a report; the network is read anew with it."),
    )  # fmt: skip

    def __init__(self, data: Any, places: Sequence[tuple[int, str]], pairs: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, initial={"happened_on": timezone.localdate(), "outcome": Outcome.REACHED})
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]
        self.pairs = [f"pair{number}" for number, _label in pairs]
        for number, label in pairs:
            self.fields[f"pair{number}"] = forms.ChoiceField(
                label=label, required=False, initial="",
                choices=(("", _("still not known")), ("yes", _("they are tied")), ("no", _("they are not tied"))),
            )  # fmt: skip

    def asked_pairs(self) -> list[forms.BoundField]:
        """The fields of the ties in doubt."""
        return [self[name] for name in self.pairs]

    def found_out(self) -> dict[int, bool]:
        """Number of a pair → whether it is tied, of a valid form."""
        return {int(name[4:]): self.cleaned_data[name] == "yes" for name in self.pairs if self.cleaned_data.get(name)}
