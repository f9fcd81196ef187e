"""What an import would make of its file: how it is read, its first rows, what must be asked and a dry run of some rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from manara.foundation.engine.problems import Problem
from manara.intake.engine.admission import admit
from manara.intake.engine.drafts import Quarantined
from manara.intake.engine.mapping import Mapping
from manara.intake.engine.questions import Question, questions
from manara.intake.engine.reading import Choice, Detected, Note, detect, open_source
from manara.intake.models import Import
from manara.intake.opened import SAMPLE_ROWS, unsealed

DRY_ROWS = 500
SAMPLES = 50


@dataclass(frozen=True)
class DryRun:
    """Of `rows` rows so many would be admitted; the others by reason, and the first few of them."""

    rows: int
    admitted: int
    statements: int
    reasons: tuple[tuple[str, int], ...]
    faulty: tuple[Quarantined, ...]
    whole: bool

    @property
    def quarantined(self) -> int:
        """Rows that would wait in quarantine."""
        return self.rows - self.admitted


@dataclass(frozen=True)
class Preview:
    """All that the preview page shows of a file."""

    detected: Detected
    choice: Choice
    encoding: str
    separator: str
    header: tuple[str, ...]
    header_row: int
    sheet: str
    merged: int
    sample: tuple[tuple[str, ...], ...]
    mapping: Mapping
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]
    dry: DryRun | None
    problem: Problem | None


def preview_of(imported: Import) -> Preview:
    """Read the beginning of the file under the import's choice and mapping. Raises `Problem` for a refused file."""
    choice = Choice(**imported.choice)
    mapping = Mapping.from_dict(imported.mapping)
    with unsealed(imported.file) as path:
        source = open_source(path, choice)
        rows = list(islice(source.rows(), DRY_ROWS + 1))
        sample = tuple(row.cells for row in rows if row.problem is None)[:SAMPLES]
        detected = detect(path, imported.name)
    problem: Problem | None = None
    dry: DryRun | None = None
    try:
        results = [admit(row, mapping) for row in rows[:DRY_ROWS]]
    except Problem as found:
        problem = found
    else:
        faulty = [each for each in results if isinstance(each, Quarantined)]
        counted = Counter(each.problem.code for each in faulty)
        dry = DryRun(
            rows=len(results),
            admitted=len(results) - len(faulty),
            statements=sum(
                len(entity.statements)
                for each in results
                if not isinstance(each, Quarantined)
                for entity in each.entities
            ),
            reasons=tuple(counted.most_common()),
            faulty=tuple(faulty[:5]),
            whole=len(rows) <= DRY_ROWS,
        )
    return Preview(
        detected=detected,
        choice=choice,
        encoding=source.encoding,
        separator=source.separator,
        header=source.header,
        header_row=source.header_row,
        sheet=source.sheet,
        merged=source.merged,
        sample=sample[:SAMPLE_ROWS],
        mapping=mapping,
        questions=questions(source.header, sample, mapping),
        notes=tuple(source.notes),
        dry=dry,
        problem=problem,
    )


