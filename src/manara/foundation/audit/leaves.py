"""Writes an event in the one form in which it is hashed: whoever has the row can make its leaf again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.db import connection

from manara.foundation.engine.merkle import leaf_hash

VERSION = 1
# An event by a token holds one part more; all others hash as they did before there were tokens.
BY_TOKEN = 2
COLUMNS = (
    "id, public_id, at, actor_id, actor_code, verb, object_type, object_ids, object_count, fields, purpose, request_id, "
    "audience_id, sealed_detail, token"
)


def encoded(row: Sequence[Any]) -> bytes:
    """The canonical bytes of an event, given as `COLUMNS`: a JSON array in UTF-8 without white space.

    Times are UTC with microseconds; of the sealed detail only the SHA-256 enters, so a leaf shows nothing of it.
    """
    number, public, at, actor, code, verb, kind, objects, count, fields, purpose, request, audience, detail, token = row
    parts = [
        VERSION if token is None else BY_TOKEN, number, str(public),
        at.astimezone(UTC).isoformat(timespec="microseconds"), actor, code, verb, kind,
        [str(each) for each in objects], count, list(fields), purpose, str(request) if request else None, audience,
        sha256(detail).hexdigest() if detail is not None else None,
    ]  # fmt: skip
    if token is not None:
        parts.append(str(token))
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def leaves_of(events: Iterable[int]) -> dict[int, tuple[str, Any, bytes]]:
    """For each of these events that exists: its public number, its time and its leaf hash."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from foundation_auditevent where id = any(%s)", [list(events)])  # noqa: S608
        return {row[0]: (str(row[1]), row[2], leaf_hash(encoded(row))) for row in cursor.fetchall()}
