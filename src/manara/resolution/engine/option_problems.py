"""What the options of the commands of names and linking may be, each as the sentence that refuses what it can't be."""

from __future__ import annotations

from manara.foundation.engine.problems import register

register("option-least", "%(option)s is %(value)s: it must be at least %(least)s.")
register("option-probability", "%(option)s is %(value)s: it must be a probability from 0.5 to below 1.")
register("option-engine", "%(option)s is “%(value)s”: it takes duckdb or spark[=URL].")
register("option-hash", "--costs needs --costs-sha256: what `manara names train` said when it made the file.")
register("option-costs-there", "--costs needs --engine duckdb: a cluster has the costs of its version.")
