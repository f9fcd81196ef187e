"""A line of FollowTheMoney as a draft: its entities under their own ids, pointing to each other by them."""

from __future__ import annotations

from io import BytesIO

from manara.exchange.engine.ftm import FtmEntity, read
from manara.foundation.engine.problems import Problem, register
from manara.foundation.engine.scripts import has_hidden_controls, tidy, tidy_lines
from manara.foundation.vocabulary import schema
from manara.intake.engine.cells import MAX_NAME, MAX_TEXT
from manara.intake.engine.drafts import EntityDraft, ReportDraft, StatementDraft
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.reading.rows import Row

register("ftm-nothing", "The line holds no entity.")

LINE = 3  # index of the cell that holds the whole object


def draft_of(row: Row, mapping: Mapping) -> ReportDraft:
    """Return the draft of one line; statements that point elsewhere have the other entity's id in `other`.

    Raises Problem with the codes of `manara.exchange.engine.ftm.read`, "name-too-long" or "value-too-long".
    """
    line = row.cells[LINE] if len(row.cells) > LINE else ""
    entities: list[EntityDraft] = []
    doubts: list[Problem] = []
    for _, found, _ in read(BytesIO(line.encode("utf-8", "replace").replace(b"\n", b" "))):
        if isinstance(found, Problem):
            raise found
        entities.append(_entity(found))
        doubts.extend(found.problems)
    if not entities:
        raise Problem("ftm-nothing")
    return ReportDraft(
        row=row.number,
        title="",
        text="",
        occurred=None,
        place="",
        grade_source=mapping.grade_source,
        grade_information=mapping.grade_information,
        handling=mapping.handling,
        entities=tuple(entities),
        problems=tuple(doubts),
    )


def _entity(found: FtmEntity) -> EntityDraft:
    properties = schema(found.schema).properties
    said: list[StatementDraft] = []
    for prop, values in found.properties.items():
        kind = properties[prop].type
        for value in values:
            if kind == "entity":
                said.append(StatementDraft(prop, "", other=value))
                continue
            tidied = tidy_lines(value) if kind == "text" else tidy(value)
            limit = MAX_TEXT if kind == "text" else MAX_NAME
            if len(tidied) > limit:
                raise Problem("value-too-long", column=prop, length=len(tidied), limit=limit)
            if tidied:
                hidden = tidied != value and has_hidden_controls(value)
                said.append(
                    StatementDraft(
                        prop, tidied, "" if tidied == value else value, note="hidden-removed" if hidden else ""
                    )
                )
    return EntityDraft(found.id, found.schema, tuple(said), key=found.id)
