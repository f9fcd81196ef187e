"""Writes a row that can stand only once, such as that a mark was taken off: of two who do it at once, the second is told."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from manara.foundation.access import Viewer

Row = TypeVar("Row", bound=models.Model)


def written_once(kind: type[Row], viewer: Viewer, audience: int, *, already: type[ValueError], **told: Any) -> Row:
    """The row of `kind`, by the viewer, in an audience. Raises `already` where another was faster."""
    try:
        with transaction.atomic():
            return kind._default_manager.create(audience_id=audience, by_id=viewer.user_id, **told)
    except IntegrityError:
        raise already from None
