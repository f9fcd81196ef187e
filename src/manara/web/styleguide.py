"""Every component on one page, with invented values: for those who build pages, on demonstration nodes only."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from manara.foundation.access import SIGNED_IN, allow


class Sample(forms.Form):
    name = forms.CharField(help_text="As it stands in the document.")
    text = forms.CharField(widget=forms.Textarea, required=False)
    choice = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    scale = forms.ChoiceField(choices=[("fact", "Fact"), ("assessment", "Assessment")], widget=forms.RadioSelect)
    agree = forms.BooleanField(required=False, label="Keep it", help_text="Until the review date.")


@allow(policy=SIGNED_IN)
def styleguide(request: HttpRequest) -> HttpResponse:
    if not settings.NODE.demo:
        raise Http404
    now = timezone.now()
    context = {
        "form": Sample({"name": "", "scale": "fact"}),
        "moments": [now, now - timedelta(minutes=5), now - timedelta(hours=3), now - timedelta(days=4)],
        "tabs": [
            {"label": "Known", "url": "?", "here": True, "count": ""},
            {"label": "Reports", "url": "?", "here": False, "count": 4},
            {"label": "Documents", "url": "?", "here": False, "count": 2},
        ],
        "rows": [("1984-03-12", "B", "2", "fact", 72), ("1984-12-03", "C", "3", "assessment", 28)],
    }
    return TemplateResponse(request, "web/styleguide.html", context)
