"""Reads files of every kind that agencies keep, as rows, and refuses what is dangerous or is not what it says."""

from __future__ import annotations

from manara.intake.engine.reading.detection import FORMATS, detect, open_source
from manara.intake.engine.reading.rows import Choice, Detected, EncodingGuess, Note, Row, Source

__all__ = ["FORMATS", "Choice", "Detected", "EncodingGuess", "Note", "Row", "Source", "detect", "open_source"]
