"""Writes the reference of all settings from the settings themselves."""

from __future__ import annotations

from pathlib import Path

from manara.foundation.node.config import OTHER_VARIABLES, SETTINGS

HEAD = """\
# Settings of a node

Written by `manara node settings > docs/reference/settings.md`; `make check` fails when it is not current.

A setting comes from the environment (`MANARA_PORT=8080`), else from the file `node.toml` in the node's folder
(`port = 8080`), else it has its default. A variable beginning with `MANARA_` that is none of these, an unknown name in
the file and a value that is not accepted stop the node before it starts, with a sentence. Keys and passwords that the
node makes itself are no settings: they are files below `keys/` in its folder, readable by its account alone.

| in the environment | in the file | default | what it sets | accepted |
|---|---|---|---|---|
"""


def settings_page() -> str:
    """The page, in Markdown."""
    rows = [
        f"| `MANARA_{name.upper()}` | `{name}` | {_default(setting.default)} | {setting.metadata['sentence']} | "
        f"{setting.metadata['accepted']} |\n"
        for name, setting in SETTINGS.items()
    ]
    others = [f"| `{name}` | {sentence} |\n" for name, sentence in OTHER_VARIABLES.items()]
    return HEAD + "".join(rows) + "\n## Other variables\n\n| variable | what it does |\n|---|---|\n" + "".join(others)


def _default(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`{', '.join(map(str, value))}`" if value else "none"
    return "none" if value in (None, "", Path()) else f"`{value}`"
