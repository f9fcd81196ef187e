"""A person who works with this node: one agency, one or more roles, and a display code instead of a name."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FIRST_RESPONDER = "first-responder", _("First responder")
    INVESTIGATOR = "investigator", _("Investigator")
    ANALYST = "analyst", _("Analyst")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    LIAISON = "liaison", _("Liaison officer")
    COORDINATOR = "coordinator", _("Coordinator")
    STATISTICIAN = "statistician", _("Statistician")
    TRAINER = "trainer", _("Trainer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Users(BaseUserManager["User"]):
    def create_user(self, code: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password nobody can sign in to it until one is set."""
        user = self.model(code=code, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=24, unique=True)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey("foundation.Agency", on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=24, choices=Role), default=list)
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = Users()

    USERNAME_FIELD = "code"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    class Meta:
        verbose_name = _("user")

    @property
    def role_labels(self) -> list[str]:
        """The user's roles in the language now shown."""
        return [str(Role(role).label) for role in self.roles]

    def has_role(self, *roles: str) -> bool:
        """Whether the user holds at least one of `roles`."""
        return not set(roles).isdisjoint(self.roles)

    def __str__(self) -> str:
        return self.code
