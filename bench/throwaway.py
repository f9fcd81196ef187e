"""A node of one's own for a measurement: made in a temporary folder, with an agency and an analyst, and removed after."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def throwaway_node(**settings: str) -> Iterator[Any]:
    """A made node's Config with its database running and Django set up; durable writes, as in production."""
    for name in [name for name in os.environ if name.startswith("MANARA_") and name != "MANARA_POSTGRES_PROGRAMS"]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="manara-bench-"))
    folder.chmod(0o711)
    os.environ["MANARA_DATA_DIR"] = str(folder / "node")
    os.environ.update({f"MANARA_{name.upper()}": value for name, value in settings.items()})
    from manara.foundation.node import installed, making, postgres
    from manara.foundation.node.config import load

    config = load()
    making.make(config, say=lambda text: None)
    server = postgres.ensure_running(config)
    try:
        installed.set_up()
        yield config
    finally:
        installed.let_go()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def analyst(code: str = "E-BENCH") -> tuple[Any, Any]:
    """An analyst and the case circle that he keeps, made if they are not there."""
    from manara.foundation import access
    from manara.foundation.actions.open_circle import open_circle
    from manara.foundation.models import Agency, Circle, User

    user = User.objects.filter(code=code).first()
    if user is None:
        agency, _ = Agency.objects.get_or_create(
            code="bench",
            defaults={
                "name_ar": "قياس", "name_fr": "Mesure", "name_es": "Medida", "name_en": "Measurement",
                "kind": "gendarmerie", "country": "MR",
            },
        )  # fmt: skip
        user = User.objects.create_user(code, agency=agency, roles=["analyst"])
        with access.acting(user, purpose="measure") as viewer:
            open_circle(viewer, kind="case", name="Measurement", purpose="measure")
    with access.acting(user, purpose="measure") as viewer:
        return user, Circle.objects.get(pk=viewer.kept_circles[0])
