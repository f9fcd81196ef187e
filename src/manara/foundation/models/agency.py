"""An authority or organisation whose people use this node, named in each of its four languages."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    POLICE = "police", _("Police")
    GENDARMERIE = "gendarmerie", _("Gendarmerie")
    COAST_GUARD = "coast-guard", _("Coast guard")
    BORDER = "border", _("Border service")
    PROSECUTION = "prosecution", _("Prosecution service")
    COURT = "court", _("Court")
    LABOUR = "labour", _("Labour inspectorate")
    HEALTH = "health", _("Health service")
    SHELTER = "shelter", _("Shelter")
    NGO = "ngo", _("Non-governmental organisation")
    MINISTRY = "ministry", _("Ministry")
    NATIONAL_AUTHORITY = "national-authority", _("National authority")
    PARTNER = "partner", _("Foreign partner")
    INTERNATIONAL = "international", _("International organisation")


class Agency(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=24, unique=True)
    name_ar = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    name_es = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    kind = models.CharField(max_length=24, choices=AgencyKind)
    country = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("agency")

    @property
    def name(self) -> str:
        """The agency's name in the language now shown."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The agency's name in `language`, or in English where that one is unknown."""
        return str(getattr(self, f"name_{language[:2]}", self.name_en))

    def __str__(self) -> str:
        return self.name
