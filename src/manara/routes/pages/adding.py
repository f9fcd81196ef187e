"""The form that adds a place: its names, as much of where it is as is known, and who may know of it."""

from __future__ import annotations

import re

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manara.foundation.access import Ability, Refused, allow
from manara.foundation.actions.add_place import PlaceProblem, add_place
from manara.foundation.engine.countries import country_name
from manara.foundation.engine.places import gazetteer
from manara.foundation.engine.scripts import tidy, western_digits
from manara.foundation.models import Circle
from manara.foundation.models.circle import CircleKind
from manara.foundation.models.place import Precision
from manara.routes.pages.asking import viewer_of

PROBLEMS = {
    "name": ("name", gettext_lazy("Write a name with letters or digits, at most 300 characters.")),
    "half": ("longitude", gettext_lazy("Give both latitude and longitude, or neither.")),
    "earth": ("latitude", gettext_lazy("A latitude lies between -90 and 90, a longitude between -180 and 180.")),
    "precision": ("precision", gettext_lazy("Choose one of the values offered.")),
    "circles": ("circles", gettext_lazy("Choose at least one circle: an empty audience means nobody.")),
}
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,10})?")


class PlaceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    variants = forms.CharField(
        label=gettext_lazy("Other names and spellings"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, in any script."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    latitude = forms.CharField(
        label=gettext_lazy("Latitude"), required=False, max_length=20, help_text=gettext_lazy("In degrees, such as 20.941")
    )
    longitude = forms.CharField(
        label=gettext_lazy("Longitude"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("In degrees, west is negative: -17.038"),
    )
    precision = forms.ChoiceField(label=gettext_lazy("How exact is that?"), choices=Precision.choices, initial=Precision.NEAR)
    reason = forms.CharField(
        label=gettext_lazy("Why it is needed"), max_length=500, help_text=gettext_lazy("What is known of it, and from where.")
    )
    circles = forms.MultipleChoiceField(label=gettext_lazy("Who may know of it"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: object, circles: list[Circle], language: str, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        listed = sorted({place.country for place in gazetteer().places}, key=lambda code: country_name(code, language))
        countries = [("", "—"), *((code, country_name(code, language)) for code in listed)]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields["circles"].choices = [(str(each.public_id), each.title) for each in circles]  # type: ignore[attr-defined]

    def clean_latitude(self) -> float | None:
        return self._degrees("latitude")

    def clean_longitude(self) -> float | None:
        return self._degrees("longitude")

    def clean_reason(self) -> str:
        reason = tidy(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError(_("Say why; the reason is recorded."))
        return reason

    def _degrees(self, field: str) -> float | None:
        text = western_digits(self.cleaned_data[field]).strip().replace("−", "-")
        if not text:
            return None
        if not _DEGREES.fullmatch(text):
            raise forms.ValidationError(_("Write degrees as a number, such as 20.941 or -17.038."))
        return float(text.replace(",", "."))


@allow(Ability.ADD_PLACES)
def add(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    rows = Circle.objects.filter(pk__in=viewer.circles).exclude(kind=CircleKind.CONTEXT).select_related("agency")
    circles = list(rows.order_by("kind", "name", "pk"))
    if not circles:
        raise Refused(reason="circle")
    first = next((each for each in circles if each.kind == CircleKind.AGENCY), circles[0])
    initial: dict[str, object] = {"circles": [str(first.public_id)], "name": request.GET.get("name", "")[:300]}
    form = PlaceForm(request.POST if request.method == "POST" else None, circles, viewer.language, initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        numbers = {str(each.public_id): each.pk for each in circles}
        try:
            made = add_place(
                viewer,
                name=given["name"],
                variants=given["variants"].splitlines(),
                country=given["country"],
                latitude=given["latitude"],
                longitude=given["longitude"],
                precision=given["precision"],
                reason=given["reason"],
                circles=[numbers[each] for each in given["circles"]],
            )
        except PlaceProblem as problem:
            field, sentence = PROBLEMS[str(problem)]
            form.add_error(field, str(sentence))
        else:
            messages.success(request, _("The place is added. It can be named in reports now."))
            return redirect("routes:place", str(made.public_id))
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "routes/add.html", {"form": form}, status=status)
