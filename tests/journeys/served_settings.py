"""The test node's settings for a web process of its own, which a journey can kill: the same folder, keys and database."""

from __future__ import annotations

from manara.settings import *  # noqa: F403
from manara.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ALLOWED_HOSTS = ["*"]
