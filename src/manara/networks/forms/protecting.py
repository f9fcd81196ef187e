"""The forms of protection: a mark with its ground and its circle, and the end of one."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from manara.foundation.models import Circle
from manara.networks.models import Ground
from manara.resolution.forms.tidy import TidyForm


class ReasonForm(TidyForm):
    """A reason, and nothing else."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ProtectForm(TidyForm):
    ground = forms.ChoiceField(label=_("Why is this person protected?"), choices=Ground.choices, widget=forms.RadioSelect)
    circle = forms.TypedChoiceField(
        label=_("Who reads this mark and its reason"),
        help_text=_("It holds for everybody. Others learn only that no plan names this person, never why."),
        coerce=str,
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: object, circles: Sequence[Circle]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.circles = {str(circle.public_id): circle for circle in circles}
        self.fields["circle"].choices = [(key, circle.title) for key, circle in self.circles.items()]  # type: ignore[attr-defined]

    def chosen_circle(self) -> Circle:
        """The circle that was chosen, of a valid form."""
        return self.circles[self.cleaned_data["circle"]]
