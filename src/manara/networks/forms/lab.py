"""The forms of the lab: the question of a plan, a harm check, a signature, a real step."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from manara.foundation.engine.scripts import tidy, western_digits
from manara.foundation.models import Circle
from manara.networks.actions.check_harm import ANSWERS, DANGERS
from manara.networks.engine.lab.question import Question
from manara.networks.engine.script import SCRIPT
from manara.networks.forms.which import WhichForm, asked_again
from manara.networks.models import Outcome, ProtectionTold, SavedChart, Script
from manara.resolution.forms.tidy import TidyForm

#: Stage of the script → the reader's word for it, in the order of the script.
STAGES = {
    "recruiting": _("Recruiting"), "documents": _("Documents"), "transport": _("Transport by land"), "lodging": _("Lodging"),
    "supply": _("Boat and engine"), "embarkation": _("Embarkation"), "sea": _("Crossing"), "landing": _("Landing"),
}  # fmt: skip
MOST_NEIGHBOURS = 6
DANGER_WORDS = {
    "debt": _("Is anybody in debt bondage, or does a family still owe money to this network?"),
    "held": _("Is anybody held in a house, a yard or a boat?"),
    "sea": _("Is anybody at sea, or about to leave?"),
    "children": _("Are children with them?"),
    "retaliation": _("Can victims, witnesses or their families be made to pay for it?"),
    "sources": _("Does a step show who gave the information?"),
}
ANSWER_WORDS = {"yes": _("yes"), "no": _("no, and it was looked into"), "unknown": _("not known")}


class NumberField(forms.FloatField):
    """A number as people write it: in Western or Arabic digits, with a point or a comma."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(_number(value) if isinstance(value, str) else value)


def _number(text: str) -> str:
    return western_digits(tidy(text)).replace("\u066b", ".").replace(",", ".")


