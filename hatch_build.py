"""Compiles the translations whenever the package is built, so that a wheel and an editable install carry them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook; it finds this class by its base."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes every room's .mo files, which git ignores, and adds them to what is built."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "tools"))
        from message_files import compile_room

        for room in sorted((root / "src" / "manara").iterdir()):
            for file in compile_room(room) if room.is_dir() else ():
                build_data["artifacts"].append(str(file.relative_to(root)))
