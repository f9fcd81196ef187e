"""Why a file is not taken into a report, in sentences."""

from __future__ import annotations

from manara.foundation.engine.problems import register

register("file-over-limit", "The file is %(size)s MB; at most %(limit)s MB are taken.")
register("file-nothing", "The file is empty: there is nothing to keep.")
register("file-of-retracted", "The report was taken back: it takes no file.")
