"""Finds the Chromium for the browser tests, or installs one: Debian's package as root, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium: MANARA_CHROMIUM, one of the system's, or one that Playwright has installed."""
    named = os.environ.get("MANARA_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _of_playwright()


def _of_playwright() -> str | None:
    root = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = sorted(root.glob("chromium-*/chrome-*/chrome"), key=lambda each: int(each.parts[-3].rpartition("-")[2]))
    return str(found[-1]) if found else None


def install() -> str | None:
    """Installs a Chromium the way that this account can, and returns its path, or None when no way worked."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-q"], ["install", "-qy", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
            subprocess.run(["apt-get", *step], env=environment, stdout=sys.stderr, check=False)
        if find():
            return find()
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False)
    return find()


def main() -> int:
    """Prints the path; 1 with a sentence when there is none and none could be installed."""
    path = find() or install()
    if path is None:
        print(
            "No Chromium was found and none could be installed, so the browser journeys cannot run; install your "
            "system's chromium, or name one in MANARA_CHROMIUM.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
