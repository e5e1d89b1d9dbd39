"""The program's own PostgreSQL: kept data, crashes at bad moments, two who want it at once, and who may do what."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest

from app import embedded
from app.embedded import AlreadyServed, EmbeddedFailed, Lock
from tests.conftest import FAST, Database

HOLDER = """
import sys, time
from app import embedded
with embedded.database({"INSTANCE_DIR": sys.argv[1]}, settings={"fsync": "off"}):
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
print("stopped", flush=True)
"""


@pytest.fixture
def instance() -> Iterator[Path]:
    """An instance folder of its own."""
    with tempfile.TemporaryDirectory(prefix="desk-house-") as name:
        Path(name).chmod(0o711)
        yield Path(name) / "instance"


def open_up(instance: Path) -> AbstractContextManager[embedded.Urls]:
    return embedded.database({"INSTANCE_DIR": instance}, settings=FAST)


def write(urls: embedded.Urls, text: str) -> None:
    with psycopg.connect(urls.owner) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        connection.execute("INSERT INTO note VALUES (%s)", (text,))


def notes(urls: embedded.Urls) -> list[str]:
    with psycopg.connect(urls.owner) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM note ORDER BY text")]


def postgres_of(data: Path) -> list[int]:
    """Every process that stands in this data folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if os.readlink(entry / "cwd") == str(data.resolve()):
                    found.append(int(entry.name))
            except OSError:  # it ended, or is not ours to look at
                continue
    return found


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def holder(instance: Path, seconds: float = 600) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs the server."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(instance), str(seconds)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        until(lambda: not postgres_of(instance / "pg"))


def test_what_was_written_is_there_at_the_next_start(instance: Path) -> None:
    with open_up(instance) as urls:
        write(urls, "one")
    assert not postgres_of(instance / "pg")
    with open_up(instance) as urls:
        assert notes(urls) == ["one"]


def test_a_crash_while_the_data_folder_is_made_leaves_nothing_to_mistake_for_it(instance: Path) -> None:
    half = instance / "pg.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with open_up(instance) as urls:
        write(urls, "one")
    assert not half.exists()


def test_a_stale_pid_file_whose_number_lives_again_harms_nobody(instance: Path) -> None:
    with open_up(instance) as urls:
        write(urls, "one")
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (instance / "pg" / "postmaster.pid").write_text(f"{bystander.pid}\n{instance / 'pg'}\n1\n5432\n/tmp\n\n 1 1\nready\n")
        with open_up(instance) as urls:
            assert notes(urls) == ["one"]
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_killed_holder_leaves_no_server_behind_and_loses_nothing(instance: Path) -> None:
    with holder(instance) as process:
        with open_up(instance) as urls:
            write(urls, "one")
        process.kill()
        process.wait()
        until(lambda: not postgres_of(instance / "pg"))
        with open_up(instance) as urls:
            assert notes(urls) == ["one"]


