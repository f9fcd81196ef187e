"""Makes a node, or brings it up to date: each step does only what is missing and says what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING

from manara.foundation.node import installed, keys, postgres
from manara.foundation.node.account import make_home
from manara.foundation.node.config import CONFIG_FILE, SETTINGS, Config, ConfigProblem
from manara.foundation.node.state import NodeProblem

Say = Callable[[str], None]


def make(config: Config, *, administrator: str = "admin", say: Say = print) -> str | None:
    """Makes the node and returns the first administrator's invitation link, when one was made.

    Raises ConfigProblem, DatabaseProblem or NodeProblem.
    """
    if config.database_url and not config.owner_database_url:
        raise ConfigProblem(
            "MANARA_OWNER_DATABASE_URL is not set; making the tables of your own server needs the role that owns them."
        )
    make_folder(config, say=say)
    server = postgres.ensure_running(config)
    try:
        say(f"database    {_database(server)}")
        installed.set_up()
        done = installed.migrate(config)
        say(f"migrations  {f'{len(done)} made' if done else 'are current'}")
        installed.collect_static()
        say(f"static      collected in {config.static_dir}")
        link = _invite(config, administrator)
        say(f"sign-in     {f'the first administrator opens {link}' if link else 'an administrator exists'}")
        return link
    finally:
        installed.let_go()
        server.stop()


def make_folder(config: Config, *, say: Say = print) -> None:
    """Makes what a node has before its database: the folder with its settings and keys. Raises NodeProblem."""
    new = not config.data_dir.exists()
    make_home(config.data_dir)
    say(f"folder      {config.data_dir} {'made' if new else 'is there'}")
    say(f"settings    {config.data_dir / CONFIG_FILE} {'written' if _write_settings(config) else 'is there'}")
    made = keys.create(config.keys_dir)
    say(f"keys        {', '.join(made) + ' made' if made else 'are there'}")
    for folder in (config.files_dir, config.run_dir, config.upload_dir()):
        folder.mkdir(mode=0o700, exist_ok=True)


def _database(server: postgres.Server) -> str:
    return f"PostgreSQL {server.version} ({server.origin}), roles and database are there" if server.version else "your own"


def _write_settings(config: Config) -> bool:
    file = config.data_dir / CONFIG_FILE
    if file.exists():
        import tomllib

        known = tomllib.loads(file.read_text("utf-8")).get("profile", config.profile)
        if known != config.profile:
            raise NodeProblem(
                f"{config.data_dir} is the folder of a node with the profile {known}, not {config.profile}: two nodes "
                "never share a folder, a database or a key."
            )
        return False
    lines = ["# The settings of this node; docs/reference/settings.md explains each. The environment comes first.", ""]
    for name, setting in SETTINGS.items():
        if name == "profile":
            lines.append(f'profile = "{config.profile}"')
        elif name != "data_dir" and setting.default not in (None, "", MISSING):
            lines.append(f"# {name} = {_toml(setting.default)}")
        elif name != "data_dir":
            lines.append(f"# {name} = ")
    file.write_text("\n".join(lines) + "\n", "utf-8")
    file.chmod(0o600)
    return True


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def _invite(config: Config, code: str) -> str | None:
    """A link for the first administrator, in the place of one that an earlier `init` printed; None when there is one."""
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from manara.foundation.actions.hold_code import CodeTaken
    from manara.foundation.actions.invite import CodeUnusable, invite
    from manara.foundation.models import Agency, Invitation, Role, User

    if User.objects.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).exists():
        return None
    with transaction.atomic():
        Invitation.objects.filter(invited_by=None, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        agency, _made = Agency.objects.get_or_create(code="administration", defaults=_administration(config))
        try:
            _invitation, token = invite(None, code=code, agency=agency, roles=[Role.ADMINISTRATOR])
        except CodeUnusable:
            raise NodeProblem(
                f"“{code}” cannot be an administrator's code: 2 to 24 Latin letters, digits, dots, dashes or "
                "underscores, of which the first is a letter or digit."
            ) from None
        except CodeTaken:
            raise NodeProblem(f"Someone has the code “{code}”; give the administrator another.") from None
    return config.public_origin + reverse("web:welcome", args=[token])


def _administration(config: Config) -> dict[str, str]:
    return {
        "name_ar": "إدارة المنصة",
        "name_fr": "Administration de la plateforme",
        "name_es": "Administración de la plataforma",
        "name_en": "Administration of the platform",
        "kind": "national-authority",
        "country": config.country or "",
    }
