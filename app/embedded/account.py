"""Who runs PostgreSQL. It refuses to run as root; then another account does: `postgres` if there is one, else `nobody`."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


class EmbeddedFailed(RuntimeError):
    """The embedded PostgreSQL cannot do its work; the message says why and what helps."""


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL; None where the program's own account does."""

    uid: int
    gid: int

    @classmethod
    def choose(cls, data: Path) -> Account | None:
        """The data folder's owner where there is one already, else the first that this machine has."""
        if os.geteuid() != 0:
            return None
        if data.exists() and data.stat().st_uid != 0:
            return cls(data.stat().st_uid, data.stat().st_gid)
        for name in ("postgres", "nobody", "daemon"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise EmbeddedFailed("以 root 运行时需要一个普通账号（postgres 或 nobody）来运行数据库 / no account but root to run PostgreSQL with")

    def reaches(self, path: Path) -> bool:
        """Whether this account may pass through every folder above `path` (access lists aside)."""
        return all(self._may_pass(parent.stat()) for parent in path.resolve().parents)

    def _may_pass(self, folder: os.stat_result) -> bool:
        if folder.st_uid == self.uid:
            return bool(folder.st_mode & stat.S_IXUSR)
        if folder.st_gid == self.gid:
            return bool(folder.st_mode & stat.S_IXGRP)
        return bool(folder.st_mode & stat.S_IXOTH)
