"""Finds the Chromium for the browser tests, or installs one: Debian's package as root, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The same browser built without its windows: it draws the same pages, and takes half the processor's time for it.
WINDOWLESS = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find(*, windowless: bool = False) -> str | None:
    """The path of a Chromium: MANARA_CHROMIUM, one of the system's, or one that Playwright has installed.

    `windowless` takes the one without windows before any other; else it is taken where the system has no other.
    """
    named = os.environ.get("MANARA_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    for name in (WINDOWLESS, *NAMES) if windowless else (*NAMES, WINDOWLESS):
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
        subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=sys.stderr, check=False)
        for package in (WINDOWLESS, "chromium"):
            step = ["apt-get", "install", "-qy", "--no-install-recommends", package, "fonts-dejavu-core"]
            subprocess.run(step, env=environment, stdout=sys.stderr, check=False)
            if found := find(windowless=True):
                return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False)
    return find(windowless=True)


def main() -> int:
    """Prints the path; 1 with a sentence when there is none and none could be installed."""
    path = find(windowless=True) or install()
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
