"""How each role connects to the node's database, for psycopg and for Django."""

from __future__ import annotations

from typing import Any, Literal

from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import ProgrammingError

from manara.foundation.node import roles
from manara.foundation.node.config import Config, ConfigProblem

Role = Literal["app", "owner"]
ROLES: dict[Role, str] = {"app": roles.APP, "owner": roles.OWNER}


def dsn(config: Config, role: Role) -> dict[str, Any]:
    """Arguments of `psycopg.connect` for a role. Raises ConfigProblem when its key file or address is unusable."""
    if config.embedded:
        return {**superuser_dsn(config), "user": ROLES[role], "password": config.key(f"database-{role}"),
                "dbname": roles.DATABASE}
    url = config.database_url if role == "app" else config.owner_database_url or config.database_url
    try:
        return dict(conninfo_to_dict(url or ""))
    except ProgrammingError:
        name = "MANARA_DATABASE_URL" if role == "app" else "MANARA_OWNER_DATABASE_URL"
        raise ConfigProblem(f"{name} (not shown, as it may hold a password) is not an address of PostgreSQL.") from None


def superuser_dsn(config: Config) -> dict[str, Any]:
    """Arguments of `psycopg.connect` for the embedded server's superuser: the node's account, over the socket."""
    from manara.foundation.node.postgres import place

    return {"host": str(place(config).sockets), "port": "5432", "user": roles.SUPERUSER, "dbname": "postgres"}


def database_settings(config: Config, role: Role = "app") -> dict[str, Any]:
    """One entry of Django's DATABASES. The application's connections come from a pool, the owner's do not."""
    given = dsn(config, role)
    options: dict[str, Any] = {key: value for key, value in given.items() if key not in DJANGO_NAMES.values()}
    if role == "app":
        options["pool"] = {
            "min_size": 1,
            "max_size": config.pool_size,
            "timeout": 10,
            # Pauses between attempts double; this bounds how long after an outage, however long it was, pages answer.
            "reconnect_timeout": 5,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: given.get(key, "") for name, key in DJANGO_NAMES.items()},
        "CONN_MAX_AGE": 0,  # the pool keeps connections
        "CONN_HEALTH_CHECKS": True,  # a connection that a restarted database has dropped is never handed out
        "ATOMIC_REQUESTS": False,
        "OPTIONS": options,
    }


DJANGO_NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