class PlanForm(WhichForm):
    """The question of a plan."""

    title = forms.CharField(label=_("Title"), max_length=200)
    circle = forms.ChoiceField(label=_("Who may open the plan"))
    objective = forms.ChoiceField(
        label=_("What to aim at"), widget=forms.RadioSelect, initial="area",
        choices=(
            ("area", _("That as little as possible stays together after each step")),
            ("removals", _("As few people as possible until the largest group is small enough")),
            ("capacity", _("That no complete chain of the route is left, from recruiting to landing, for the least work")),
        ),
    )  # fmt: skip
    until = forms.IntegerField(
        label=_("Largest group still together, in percent of the people"), min_value=1, max_value=100, initial=10
    )
    # No number field of the browser: that drops a comma and takes no Arabic digits.
    budget = NumberField(
        label=_("Budget in days of work"), min_value=0, max_value=1_000_000, required=False, help_text=_("Empty: no limit."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )  # fmt: skip
    at_once = forms.IntegerField(
        label=_("Reached together in one wave"), min_value=0, max_value=200, initial=1,
        help_text=_("1: one after the other. 0: all at once."),
    )  # fmt: skip
    order = forms.ChoiceField(
        label=_("Order"), widget=forms.RadioSelect, initial="free",
        choices=(
            ("free", _("The lab seeks it; whoever has a turn under “Within reach” comes first, in turn")),
            ("fixed", _("I give it: only those with a turn under “Within reach”, beside the order that the lab would seek")),
        ),
    )  # fmt: skip
    script = forms.ChoiceField(
        label=_("Roles of which offence"), choices=Script.choices, initial=Script.SOM,
        help_text=_("The two are never added up. What reports call somebody counts for both."),
    )  # fmt: skip
    stages = forms.MultipleChoiceField(
        label=_("Stages that a complete chain needs"), choices=list(STAGES.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all that somebody is known to do."),
    )  # fmt: skip
    anybody = forms.BooleanField(
        label=_("A stage may hand over to the next through others, over any number of ties"), required=False, initial=True,
        help_text=_("Otherwise only to somebody he is tied to himself."),
    )  # fmt: skip
    neighbours = forms.CharField(
        label=_("Neighbouring routes to which it may move"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line; after a semicolon what it carries beside the others, such as: Canary route; 2"),
    )  # fmt: skip
    moving = forms.IntegerField(
        label=_("Of what is cut, moves in a month, in percent"), min_value=0, max_value=100, initial=10,
        help_text=_("An estimate of yours: it is calibrated against no data."),
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
            given["at_once"], given["missing"] / 100, fixed=given["order"] == "fixed", script=given["script"],
            stages=tuple(stage for stage in SCRIPT if stage in given["stages"]), anybody=given["anybody"],
            neighbours=given["neighbours"], moving=given["moving"] / 100,
        )  # fmt: skip

    def clean_neighbours(self) -> tuple[tuple[str, float], ...]:
        """Name and weight of each line; the same name twice is the last one's."""
        found: dict[str, float] = {}
        for line in self.cleaned_data["neighbours"].splitlines():
            line = line.replace("\u061b", ";")
            name, _semicolon, weight = line.rpartition(";") if ";" in line else (line, "", "1")
            if not tidy(line):
                continue
            try:
                number = float(_number(weight))
            except ValueError:
                number = math.nan
            if not tidy(name) or not 0.0 < number <= 1_000_000.0:
                raise forms.ValidationError(_("After the semicolon stands a number above 0, such as: Canary route; 2"))
            found[tidy(name)[:120]] = number
        if len(found) > MOST_NEIGHBOURS:
            raise forms.ValidationError(_("At most %(most)s routes.") % {"most": MOST_NEIGHBOURS})
        return tuple(found.items())


def initial_of(question: Question) -> dict[str, Any]:
    """The fields of a form that asks the same again."""
    return {
        **asked_again(question), "objective": question.objective, "until": max(1, round(100 * question.until)),
        "budget": None if math.isinf(question.budget) else question.budget, "at_once": question.at_once,
        "missing": round(100 * question.missing), "order": "fixed" if question.fixed else "free", "script": question.script,
        "stages": list(question.stages), "anybody": question.anybody, "moving": round(100 * question.moving),
        "neighbours": "\n".join(f"{name}; {weight:g}" for name, weight in question.neighbours),
    }  # fmt: skip


class HarmForm(TidyForm):
    """Each danger is answered; none is ruled out by leaving it. The hidden field says which order was read."""

    order = forms.UUIDField(widget=forms.HiddenInput, required=False)
    at_risk = forms.CharField(
        label=_("Who is at risk, and where"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Victims by their code, never by name; nobody whom the plan names."),
    )  # fmt: skip
    first = forms.CharField(
        label=_("What is done first, before anybody is reached"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    told = forms.CharField(
        label=_("Who else is told, by whom and when"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Rescue at sea, the prosecutor, health: whoever must be ready before a step."),
    )  # fmt: skip
    protection = forms.ChoiceField(
        label=_("Was the protection service told?"), choices=ProtectionTold.choices, widget=forms.RadioSelect,
        help_text=_(
            "Nothing of a plan goes to the protection node by itself. Tell those who protect people in the agreed way: where, "
            "on which day, how many people, what they will need. No names."
        ),
    )  # fmt: skip
    protection_by = forms.CharField(
        label=_("Who told whom there"), max_length=300, required=False,
        help_text=_("By code or office, as it can be asked for later."),
    )  # fmt: skip
    protection_on = forms.DateField(
        label=_("Told on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, data: Any, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        answers = [(answer, ANSWER_WORDS[answer]) for answer in ANSWERS]
        for danger in DANGERS:
            self.fields[danger] = forms.ChoiceField(label=DANGER_WORDS[danger], choices=answers, widget=forms.RadioSelect)

    def read_anew(self, order: uuid.UUID) -> None:
        """Shown again it is a check of the order that holds now: who sends it once more has read that."""
        self.data = {**self.data, "order": str(order)}

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
    """A real step; `people` are those of the order who were not reached yet, by an address of their own, `pairs` the ties in
    doubt that can be answered. Nobody is chosen beforehand, and nobody takes the place of one who is not in the order any more.

    The hidden fields say what was read: the order, the ties in doubt, and which form this is, so that it is entered once.
    """

    person = forms.TypedChoiceField(
        label=_("Who"), coerce=uuid.UUID,
        error_messages={"invalid_choice": _("Whom you chose is not in the order any more, or was reached already.")},
    )  # fmt: skip
    order = forms.UUIDField(widget=forms.HiddenInput, required=False)
    worth = forms.UUIDField(widget=forms.HiddenInput, required=False)
    entry = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("When"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    nowhere = forms.BooleanField(
        label=_("Not reached: put this person down as out of reach"), required=False,
        help_text=_("No order names the person any more until you change it under “Within reach”; the network keeps the ties."),
    )  # fmt: skip
    known = forms.CharField(
        label=_("What became known"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to count as known is written as a report; the network is read anew with it."),
    )  # fmt: skip

    def __init__(
        self, data: Any, people: Sequence[tuple[str, str]], pairs: Sequence[tuple[int, str]], read: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial={"happened_on": timezone.localdate(), "outcome": Outcome.REACHED, **read})
        self.fields["person"].choices = [("", _("Choose who it was")), *people]  # type: ignore[attr-defined]
        self.read = read
        self.pairs = [f"pair{number}" for number, _label in pairs]
        for number, label in pairs:
            self.fields[f"pair{number}"] = forms.ChoiceField(
                label=label, required=False, initial="",
                choices=(("", _("still not known")), ("yes", _("they are tied")), ("no", _("they are not tied"))),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whoever was reached is not out of reach."""
        given = super().clean() or self.cleaned_data
        if given.get("nowhere") and given.get("outcome") == Outcome.REACHED:
            self.add_error("nowhere", _("Only of somebody who was not reached."))
        return given

    def is_stale(self) -> bool:
        """Whether it was written with another order before the eyes than holds now, or answers ties of another list."""
        if not self.is_bound:
            return False
        answered = any(value and name.startswith("pair") for name, value in self.data.items())
        return self.data.get("order", "") != str(self.read["order"] or "") or (
            answered and self.data.get("worth", "") != str(self.read["worth"] or "")
        )

    def read_anew(self) -> None:
        """Shown again it is a form of what holds now: who sends it once more has read that."""
        # A number in the list of what to find out may be another pair's now.
        kept = {name: value for name, value in self.data.items() if not name.startswith("pair")}
        self.data = {**kept, **{name: str(self.read[name] or "") for name in ("order", "worth")}}

    def asked_pairs(self) -> list[forms.BoundField]:
        """The fields of the ties in doubt."""
        return [self[name] for name in self.pairs]

    def found_out(self) -> dict[int, bool]:
        """Number of a pair → whether it is tied, of a valid form."""
        return {int(name[4:]): self.cleaned_data[name] == "yes" for name in self.pairs if self.cleaned_data.get(name)}


class ShareForm(TidyForm):
    """To which circle of the viewer's a plan is opened, why, and until when."""

    circle = forms.ChoiceField(label=_("Circle"))
    reason = forms.CharField(label=_("Reason"), max_length=240, help_text=_("It is kept with what is done."))
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("On the evening of this day it is closed to them again by itself."),
    )  # fmt: skip
    confirmed = forms.BooleanField(label=_("I have the originator’s permission"), required=False)

    def __init__(self, data: Any, circles: Sequence[Circle]) -> None:
        super().__init__(data)
        self.circles = {str(circle.public_id): circle for circle in circles}
        self.fields["circle"].choices = [(key, circle.title) for key, circle in self.circles.items()]  # type: ignore[attr-defined]

    def chosen_circle(self) -> Circle:
        """The circle of a valid form."""
        return self.circles[self.cleaned_data["circle"]]

    def agreed(self, *, restricted: bool) -> bool:
        """Whether what is marked so may go to others; without the person's word it is an error of the form."""
        if restricted and not self.cleaned_data["confirmed"]:
            self.add_error("confirmed", _("What is in it may not go further without the originator’s permission: confirm it."))
            return False
        return True
