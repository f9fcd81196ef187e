"""Starts and stops the node's own PostgreSQL: on a Unix socket only, unprivileged, in a folder nobody else opens."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from manara.foundation.node import roles
from manara.foundation.node.account import Account, account, make_home
from manara.foundation.node.config import Config
from manara.foundation.node.connection import database_settings, dsn, superuser_dsn
from manara.foundation.node.programs import DatabaseProblem, Programs, find, readable_copy

__all__ = ["DatabaseProblem", "Server", "database_settings", "ensure_running"]

STARTS_WITHIN = 120.0  # seconds; a long one is PostgreSQL replaying its log after a crash
STOPS_WITHIN = 60.0
LOG_LIMIT = 5 * 2**20
#: Servers that this process started and has not seen end: whoever stops one last, its parent must take note of it.
_STARTED: list[subprocess.Popen[bytes]] = []


@dataclass
class Server:
    """A running database: how each role connects, and who stops it."""

    app_dsn: dict[str, Any]
    owner_dsn: dict[str, Any]
    superuser_dsn: dict[str, Any] | None = None  # None when MANARA_DATABASE_URL names a server of yours
    version: int = 0
    origin: str = "given"
    _place: Place | None = None
    _use: IO[bytes] | None = None

    def alive(self) -> bool:
        """Whether the process that we look after runs; a server of yours is not ours to look after."""
        return self._place is None or self._place.process() is not None

    def stop(self) -> None:
        """Ends this use; the last user of the embedded server stops it cleanly. Raises DatabaseProblem."""
        if self._place is not None and self._use is not None:
            with self._place.alone():
                _end_use(self._place, self._use)
        self._use = None


@dataclass(frozen=True)
class Place:
    """Where the embedded server lives."""

    gate: Path  # the folder that only the server's account and the node pass
    sockets: Path

    @property
    def data(self) -> Path:
        return self.gate / "data"

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Only one command at a time starts or stops the server."""
        with (self.gate / "start.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def process(self) -> int | None:
        """The process id of the server that serves this data, or None. A stale postmaster.pid does not count."""
        try:
            pid = int((self.data / "postmaster.pid").read_text("ascii").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if _serves(pid, self.data) else None


def place(config: Config) -> Place:
    """Where this node's embedded server lives. A socket's path has at most 107 bytes, so a deep one moves."""
    gate = config.data_dir / "postgres"
    sockets = gate / "socket"
    if len(os.fsencode(sockets / ".s.PGSQL.5432")) > 107:
        base = "/run" if os.geteuid() == 0 else os.environ.get("XDG_RUNTIME_DIR") or "/tmp"  # noqa: S108
        sockets = Path(base) / f"manara-{hashlib.sha256(os.fsencode(gate)).hexdigest()[:16]}" / "socket"
    return Place(gate, sockets)


def ensure_running(config: Config, *, disposable: bool = False) -> Server:
    """The node's database, started when it is the embedded one and does not run yet; roles and database exist after it.

    `disposable` trades safety for speed: for tests only. Raises DatabaseProblem or ConfigProblem.
    """
    if not config.embedded:
        return Server(dsn(config, "app"), dsn(config, "owner"))
    here = place(config)
    who = account(here.gate)
    _make_folders(config, here, who)
    with here.alone():
        programs = _programs(here, who)
        if here.process() is None:
            _start(here, who, programs, disposable=disposable)
        use = (here.gate / "users.lock").open("ab")
        fcntl.flock(use, fcntl.LOCK_SH)
        try:
            roles.ensure(superuser_dsn(config), config.key("database-app"), config.key("database-owner"))
        except BaseException:
            _end_use(here, use)
            raise
    return Server(
        dsn(config, "app"), dsn(config, "owner"), superuser_dsn(config), programs.major, programs.origin,
        here, use,
    )


def _make_folders(config: Config, here: Place, who: Account) -> None:
    make_home(config.data_dir)
    who.make_gate(here.gate)
    closed = who.can_pass(here.gate)
    if closed is not None:
        raise DatabaseProblem(
            f"PostgreSQL runs as the account {who.name}, to which the folder {closed} is closed; set MANARA_DATA_DIR "
            "to a folder whose parents everyone may pass, such as one below /var/lib, or run the node as an ordinary user."
        )
    if here.sockets.parent != here.gate:
        with contextlib.suppress(FileExistsError):
            here.sockets.parent.mkdir(mode=0o700)
        about = here.sockets.parent.lstat()
        if about.st_uid != os.geteuid() or here.sockets.parent.is_symlink():
            raise DatabaseProblem(f"{here.sockets.parent} belongs to another account; remove it and start again.")
        who.make_gate(here.sockets.parent)
    who.make_own(here.sockets)


def _programs(here: Place, who: Account) -> Programs:
    version = here.data / "PG_VERSION"
    programs = find(int(version.read_text("ascii")) if version.exists() else None)
    if who.can_pass(programs.folder) is None:
        return programs
    return readable_copy(programs, here.gate)


def _start(here: Place, who: Account, programs: Programs, *, disposable: bool) -> None:
    _clear_remains(here)
    if not here.data.exists():
        _make_cluster(here, who, programs)
    _admit(here, who)
    _STARTED[:] = [each for each in _STARTED if each.poll() is None]
    log = here.gate / "server.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as stream:
        since = stream.tell()
        command = [programs.path("postgres"), "-D", str(here.data), *_flags(here, disposable=disposable)]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, **who.process()
        )
    _STARTED.append(process)
    _wait_until_ready(here, process, log, since)


def _flags(here: Place, *, disposable: bool) -> list[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    # Its own log may never be what fills a small disk; on a large one checkpoints are rare.
    wal = max(64, min(shutil.disk_usage(here.gate).total // 2**20 // 10, 2048))
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(here.sockets),
        "unix_socket_permissions": "0700",
        "port": "5432",
        "max_connections": "120",
        "shared_buffers": f"{max(128, min(memory // 8, 1024))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_wal_size": f"{wal}MB",
        "min_wal_size": f"{min(wal // 2, 80)}MB",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",  # its planning costs more than the node's short queries take
        # Statements and details carry values, and the log must not: only an error's own sentence is written.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    if disposable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}
        settings |= {"wal_level": "minimal", "max_wal_senders": "0", "wal_compression": "off"}  # nothing is read from its log
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _make_cluster(here: Place, who: Account, programs: Programs) -> None:
    # Made beside its place and renamed, so that a start cut short never leaves half a database.
    draft = here.gate / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    who.make_own(draft)
    # C.UTF-8 of PostgreSQL's own depends on no system library, so an upgrade of the system never reorders an index.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if programs.major >= 17 else []
    made = subprocess.run(
        [
            programs.path("initdb"), "-D", str(draft), "-U", roles.SUPERUSER, "--encoding=UTF8", "--locale=C", *locale,
            "--auth-local=peer", "--auth-host=reject", "--no-instructions", "--data-checksums",
        ],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **who.process(),
    )
    if made.returncode != 0:
        said = made.stderr.strip().splitlines()
        raise DatabaseProblem(f"A new database could not be made in {here.gate}: {said[-1] if said else 'no reason'}.")
    draft.rename(here.data)


def _admit(here: Place, who: Account) -> None:
    """Writes who may connect: the node's account as superuser by the socket, the two roles with their passwords."""
    starter = account_name()
    lines = {
        "pg_hba.conf": f"local all {roles.SUPERUSER} peer map=manara\n"
        f"local all {roles.OWNER},{roles.APP} scram-sha-256\n",
        "pg_ident.conf": f'manara "{starter}" {roles.SUPERUSER}\n',
    }
    for name, text in lines.items():
        file = here.data / name
        text = "# Written by Manara at every start.\n" + text
        if file.exists() and file.read_text("utf-8") == text:
            continue
        # Replaced as one step: on a full disk the file before stays whole, and the server can start with it.
        draft = file.with_suffix(".new")
        draft.write_text(text, "utf-8")
        if who.drops:
            os.chown(draft, who.user, who.group)
        draft.chmod(0o600)
        draft.replace(file)


def account_name() -> str:
    """The name of the account that the node itself runs under."""
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def _wait_until_ready(here: Place, process: subprocess.Popen[bytes], log: Path, since: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    state = here.data / "postmaster.pid"
    while process.poll() is None and time.monotonic() < until:
        # PostgreSQL has no other sign of life before it takes connections: line 8 of this file says "ready".
        with contextlib.suppress(FileNotFoundError):
            lines = state.read_text("ascii").split("\n")
            if lines[0] == str(process.pid) and len(lines) > 7 and lines[7].strip() == "ready":
                return
        time.sleep(0.01)
    with log.open("rb") as stream:
        stream.seek(since)
        said = stream.read().decode("utf-8", "replace").strip().splitlines()
    fatal = [line.partition("FATAL:")[2].strip() for line in said if "FATAL:" in line] or said[-1:] or ["no reason given"]
    if process.poll() is None:
        _end(process.pid, signal.SIGQUIT)
    raise DatabaseProblem(f"PostgreSQL did not start: {fatal[0]} (see {log}).")


def _end_use(here: Place, use: IO[bytes]) -> None:
    """Ends one use of the server, and the server with its last one; the caller holds `alone`."""
    try:
        try:
            fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        pid = here.process()
        if pid is not None:
            _end(pid, signal.SIGINT)  # "fast": ends connections, writes everything down
    finally:
        use.close()


def _end(pid: int, how: signal.Signals) -> None:
    """Sends a signal and waits for the process to be gone. Raises DatabaseProblem when it stays."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        os.kill(pid, how)
        gone, _, _ = select.select([watch], [], [], STOPS_WITHIN)
        if not gone:
            raise DatabaseProblem(f"PostgreSQL (process {pid}) did not stop within {STOPS_WITHIN:.0f} seconds.")
        _STARTED[:] = [each for each in _STARTED if each.poll() is None]
    finally:
        os.close(watch)


def _serves(pid: int, data: Path) -> bool:
    """Whether the process is a server of this data; PostgreSQL's working folder is its data."""
    try:
        running = "Z" not in Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
        return running and Path(f"/proc/{pid}/cwd").resolve() == data.resolve()
    except OSError:
        return False


def _clear_remains(here: Place) -> None:
    """Waits until what a killed server left behind has noticed and gone, and clears the locks that it left."""
    until = time.monotonic() + STOPS_WITHIN
    while any(_serves(int(each.name), here.data) for each in Path("/proc").iterdir() if each.name.isdigit()):
        if time.monotonic() > until:
            raise DatabaseProblem(f"Processes of a server that was killed still hold the data in {here.data}.")
        time.sleep(0.01)
    # The numbers in these files may by now be someone else's processes, for which PostgreSQL would refuse to start;
    # that nothing serves this data has just been seen.
    for stale in (here.data / "postmaster.pid", *here.sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)
