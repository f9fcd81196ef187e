"""The settings of the test node: a node of its own in a temporary folder, whatever the tester's environment says."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from manara.foundation.node import keys, programs

KEPT = ("MANARA_TEST_", "MANARA_CHROMIUM", "MANARA_DEBUG", "MANARA_POSTGRES_PROGRAMS")


def _make_node() -> Path:
    for name in [each for each in os.environ if each.startswith("MANARA_") and not each.startswith(KEPT)]:
        del os.environ[name]  # the tester's own node, which no test may touch
    if os.environ.get("MANARA_TEST_POSTGRES") == "wheel":
        os.environ["MANARA_POSTGRES_PROGRAMS"] = str(programs.wheel_folder())
    folder = Path(tempfile.mkdtemp(prefix="manara-test-"))
    folder.chmod(0o711)  # as root, PostgreSQL runs as another account, which must be able to pass
    os.environ["MANARA_DATA_DIR"] = str(folder / "node")
    keys.create(folder / "node" / "keys")
    (folder / "node" / "static").mkdir()  # WhiteNoise wants the folder, though tests serve from the sources
    atexit.register(_remove, folder, os.getpid())
    return folder


def _remove(folder: Path, made_by: int) -> None:
    if os.getpid() == made_by:  # a forked child ends without taking the folder away
        shutil.rmtree(folder, ignore_errors=True)


_make_node()

from manara.settings import *  # noqa: E402, F403
from manara.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Without the pool a test's connection ends with the test, so that the database can be put back to its template.
DATABASES["default"]["OPTIONS"].pop("pool")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
