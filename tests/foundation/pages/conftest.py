"""The test node's folder of static files, which WhiteNoise wants to find."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def static_folder(node: object) -> None:
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
