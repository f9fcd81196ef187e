"""What is asked of a person before anything leaves the node: in which form and language, for what purpose, and his word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.engine.scripts import tidy

PDF, FTM, CSV, I2, GEOJSON = "pdf", "ftm", "csv", "i2", "geojson"
FORMS = {
    PDF: gettext_lazy("Brief (PDF): to read and print, with who says what"),
    CSV: gettext_lazy("Table (CSV): for a spreadsheet"),
    I2: gettext_lazy("Entities and links (CSV in a ZIP): for i2 Analyst’s Notebook"),
    FTM: gettext_lazy("FollowTheMoney: for another node or tool"),
    GEOJSON: gettext_lazy("GeoJSON: for another map"),
}


class TakeForm(forms.Form):
    """`offered` are the forms there are; `restricted` asks for a word that the originator agreed."""

    format = forms.ChoiceField(label=gettext_lazy("In which form"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language of the file"))
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=240,
        required=False,
        help_text=gettext_lazy("Stands in the file and in the audit log: a case number, a hearing, a request."),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have the originator’s permission, or the file stays with me"), required=False
    )

    def __init__(self, data: Any, *, offered: tuple[str, ...], language: str, purpose: str) -> None:
        super().__init__(data, initial={"format": offered[0], "language": language, "purpose": purpose})
        self.fields["format"].choices = [(name, FORMS[name]) for name in offered]  # type: ignore[attr-defined]
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]

    def clean_purpose(self) -> str:
        purpose = tidy(self.cleaned_data["purpose"])
        if not purpose:
            raise forms.ValidationError(_("Say what it is for; it stands in the file and in the audit log."))
        return purpose

    def not_confirmed(self) -> None:
        """Refuse it for want of the person's word."""
        self.add_error(
            "confirmed", _("What is in it may not go further without the originator’s permission: confirm it.")
        )

    def more_than_a_file_holds(self) -> None:
        """Refuse a form that would hold only a part of what stands around the entity."""
        self.add_error(
            "format",
            _("More stands around it than one file of this form holds. Take the brief or the table, or ask whoever runs "
              "the node for all that you may see."),
        )  # fmt: skip
