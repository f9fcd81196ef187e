"""Row-level security as migrations write it: settings read once in a sub-select, one number compared a row."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations

_NUMBERS = "any((select string_to_array(current_setting('manara.{name}', true), ',')::bigint[])::bigint[])"
AUDIENCES = "audience_id = " + _NUMBERS.format(name="audiences")
KEPT_AUDIENCES = "audience_id = " + _NUMBERS.format(name="kept_audiences")
IS_AUDITOR = "(select 'auditor' = any(string_to_array(current_setting('manara.roles', true), ',')))"
IS_ADMINISTRATOR = (
    "(select 'administrator' = any(string_to_array(current_setting('manara.roles', true), ',')))"
)
ME = "(select nullif(current_setting('manara.user', true), '')::bigint)"


def column_in(column: str, setting: str) -> str:
    """A condition: this column's number is in that setting's list."""
    return f"{column} = " + _NUMBERS.format(name=setting)


def wall(
    table: str, *, see: str = AUDIENCES, add: str | None = None, change: str | None = None
) -> migrations.RunSQL:
    """Enable row-level security on `table`: rows that `see` admits are read, changed and removed, as `add` are added."""
    change = change or see
    policies = {
        "see": f"for select using ({see})",
        "add": f"for insert with check ({add or see})",
        "change": f"for update using ({change}) with check ({change})",
        "remove": f"for delete using ({change})",
    }
    return migrations.RunSQL(
        sql=[
            f"alter table {table} enable row level security",
            *(f"create policy {table}_{verb} on {table} {text}" for verb, text in policies.items()),
        ],
        reverse_sql=[
            *(f"drop policy {table}_{verb} on {table}" for verb in policies),
            f"alter table {table} disable row level security",
        ],
    )


def append_only(table: str, *, but: str = "") -> migrations.RunSQL:
    """Take from the application's role the right to change or remove rows of `table`, all columns but those named `but`."""
    role = '"{}"'.format(str(settings.DATABASES["default"]["USER"]).replace('"', '""'))
    # As SQL and not as a function: before each function Django draws up every model anew, which is most of a node's making.
    said = [f"revoke update, delete, truncate on {table} from {role}"]
    return migrations.RunSQL([*said, *([f"grant update ({but}) on {table} to {role}"] if but else [])], migrations.RunSQL.noop)
