"""Ctrl-C while a command is still being loaded ends it with 130 and a sentence, and never with Python's own words."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# Ctrl-C comes exactly when this module is asked for, however fast the machine is.
STARTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            sys.meta_path.remove(self)
            signal.raise_signal(signal.SIGINT)

from manara.__main__ import main
sys.meta_path.insert(0, Interrupts())
sys.exit(main(["dismantle", "edges.csv", "-o", "plan.csv"]))
"""


@pytest.mark.parametrize(
    "module", ["manara.networks.commands.dismantle", "manara.networks.engine.edges", "manara.foundation.engine.problems"]
)
def test_a_command_that_is_interrupted_while_it_is_loaded_ends_with_a_sentence(module: str) -> None:
    for language, says in (("C", "Stopped before it began"), ("fr_FR.UTF-8", "Arrêté avant d’avoir commencé")):
        ran = subprocess.run(
            [sys.executable, "-c", STARTED, module], env=os.environ | {"LC_ALL": language, "PYTHONUTF8": "1"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stdout) == (130, "") and says in ran.stderr and "Traceback" not in ran.stderr, ran.stderr
