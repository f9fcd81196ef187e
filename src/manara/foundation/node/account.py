"""Under which system account the node's own PostgreSQL runs: the node's, or for root one without privileges."""

from __future__ import annotations

import os
import pwd
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manara.foundation.node.programs import DatabaseProblem

#: Accounts that root hands PostgreSQL to, in this order. None is ever created.
CANDIDATES = ("manara", "postgres", "nobody")
#: Group numbers that no distribution gives out. A database under the shared account `nobody` stands behind a group
#: of its own from here, without a name, so that no other process of `nobody` reaches it.
PRIVATE_GROUPS = range(61184, 65520)


@dataclass(frozen=True)
class Account:
    """A system account, and the group that owns its folders."""

    name: str
    user: int
    group: int
    drops: bool  # whether root starts the server as someone else

    def process(self) -> dict[str, Any]:
        """Arguments of `subprocess.Popen` that start a process as this account, with nothing of ours."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        dropped: dict[str, Any] = {"user": self.user, "group": self.group, "extra_groups": []} if self.drops else {}
        return {"env": environment, "cwd": "/", "umask": 0o077, "start_new_session": True, **dropped}

    def can_pass(self, folder: Path) -> Path | None:
        """The first folder on the way that is closed to the account, or None when it can reach `folder`."""
        if not self.drops:
            return None
        for each in (*reversed(folder.resolve().parents), folder.resolve()):
            about = each.stat()
            owner = about.st_uid == self.user and about.st_mode & stat.S_IXUSR
            group = about.st_gid == self.group and about.st_mode & stat.S_IXGRP
            if not (owner or group or about.st_mode & stat.S_IXOTH):
                return each
        return None

    def make_gate(self, folder: Path) -> None:
        """Makes the folder that only this account and the node pass; what lies in it belongs to the account."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.drops:
            os.chown(folder, 0, self.group)
            folder.chmod(0o710)
        else:
            folder.chmod(0o700)

    def make_own(self, folder: Path) -> None:
        """Makes a folder, 0700, that belongs to the account."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.drops:
            os.chown(folder, self.user, self.group)
        folder.chmod(0o700)


def make_home(folder: Path) -> None:
    """Makes the node's folder and those above it that are missing, whatever the umask.

    Root's server runs as another account, which must be able to pass, and sees nothing: 0711; anyone else's is 0700.
    """
    mode = 0o711 if os.geteuid() == 0 else 0o700
    for each in reversed([folder, *folder.parents]):
        if not each.exists():
            each.mkdir(mode=mode)
            each.chmod(mode)
    folder.chmod(mode)


def account(gate: Path) -> Account:
    """The account for the database behind the folder `gate`. Raises DatabaseProblem when root finds none.

    Data that exists stays with the account that made it.
    """
    if os.geteuid() != 0:
        own = pwd.getpwuid(os.geteuid())
        return Account(own.pw_name, own.pw_uid, own.pw_gid, drops=False)
    data = gate / "data"
    if data.exists():
        return _of(pwd.getpwuid(data.stat().st_uid), gate)
    for name in CANDIDATES:
        try:
            return _of(pwd.getpwnam(name), gate)
        except KeyError:
            continue
    raise DatabaseProblem(
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(CANDIDATES)} exists; create one with "
        "`useradd --system manara`, or run the node as an ordinary user."
    )


def _of(entry: pwd.struct_passwd, gate: Path) -> Account:
    group = entry.pw_gid if entry.pw_name != "nobody" else _private_group(gate)
    return Account(entry.pw_name, entry.pw_uid, group, drops=True)


def _private_group(gate: Path) -> int:
    known = gate.stat().st_gid if gate.exists() else 0
    return known if known in PRIVATE_GROUPS else secrets.choice(PRIVATE_GROUPS)
