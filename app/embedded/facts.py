"""What is kept about the embedded server between starts: the passwords of its two roles and its socket folder."""

from __future__ import annotations

import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import Account, EmbeddedFailed
from app.embedded.places import NAME, Places

LONGEST_SOCKET_FOLDER = 80  # a socket's whole path holds 103 bytes on the strictest system


@dataclass(frozen=True)
class Facts:
    """The two roles' passwords and where the socket is."""

    owner: str
    program: str
    sockets: Path


def read_facts(places: Places) -> Facts | None:
    """What the file says, or None where there is none yet."""
    if not places.facts.exists():
        return None
    text = json.loads(places.facts.read_text("utf-8"))
    return Facts(text["owner"], text["program"], Path(text["sockets"]))


def settle_facts(places: Places) -> Facts:
    """The facts with a socket folder that is private now; written down where something is new. Call it under the lock only."""
    known = read_facts(places)
    if known is not None and _is_private(known.sockets, places.account):
        return known
    if known is None and places.data.exists():
        raise EmbeddedFailed(f"{places.data} 已有数据，但口令文件 {places.facts} 丢失；请从备份恢复 / its passwords are lost: restore that file")
    passwords = (known.owner, known.program) if known else (secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    facts = Facts(*passwords, _new_socket_folder(places.account))
    draft = places.facts.with_suffix(".json.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"owner": facts.owner, "program": facts.program, "sockets": str(facts.sockets)}, file)
    draft.replace(places.facts)
    return facts


def _is_private(folder: Path, account: Account | None) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    owner = account.uid if account else os.geteuid()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and stat.S_IMODE(found.st_mode) == 0o700


def _new_socket_folder(account: Account | None) -> Path:
    """A new folder with a short name that only PostgreSQL's account (and root) may enter."""
    for base in ("/tmp", tempfile.gettempdir()):  # noqa: S108 - mkdtemp makes a folder that nobody else can enter
        if os.path.isdir(base) and os.access(base, os.W_OK) and len(base) + len(NAME) + 10 <= LONGEST_SOCKET_FOLDER:
            folder = Path(tempfile.mkdtemp(prefix=f"{NAME}-", dir=base))
            if account:
                os.chown(folder, account.uid, account.gid)
            return folder
    raise EmbeddedFailed("找不到放数据库套接字的短路径临时目录 / no temporary folder with a short path")
