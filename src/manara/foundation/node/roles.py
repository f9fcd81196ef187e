"""The database's roles: an owner for migrations, and the application, which owns nothing and passes no wall."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

SUPERUSER = "manara_super"
OWNER = "manara_owner"
APP = "manara_app"
DATABASE = "manara"
WITHOUT_POWER = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT"

#: Tables that the application reads and never writes: who could write them could hide that a migration is missing.
READ_ONLY = ("django_migrations",)


def ensure(superuser: dict[str, Any], app_password: str, owner_password: str) -> None:
    """Makes roles and database where they are missing and puts their powers right; changes nothing the second time."""
    with psycopg.connect(**superuser, autocommit=True, connect_timeout=10) as connection:
        for role, password in ((OWNER, owner_password), (APP, app_password)):
            _ensure_role(connection, role, password)
        ensure_database(connection, DATABASE)
    with psycopg.connect(**{**superuser, "dbname": DATABASE}, autocommit=True, connect_timeout=10) as connection:
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
        grant(connection)


def _ensure_role(connection: psycopg.Connection[Any], role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER" if known else "CREATE"
    statement = sql.SQL(f"{verb} ROLE {{}} {WITHOUT_POWER} PASSWORD {{}}")
    connection.execute(statement.format(sql.Identifier(role), sql.Literal(password)))


def ensure_database(connection: psycopg.Connection[Any], name: str) -> None:
    """A database that the owner owns and to which only the owner and the application connect."""
    database = sql.Identifier(name)
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(database, sql.Identifier(OWNER))
        )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(APP)))


def grant(connection: psycopg.Connection[Any], *, owner_role: str = OWNER, app_role: str = APP) -> None:
    """What the application may do with the tables that the owner makes, now and later, in this database."""
    names = {"owner": sql.Identifier(owner_role), "app": sql.Identifier(app_role)}
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(**names))


def protect(owner: psycopg.Connection[Any], *, app_role: str = APP) -> None:
    """After migrations: the application can no longer write the tables that say which migrations were made."""
    for table in READ_ONLY:
        owner.execute(
            sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), sql.Identifier(app_role))
        )
