"""Names are compared also where nothing compiled can be kept."""

from __future__ import annotations

import os
import subprocess
import sys

COMPARED = """
from manara.resolution.engine import names
print(names.compare("محمد ولد أحمد", "Mohamed Ould Ahmed").probability > 0.5)
"""


def test_names_are_compared_where_nothing_compiled_can_be_kept() -> None:
    nowhere = os.environ | {"NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator", "NUMBA_CACHE_DIR": "/dev/null/none"}
    nowhere |= {"NUMBA_OPT": "0"}  # all is compiled anew; made fast it would be, too, at twice the time
    asked = subprocess.run([sys.executable, "-c", COMPARED], env=nowhere, capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stdout) == (0, "True\n"), asked.stderr
