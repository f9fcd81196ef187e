"""What an administrator fills in about accounts and agencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access.abilities import APART
from manara.foundation.engine.scripts import tidy
from manara.foundation.models import Agency, Role
from manara.foundation.models.agency import AgencyKind
from manara.foundation.node.readings import country
from manara.foundation.pages.asking import ReasonForm

STATES = (
    ("", gettext_lazy("All")),
    ("open", gettext_lazy("Open")),
    ("closed", gettext_lazy("Closed")),
    ("no-factor", gettext_lazy("Without a second factor")),
)


class FilterForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code"), required=False, max_length=24)
    agency = forms.ChoiceField(label=gettext_lazy("Agency"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), required=False, choices=[("", gettext_lazy("All")), *Role.choices]
    )
    state = forms.ChoiceField(label=gettext_lazy("Account"), required=False, choices=STATES)

    def __init__(self, data: Any, agencies: list[Agency]) -> None:
        super().__init__(data)
        choices = [(str(agency.public_id), agency.name) for agency in agencies]
        self.fields["agency"].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]


class RolesField(forms.MultipleChoiceField):
    """Roles that may go together: an auditor's and an administrator's stand alone."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Roles"),
            choices=Role.choices,
            help_text=gettext_lazy("Auditor and administrator stand alone: neither sees content."),
        )

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if set(value) & APART and len(value) > 1:
            raise forms.ValidationError(_("An auditor or administrator can't have a second role."), code="apart")


class InviteForm(forms.Form):
    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{1,23}$",
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("What stands on pages and in the log instead of a name; it is typed at every sign-in."),
        error_messages={
            "invalid": gettext_lazy(
                "Two to 24 Latin letters and digits, with dots, dashes or underscores between them."
            )
        },
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Agency"),
        to_field_name="public_id",
        empty_label=gettext_lazy("Choose"),
    )
    roles = RolesField()
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Only to find the person again: the node sends no mail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.order_by("code")  # type: ignore[attr-defined]


class RolesForm(ReasonForm):
    roles = RolesField()
    field_order = ("roles", "reason")


class AgencyForm(forms.Form):
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=24,
        help_text=gettext_lazy("Short and lasting, such as gn-ndb; it can't be changed later."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgencyKind.choices)
    country = forms.CharField(
        label=gettext_lazy("Country"), max_length=2, help_text=gettext_lazy("Two letters, such as MR, SN or ES.")
    )
    name_ar = forms.CharField(label=gettext_lazy("Name in Arabic"), max_length=160)
    name_fr = forms.CharField(label=gettext_lazy("Name in French"), max_length=160)
    name_es = forms.CharField(label=gettext_lazy("Name in Spanish"), max_length=160)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=160)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]
        for name, field in self.fields.items():
            if name.startswith("name_"):
                field.widget.attrs |= {"lang": name[5:], "dir": "rtl" if name == "name_ar" else "ltr"}

    def clean_country(self) -> str:
        try:
            return country(self.cleaned_data["country"])
        except ValueError:
            raise forms.ValidationError(_("No country has these two letters."), code="country") from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {name: tidy(value) if name.startswith("name_") else value for name, value in cleaned.items()}