def test_when_the_watcher_was_killed_too_the_next_start_ends_the_stranger(instance: Path) -> None:
    with holder(instance) as process:
        with open_up(instance) as urls:
            write(urls, "one")
        watchers = [pid for pid in children_of(process.pid) if b"watcher" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        for pid in (*watchers, process.pid):
            os.kill(pid, signal.SIGKILL)
        process.wait()
        strangers = postgres_of(instance / "pg")
        assert strangers, "PostgreSQL is an orphan now"
        with open_up(instance) as urls:
            assert notes(urls) == ["one"]
            assert not set(strangers) & set(postgres_of(instance / "pg"))


def test_a_killed_server_starts_again_over_its_data(instance: Path) -> None:
    with embedded.hold({"INSTANCE_DIR": instance}, lambda text: None, word="here", settings={"fsync": "on"}) as held:
        write(held.urls, "one")
        os.kill(int((instance / "pg" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        until(lambda: held.server.poll() is not None)
        held.server.start()
        assert notes(held.urls) == ["one"]


def test_a_second_command_joins_the_server_and_the_first_waits_for_it(instance: Path) -> None:
    with holder(instance, seconds=0.5) as process, open_up(instance) as urls:
        write(urls, "one")
        time.sleep(1.5)  # the first one has finished its work and would stop the server now
        assert notes(urls) == ["one"]
        assert process.poll() is None
    assert process.stdout is not None


def test_a_second_supervisor_is_told_who_runs(instance: Path) -> None:
    config = {"INSTANCE_DIR": instance}
    with (
        embedded.hold(config, lambda text: None, word="http://127.0.0.1:8000", settings=FAST),
        pytest.raises(AlreadyServed, match=r"127\.0\.0\.1:8000"),
        embedded.hold(config, lambda text: None, word="http://127.0.0.1:8001"),
    ):
        raise AssertionError("two supervisors on one data folder")


def test_training_has_a_database_of_its_own(instance: Path) -> None:
    with open_up(instance) as urls:
        write(urls, "real")
        with embedded.database({"INSTANCE_DIR": instance, "TRAINING": True}, settings=FAST) as training:
            write(training, "simulated")
            assert notes(training) == ["simulated"]
        assert notes(urls) == ["real"]


def test_lost_passwords_and_another_version_are_told_plainly(instance: Path) -> None:
    with open_up(instance):
        pass
    version = instance / "pg" / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(EmbeddedFailed, match="PostgreSQL 15"), open_up(instance):
        pass
    (instance / "pg.json").unlink()
    with pytest.raises(EmbeddedFailed, match=r"pg\.json"), open_up(instance):
        pass


def test_the_lock_is_free_again_after_a_failed_start(instance: Path) -> None:
    with pytest.raises(EmbeddedFailed), embedded.database({"INSTANCE_DIR": instance}, settings={**FAST, "max_connections": "many"}):
        pass
    assert Lock(instance / "pg.lock").try_exclusive()
    assert not postgres_of(instance / "pg")


def test_only_the_two_roles_come_in_and_only_through_the_private_socket(instance: Path) -> None:
    with open_up(instance) as urls:
        sockets = Path(urls.program.rpartition("host=")[2])
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert len(str(sockets / ".s.PGSQL.5432.lock")) <= 100
        assert stat.S_IMODE((instance / "pg.json").stat().st_mode) == 0o600
        with psycopg.connect(urls.owner) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SELECT count(*) FROM pg_roles WHERE rolsuper AND rolcanlogin AND rolname <> 'postgres'").fetchone() == (0,)
        for refused in (urls.program.replace("county_program:", "county_program:wrong"), f"postgresql://postgres@/county?host={sockets}"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(refused)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account run PostgreSQL")
def test_a_checkout_in_a_closed_folder_stays_closed() -> None:
    with tempfile.TemporaryDirectory(prefix="desk-closed-") as name:
        instance = Path(name) / "instance"
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o700
        home = None
        try:
            with open_up(instance) as urls:
                write(urls, "one")
            home = (instance / "pg").resolve().parent
            assert (instance / "pg").is_symlink() and not home.is_relative_to(name)
            assert stat.S_IMODE(Path(name).stat().st_mode) == 0o700, "nothing was opened for the database's account"
            assert not home.stat().st_mode & 0o007
            with open_up(instance) as urls:
                assert notes(urls) == ["one"]
        finally:
            if home is not None:
                shutil.rmtree(home)


def test_the_program_cannot_change_what_is_evidence(database: Database) -> None:
    with psycopg.connect(database.program, autocommit=True) as program:
        for table in ("event", "release", "release_file", "record_change", "read_log", "calendar_version"):
            for attempt in (f"UPDATE {table} SET id = 1", f"DELETE FROM {table}", f"TRUNCATE {table}", f"ALTER TABLE {table} ADD x int", f"DROP TABLE {table}"):
                with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedColumn)):
                    program.execute(attempt)
        program.execute("GRANT ALL ON event TO county_program")  # answered with a warning that nothing was granted
        for attempt in ("SET ROLE county_owner", "CREATE TABLE mine (a int)", "ALTER ROLE county_program SUPERUSER"):
            with pytest.raises(psycopg.Error):
                program.execute(attempt)
        assert program.execute("SELECT has_table_privilege('event', 'UPDATE'), has_table_privilege('event', 'INSERT')").fetchone() == (False, True)
