"""The node's own PostgreSQL: under which account, in what folders, after a clean stop, a kill and a power cut."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from manara.foundation.node import account, keys, postgres, programs
from manara.foundation.node.config import Config, load
from manara.foundation.node.programs import DatabaseProblem

SYSTEM = [each for each in Path("/usr/lib/postgresql").glob("1[5-8]/bin") if (each / "initdb").exists()]


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not tmp_path: pytest's is closed to the account that PostgreSQL runs under.
    path = Path(tempfile.mkdtemp(prefix="manara-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture(params=["system", "wheel"])
def config(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    if request.param == "system" and not SYSTEM:
        pytest.skip("no PostgreSQL of the distribution's on this machine")
    where = SYSTEM[0] if request.param == "system" else programs.wheel_folder()
    monkeypatch.setenv("MANARA_POSTGRES_PROGRAMS", str(where))
    return made(folder)


def made(folder: Path) -> Config:
    config = load({"MANARA_DATA_DIR": str(folder / "node")})
    keys.create(config.keys_dir)
    return config


def rows(server: postgres.Server) -> list[int]:
    with psycopg.connect(**server.app_dsn) as connection:
        return [row[0] for row in connection.execute("SELECT a FROM kept ORDER BY a")]


def fill(server: postgres.Server, *values: int) -> None:
    with psycopg.connect(**server.owner_dsn) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (a int)")
        for value in values:
            connection.execute("INSERT INTO kept VALUES (%s)", [value])


def pid_of(server: postgres.Server, config: Config) -> int:
    pid = postgres.place(config).process()
    assert pid is not None
    return pid


def test_a_second_start_finds_the_data_after_a_clean_stop(config: Config) -> None:
    first = postgres.ensure_running(config)
    fill(first, 1, 2)
    first.stop()
    assert not first.alive()
    assert "database system is shut down" in (config.data_dir / "postgres/server.log").read_text()
    second = postgres.ensure_running(config)
    assert rows(second) == [1, 2]
    second.stop()


def test_a_killed_server_is_recovered_with_every_committed_row(config: Config) -> None:
    first = postgres.ensure_running(config)
    fill(first, 1)
    postgres._end(pid_of(first, config), signal.SIGKILL)
    assert not first.alive()
    first.stop()
    second = postgres.ensure_running(config)
    assert rows(second) == [1]
    second.stop()


def test_a_killed_launcher_leaves_a_server_that_the_next_one_takes_over(config: Config) -> None:
    script = (
        "import os, sys; from manara.foundation.node import config, postgres; "
        "postgres.ensure_running(config.load({'MANARA_DATA_DIR': sys.argv[1]})); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(config.data_dir)], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = postgres.place(config).process()
    assert left is not None
    server = postgres.ensure_running(config)
    assert postgres.place(config).process() == left
    server.stop()
    assert postgres.place(config).process() is None


def test_a_postmaster_pid_that_is_now_someone_elses_process_is_no_obstacle(config: Config) -> None:
    postgres.ensure_running(config).stop()
    stale = config.data_dir / "postgres/data/postmaster.pid"
    stale.write_text(f"{os.getpid()}\n/nowhere\n1\n5432\n\n\n\nready\n")
    server = postgres.ensure_running(config)
    assert server.alive()
    server.stop()


def test_two_users_share_one_server_and_the_last_one_stops_it(folder: Path) -> None:
    config = made(folder)
    first, second = postgres.ensure_running(config), postgres.ensure_running(config)
    pid = pid_of(first, config)
    first.stop()
    assert pid_of(second, config) == pid
    second.stop()
    assert postgres.place(config).process() is None


def test_nothing_but_the_servers_account_and_the_node_reaches_the_data(config: Config) -> None:
    server = postgres.ensure_running(config)
    gate = config.data_dir / "postgres"
    assert stat.S_IMODE((gate / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((gate / "socket").stat().st_mode) == 0o700
    assert stat.S_IMODE(gate.stat().st_mode) & 0o067 == 0
    assert stat.S_IMODE(config.keys_dir.stat().st_mode) == 0o700
    assert Path(f"/proc/{pid_of(server, config)}").stat().st_uid != 0 or os.geteuid() != 0
    with psycopg.connect(**server.owner_dsn) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    server.stop()


def test_a_role_needs_its_password_even_on_the_socket(folder: Path) -> None:
    config = made(folder)
    server = postgres.ensure_running(config)
    try:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(**{**server.app_dsn, "password": "guessed"})
        with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
            psycopg.connect(**{**server.app_dsn, "user": "postgres"})
    finally:
        server.stop()


def test_the_application_owns_nothing_and_has_no_power(folder: Path) -> None:
    config = made(folder)
    server = postgres.ensure_running(config)
    fill(server, 1)
    try:
        with psycopg.connect(**server.app_dsn, autocommit=True) as connection:
            about = connection.execute(
                "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles "
                "WHERE rolname = current_user"
            ).fetchone()
            assert about == (False,) * 5
            for refused in (
                "CREATE TABLE mine (a int)", "CREATE TEMP TABLE mine (a int)", "TRUNCATE kept", "DROP TABLE kept",
                "ALTER TABLE kept ADD b int", "CREATE DATABASE mine", "SET ROLE manara_owner", "CREATE SCHEMA mine",
                "SELECT pg_read_file('postgresql.conf')", "COPY kept TO PROGRAM 'cat'",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(refused)
    finally:
        server.stop()


def test_a_deep_data_folder_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    deep.parent.mkdir(mode=0o711)
    deep.mkdir(mode=0o711)
    config = made(deep)
    server = postgres.ensure_running(config)
    fill(server, 5)
    assert rows(server) == [5]
    server.stop()
    sockets = postgres.place(config).sockets
    assert len(str(sockets)) < 90
    shutil.rmtree(sockets.parent)


def test_a_start_cut_short_during_initdb_starts_afresh(folder: Path) -> None:
    config = made(folder)
    half = config.data_dir / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("15\n")
    server = postgres.ensure_running(config)
    assert server.alive()
    server.stop()


def test_data_of_a_version_that_is_not_here_is_refused_with_a_sentence(folder: Path) -> None:
    config = made(folder)
    postgres.ensure_running(config).stop()
    (config.data_dir / "postgres/data/PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseProblem, match="made by PostgreSQL 9, whose programs are not on this machine"):
        postgres.ensure_running(config)


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    config = made(folder)
    postgres.ensure_running(config).stop()
    with (config.data_dir / "postgres/data/postgresql.conf").open("a") as stream:
        stream.write("\nno_such_setting = 1\n")
    with pytest.raises(DatabaseProblem, match="PostgreSQL did not start: "):
        postgres.ensure_running(config)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
class TestAsRoot:
    def test_a_closed_parent_is_named_and_stays_closed(self, folder: Path) -> None:
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        config = made(closed)
        with pytest.raises(DatabaseProblem, match=re.escape(f"the folder {closed} is closed; set MANARA_DATA_DIR")):
            postgres.ensure_running(config)
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700

    def test_folders_that_are_missing_are_made_passable_whatever_the_umask(self, folder: Path) -> None:
        before = os.umask(0o077)
        try:
            config = load({"MANARA_DATA_DIR": str(folder / "lib" / "manara" / "node")})
            account.make_home(config.data_dir)
            keys.create(config.keys_dir)
            server = postgres.ensure_running(config)
            assert server.alive()
            server.stop()
        finally:
            os.umask(before)

    def test_without_a_postgres_account_a_private_group_keeps_others_of_nobody_out(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(account, "CANDIDATES", ("nobody",))
        config = made(folder)
        server = postgres.ensure_running(config)
        try:
            gate = config.data_dir / "postgres"
            assert gate.stat().st_gid in account.PRIVATE_GROUPS
            other = subprocess.run(
                ["/bin/ls", str(gate / "data")],
                user=65534, group=65534, extra_groups=[], capture_output=True, check=False,
            )
            assert other.returncode != 0
            assert b"Permission denied" in other.stderr
        finally:
            server.stop()

    def test_without_any_account_it_stops_with_a_sentence(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(account, "CANDIDATES", ("no-such-account",))
        with pytest.raises(DatabaseProblem, match="none of the accounts no-such-account exists"):
            postgres.ensure_running(made(folder))

    def test_programs_in_a_closed_folder_are_copied_not_opened(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wheel = programs.wheel_folder()
        assert wheel is not None
        package = wheel.parent.parent
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        for each in (package, package.parent / f"{package.name}.libs"):
            shutil.copytree(each, closed / each.name)
        monkeypatch.setenv("MANARA_POSTGRES_PROGRAMS", str(closed / package.name / "pginstall" / "bin"))
        config = made(folder)
        server = postgres.ensure_running(config)
        try:
            fill(server, 1)
            assert rows(server) == [1]
            assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        finally:
            server.stop()

    @pytest.mark.parametrize("origin", ["system", "wheel"])
    def test_an_ordinary_user_runs_its_own(self, folder: Path, origin: str) -> None:
        where = SYSTEM[0] if origin == "system" and SYSTEM else programs.wheel_folder()
        if origin == "system" and not SYSTEM:
            pytest.skip("no PostgreSQL of the distribution's on this machine")
        config = made(folder)  # only its settings are used; an ordinary user's process is a child of ours
        source = Path(postgres.__file__).parents[3]
        packages = Path(psycopg.__file__).parents[1]
        python = shutil.which("python3", path="/usr/bin:/usr/local/bin")
        if python is None or subprocess.run(
            [python, "-c", f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"], check=False
        ).returncode:
            pytest.skip("no Python of this version that an ordinary user can run")
        home = folder / "home"
        home.mkdir()
        os.chown(home, 65534, 65534)
        script = (
            "import sys, psycopg; from manara.foundation.node import config, keys, postgres\n"
            "c = config.load({'MANARA_DATA_DIR': sys.argv[1]}); keys.create(c.keys_dir)\n"
            "for turn in range(2):\n"
            "    s = postgres.ensure_running(c)\n"
            "    with psycopg.connect(**s.owner_dsn) as k: k.execute('CREATE TABLE IF NOT EXISTS kept (a int)')\n"
            "    with psycopg.connect(**s.app_dsn) as k: k.execute('INSERT INTO kept VALUES (1)')\n"
            "    with psycopg.connect(**s.app_dsn) as k: n = k.execute('SELECT count(*) FROM kept').fetchone()[0]\n"
            "    s.stop()\n"
            "print(n, s.alive())\n"
        )
        run = subprocess.run(
            [python, "-c", script, str(home / "node")],
            user=65534, group=65534, extra_groups=[], cwd="/", capture_output=True, text=True, check=False,
            env={"PYTHONPATH": f"{source}:{packages}", "MANARA_POSTGRES_PROGRAMS": str(where), "PATH": "/usr/bin:/bin",
                 "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert run.stdout.strip() == "2 False", run.stderr
        assert config.data_dir.exists()
        assert stat.S_IMODE((home / "node").stat().st_mode) == 0o700
