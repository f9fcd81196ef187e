"""The three grading schemes: which letters and figures each has for the source and for what it says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from manara.foundation.engine.problems import register

register("grade-missing", "Say how far the source and the information can be trusted.")
register("grade-scheme", "“%(text)s” is no grade of this scheme.")

# Europol 4×4, United Kingdom 3×5×2, Admiralty 6×6 (AJP-2.1): values of the source, then of the information.
GRADES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"4x4": ("ABCX", "1234"), "3x5x2": ("123", "ABCDE"), "6x6": ("ABCDEF", "123456")}
)


def is_grade(scheme: str, source: str, information: str) -> bool:
    """Whether both parts are values of the scheme."""
    known = GRADES.get(scheme)
    return known is not None and len(source) == len(information) == 1 and source in known[0] and information in known[1]
