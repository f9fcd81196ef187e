"""A node's processes start without what only some of their work needs: compilers, solvers, other databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from manara.foundation.engine.on_demand import on_demand

ROOT = Path(__file__).parents[2]
#: Each takes a process longer to import than all of a room.
LATER = ("numba", "llvmlite", "scipy", "splink", "duckdb", "pyarrow", "pyspark", "highspy", "rapidfuzz")
STARTED = f"""
import django, importlib, sys
django.setup()
from django.apps import apps
from django.conf import settings
importlib.import_module(settings.ROOT_URLCONF)
from manara.foundation.node import warming
warming.acts()
print(*[name for name in {LATER} if name in sys.modules])
print(len([each for each in sys.modules if each.startswith("manara.")]) > 300)
"""


def test_a_node_starts_without_what_only_some_of_its_work_needs() -> None:
    """All apps, each room's jobs, every address and what is made ready later: imported in a process of their own."""
    started = subprocess.run(
        [sys.executable, "-c", STARTED], env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert started.returncode == 0, started.stderr
    early, _, enough = started.stdout.partition("\n")
    assert not early, f"{early}: a room takes such an engine by its package's face (`engine.on_demand`) or inside a function"
    assert enough == "True\n"


def test_a_name_on_demand_is_looked_up_once_and_an_unknown_one_is_an_attribute_that_is_not_there() -> None:
    package = {"__name__": "manara.foundation.engine"}
    found = on_demand(package, {"fold": "folding"})
    assert found("fold")("É") == "e" and package["fold"] is found("fold")  # type: ignore[operator]
    with pytest.raises(AttributeError, match="has no attribute 'unfold'"):
        found("unfold")
