"""Makes a data folder: `initdb`, the two roles and the database; either whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.embedded.account import EmbeddedFailed
from app.embedded.facts import Facts
from app.embedded.places import Places

DATABASE, OWNER, PROGRAM = "county", "county_owner", "county_program"

# Nobody comes in but the two roles, to their database, through the private socket, with their passwords. The superuser cannot sign in at all.
ACCESS = f"""# TYPE  DATABASE  USER  METHOD
local  {DATABASE}  {OWNER}    scram-sha-256
local  {DATABASE}  {PROGRAM}  scram-sha-256
"""


def make_cluster(places: Places, facts: Facts, *, sync: bool, say: Callable[[str], None]) -> None:
    """Make the data folder under another name and give it its own when it is complete: a crash on the way leaves nothing to mistake for it."""
    draft = places.data.with_name(places.data.name + ".new")
    if draft.exists():
        shutil.rmtree(draft)
    say("  建立数据库 / creating the database …")
    draft.mkdir(mode=0o700, parents=True)
    if places.account:
        os.chown(draft, places.account.uid, places.account.gid)
    _run(places, [
        "initdb", "-D", str(draft), "-U", "postgres", "--auth=reject", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--no-instructions", *([] if sync else ["--no-sync"]),
    ])  # fmt: skip
    single = ["postgres", "--single", "-D", str(draft), *([] if sync else ["-F"])]
    _run(places, [*single, "postgres"], statements=[
        f"CREATE ROLE {OWNER} LOGIN PASSWORD '{facts.owner}'",
        f"CREATE ROLE {PROGRAM} LOGIN PASSWORD '{facts.program}'",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {PROGRAM}",
    ])  # fmt: skip
    (draft / "pg_hba.conf").write_text(ACCESS, "ascii")
    draft.rename(places.data)


def version_of(data: Path) -> str:
    """The major version that wrote this data folder."""
    return (data / "PG_VERSION").read_text("ascii").strip()


def _run(places: Places, command: list[str], statements: list[str] | None = None) -> None:
    """Run one of PostgreSQL's programs to its end as the account; what it prints is shown only when it fails."""
    done = subprocess.run(
        [str(places.binaries / command[0]), *command[1:]],
        input="".join(f"{statement}\n" for statement in statements or []),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **as_account(places),
    )  # fmt: skip
    if done.returncode or (statements and ("ERROR:" in done.stdout or "FATAL:" in done.stdout)):
        raise EmbeddedFailed(f"{command[0]} 未能完成 / failed ({done.returncode}):\n{done.stdout[-2000:]}")


def as_account(places: Places) -> dict[str, Any]:
    """The arguments of Popen that every program of PostgreSQL is started with: its account, no terminal group, no inherited PG* settings."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR")} | {"LC_ALL": "C", "LANG": "C"}
    arguments: dict[str, Any] = {"cwd": "/", "env": environment, "start_new_session": True}
    if places.account:
        arguments |= {"user": places.account.uid, "group": places.account.gid, "extra_groups": []}
    return arguments
