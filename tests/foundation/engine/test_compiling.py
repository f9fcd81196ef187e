"""Machine code that is kept holds only with what was compiled into it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CALLED = """
from manara.foundation.engine.compiling import compiled
STEP = {step}
@compiled
def below(number):
    return number {sign} STEP
"""
CALLING = """
from manara.foundation.engine.compiling import compiled
import called
from called import below
@compiled
def above(number):
    return after(number) + called.STEP
@compiled
def after(number):
    return below(number)
"""
ASKED = "import calling; print(calling.above(5), sum(calling.above.stats.cache_hits.values()))"


def answered(folder: Path) -> str:
    """What a process of its own says: the answer, and how many functions it took from the disk."""
    told = subprocess.run(
        [sys.executable, "-c", ASKED], env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}src"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def test_what_was_compiled_is_made_anew_when_what_it_calls_in_another_file_has_changed(tmp_path: Path) -> None:
    (tmp_path / "calling.py").write_text(CALLING)
    (tmp_path / "called.py").write_text(CALLED.format(step=10, sign="+"))
    assert answered(tmp_path) == "25 0"
    assert answered(tmp_path) == "25 1"
    (tmp_path / "called.py").write_text(CALLED.format(step=10, sign="*"))
    assert answered(tmp_path) == "60 0"
    (tmp_path / "called.py").write_text(CALLED.format(step=100, sign="*"))
    assert answered(tmp_path) == "600 0"
    assert answered(tmp_path) == "600 1"
