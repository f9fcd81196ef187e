"""The files that came with the reports of an identity, named but never opened here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

MOST = 200


@dataclass(frozen=True)
class File:
    """A sealed file and the report it came with."""

    public_id: uuid.UUID
    name: str
    media_type: str
    size: int
    stored: datetime
    report: int


_SQL = """
select f.public_id, f.name, f.media_type, f.size, f.stored_at, rf.report_id
from intake_reportfile rf join foundation_sealedfile f on f.id = rf.file_id
where rf.report_id = any(%s) order by f.id desc limit %s
"""


def files_of(reports: Iterable[int]) -> list[File]:
    """The newest files of these reports, at most `MOST`."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [sorted(set(reports)), MOST])
        return [File(*row) for row in cursor.fetchall()]
