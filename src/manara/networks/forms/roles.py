"""The forms of roles: one given by hand with its evidence, and the answer to a suggestion."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from manara.foundation.vocabulary import schemas
from manara.networks.engine.roles import ROLES
from manara.networks.forms.periods import check_period, day_field
from manara.networks.models import RoleKind, Script
from manara.resolution.forms.tidy import TidyForm

STAGES = schemas()["NetworkRole"].properties["stage"].choices


class RoleForm(TidyForm):
    """A role by hand; `reports` are those among which its evidence is chosen, as (address, title)."""

    script = forms.ChoiceField(
        label=_("Of which offence?"), choices=Script.choices, widget=forms.RadioSelect,
        help_text=_("The two are kept apart everywhere. Who has a role in both is given two roles."),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Role"))
    stage = forms.ChoiceField(label=_("Stage of the route"), required=False)
    since = day_field(_("From"))
    until = day_field(_("Until"))
    kind = forms.ChoiceField(
        label=_("Said as"), choices=RoleKind.choices, initial=RoleKind.ASSESSMENT, widget=forms.RadioSelect
    )
    evidence = forms.MultipleChoiceField(
        label=_("It rests on these reports"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one report that the role rests on.")},
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: object, language: str, reports: Sequence[tuple[uuid.UUID, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        named = {code: words.get(language) or words["en"] for code, words in ROLES.items()}
        stages = {code: words.get(language) or words["en"] for code, words in STAGES.items()}
        self.fields["role"].choices = [("", "—"), *named.items()]  # type: ignore[attr-defined]
        self.fields["stage"].choices = [("", "—"), *stages.items()]  # type: ignore[attr-defined]
        self.fields["evidence"].choices = [(str(key), title) for key, title in reports]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        super().clean()
        check_period(self, "since", "until")
        return self.cleaned_data


class AnswerForm(TidyForm):
    """Confirms a suggestion for one script, or declines it with a reason."""

    act = forms.ChoiceField(choices=(("som", ""), ("tip", ""), ("decline", "")))
    role = forms.ChoiceField(choices=[(code, code) for code in ROLES])
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean()
        if given.get("act") == "decline" and not given.get("reason"):
            self.add_error("reason", _("Say why it is declined."))
        return given
