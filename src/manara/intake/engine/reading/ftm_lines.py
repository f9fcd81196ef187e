"""FollowTheMoney JSON lines: one entity a line, read line by line and never as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from manara.foundation.engine.problems import Problem
from manara.intake.engine.reading.encodings import bom_of
from manara.intake.engine.reading.lines import MAX_LINE, LineReader
from manara.intake.engine.reading.rows import Row, Source

HEADER = ("id", "schema", "caption", "entity")


class FtmSource(Source):
    """One row an entity: id, schema, caption and the whole object as JSON text."""

    format = "ftm"
    header = HEADER
    header_row = 0
    profile = "ftm"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with path.open("rb") as file:
            marked, self._skip = bom_of(file.read(4))
        self.encoding = marked or "utf-8"
        self._size = max(path.stat().st_size, 1)
        self._lines: LineReader | None = None
        first = next(self.rows(), None)
        if first is None:
            raise Problem("file-empty")
        if first.problem is not None and first.problem.code == "json-invalid":
            # A first line that is no object means another kind of file; later ones are rows with a fault.
            raise Problem("file-json", detail=str(first.problem.params["detail"]))

    def rows(self, start: int = 0) -> Iterator[Row]:
        self._lines = LineReader(self.path, self.encoding, self._skip)
        for number, line in enumerate(self._lines, 1):
            if number <= start or not (line.fault or line.text.strip()):
                continue
            if line.fault:
                problem = Problem(line.fault, encoding=self.encoding, limit=MAX_LINE)
                yield Row(number, ("", "", "", line.text[:2000]), line.raw, problem)
            else:
                yield _row(number, line.text, line.raw)

    def progress(self) -> float:
        return self._lines.done / self._size if self._lines else 0.0


def _row(number: int, text: str, raw: bytes) -> Row:
    try:
        data = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        return _invalid(number, text, raw, str(error)[:200])
    if not isinstance(data, dict):
        return _invalid(number, text, raw, "it is not an object")
    if not isinstance(data.get("schema"), str) or not isinstance(data.get("properties"), dict):
        return _invalid(number, text, raw, "it has no schema or no properties")
    return Row(number, (str(data.get("id") or ""), data["schema"], _caption(data), text.strip()), raw)


def _invalid(number: int, text: str, raw: bytes, detail: str) -> Row:
    return Row(number, ("", "", "", text.strip()), raw, Problem("json-invalid", detail=detail))


def _caption(data: dict[str, Any]) -> str:
    names = data["properties"].get("name")
    value = data.get("caption") or (names[0] if isinstance(names, list) and names else "")
    return value[:300] if isinstance(value, str) else ""
