"""The people, agencies and circles that the foundation's tests are about: invented, and made as the product makes them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from manara.foundation import access
from manara.foundation.actions.add_agency import add_agency
from manara.foundation.actions.open_circle import open_circle
from manara.foundation.actions.place_member import place_member
from manara.foundation.models import Agency, Circle, Role, User

_NUMBERS = itertools.count(1)
PASSWORD = "a lamp above the calm sea"


def agency(code: str = "", **changed: str) -> Agency:
    """An agency with its circle."""
    code = code or f"gn-{next(_NUMBERS)}"
    names = {"name_ar": "الدرك الوطني", "name_fr": "Gendarmerie nationale", "name_es": "Gendarmería", "name_en": "Gendarmerie"}
    return add_agency(None, code=code, kind="gendarmerie", country="MR", **(names | changed))


def person(*roles: str, at: Agency | None = None, code: str = "") -> User:
    """A person with an account, in his agency's circle when his roles hold content."""
    user = User.objects.create_user(
        code or f"T-{next(_NUMBERS):04}", agency=at or agency(), roles=list(roles or [Role.INVESTIGATOR])
    )
    place_member(user, by=None, reason="")
    return user


@contextmanager
def at_work(user: User, purpose: str = "test") -> Iterator[access.Viewer]:
    """What `access.acting` does, and afterwards nobody is at work: a test's own transaction goes on."""
    with access.acting(user, purpose=purpose) as viewer:
        yield viewer
    nobody()


def nobody() -> None:
    """Forget who was at work, as the end of a transaction does."""
    with connection.cursor() as cursor:
        for name in ("user", "roles", "circles", "kept_circles", "audiences", "kept_audiences"):
            cursor.execute("select set_config(%s, '', true)", [f"manara.{name}"])


def circle(keeper: User, *, kind: str = "case", name: str = "SOM-2026-031") -> Circle:
    """A circle that `keeper` keeps."""
    with at_work(keeper) as viewer:
        opened, _viewer = open_circle(viewer, kind=kind, name=name, purpose="an invented case")
    return opened
