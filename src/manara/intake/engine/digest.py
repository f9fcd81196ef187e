"""The fingerprint of what a report draft says: equal for equal content, whatever row or file it came from."""

from __future__ import annotations

import hashlib
import json

import orjson

from manara.intake.engine.drafts import ReportDraft


def digest(draft: ReportDraft) -> bytes:
    """Return the SHA-256 (32 bytes) over a draft's content, stable between runs, machines and versions of Python.

    The row number, slots' order and doubts are left out: the same content on another row is the same report.
    """
    entities = sorted(
        (
            entity.schema,
            entity.key,
            entity.slot,
            sorted((s.prop, s.value, s.original, s.lang, s.kind, s.other, s.precision) for s in entity.statements),
        )
        for entity in draft.entities
    )
    occurred = (draft.occurred.iso(), draft.occurred.original) if draft.occurred else ("", "")
    content = (
        draft.kind, draft.title, draft.text, occurred, draft.place, draft.grade_source, draft.grade_information,
        draft.handling, draft.tlp, draft.source_reference, sorted(draft.details.items()), entities,
    )  # fmt: skip
    try:
        said = orjson.dumps(content, default=str)
    except TypeError:
        # A lone surrogate, which no UTF-8 can hold: the standard library writes it as an escape.
        said = json.dumps(content, default=str).encode()
    return hashlib.sha256(said).digest()
