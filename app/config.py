"""Every setting in one table: name, type, default, meaning. Read from the environment, once, by `load()`.

Defaults marked «derived» depend on others: in training mode the embedded database, its key and its secrets are files of their own.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
NOWHERE = "postgresql+psycopg:///?host=/nonexistent"  # until the embedded server is joined: every use is answered 503


class SettingWrong(ValueError):
    """A setting cannot be read; the message names it and says what it must be."""


@dataclass(frozen=True)
class Setting:
    """One setting; `read` turns its text into its value and raises ValueError when it cannot."""

    name: str
    read: Callable[[str], Any]
    default: Any
    meaning: str


def _flag(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
    if text.strip().lower() not in known:
        raise ValueError("1 or 0")
    return known[text.strip().lower()]


def _count(text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise ValueError("a whole number above 0")
    return int(text)


def _port(text: str) -> int:
    if not text.strip().isdecimal() or not 0 < int(text) < 65536:
        raise ValueError("a port number, 1 to 65535")
    return int(text)


def moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        raise ValueError("a time with its offset, like 2025-06-10T09:00:00+08:00")
    return moment


def _pairs(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if not all(separator and name.strip().replace("_", "").isalnum() for name, separator, _ in pairs):
        raise ValueError("name=value, separated by semicolons")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _web_address(text: str) -> str:
    address = text.strip()
    if address and not address.startswith(("http://", "https://")):
        raise ValueError("an address that begins with http:// or https://")
    return address


def _path(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text.strip() else None


SETTINGS: tuple[Setting, ...] = (
    Setting("DATABASE_URL", str, "", "PostgreSQL server, postgresql://role:password@host/database; empty: the program runs its own"),
    Setting("MIGRATION_DATABASE_URL", str, "", "the same database as the role that owns the tables; migrations run with it"),
    Setting("INSTANCE_DIR", _path, ROOT / "instance", "folder of everything this installation keeps: data, keys, logs"),
    Setting("HISTORY_KEY_FILE", _path, None, "derived: key of the history's seals, made at the first start, mode 0600; keep a copy elsewhere"),
    Setting("HOST", str, "127.0.0.1", "address the web server listens on"),
    Setting("PORT", _port, 8000, "port the web server listens on"),
    Setting("WORKERS", _count, 2, "web processes"),
    Setting("JOB_WORKERS", _count, 2, "worker processes (timers, messages, calls to the outside); while one starts again another one goes on"),
    Setting("THREADS", _count, 8, "threads of each web process"),
    Setting("TRAINING", _flag, False, "use the training database, whose clock people move"),
    Setting("CLOCK", moment, None, "where the clock of a new training database stands at first, RFC 3339"),
    Setting("DEMO_PASSWORD", str, "demo", "password of the demo organisation's people"),
    Setting("SESSION_HOURS", _count, 12, "a sign-in ends after so many hours"),
    Setting("SECURE_COOKIES", _flag, False, "send cookies over HTTPS only; set it behind a TLS proxy"),
    Setting("MAX_FILE_BYTES", _count, 20 * MEGABYTE, "the largest file a person may upload"),
    Setting("MAX_CONTENT_LENGTH", _count, 21 * MEGABYTE, "the largest request; a file and the envelope round it"),
    Setting("PG_SETTINGS", _pairs, {}, "settings of the embedded PostgreSQL that win over the program's: name=value, separated by semicolons"),
    Setting("OA_URL", _web_address, "", "address at which 协同办公系统 registers the number of a flow (JSON by POST); empty: not connected"),
    Setting("WEB_FOLDER", _path, None, "folder of the built browser application; usually app/web/dist"),
    Setting("POOL_SIZE", _count, 8, "database connections of each web process"),
)


def load(overrides: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All settings by name, from `overrides` (values), else the environment (text), else the default.

    Raises  SettingWrong.
    """
    given, environ = dict(overrides or {}), os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        if setting.name in given:
            values[setting.name] = given.pop(setting.name)
        elif setting.name in environ:
            try:
                values[setting.name] = setting.read(environ[setting.name])
            except ValueError as error:
                raise SettingWrong(f"设置 {setting.name}={environ[setting.name]!r} 无法识别 / must be {error}") from error
        else:
            values[setting.name] = setting.default
    return {**values, **_derived(values), **given}


def _derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the other settings: the key file's place and what SQLAlchemy is told."""
    folder = Path(values["INSTANCE_DIR"])
    key_file = values["HISTORY_KEY_FILE"] or folder / ("history-training.key" if values["TRAINING"] else "history.key")
    return {
        "INSTANCE_DIR": folder,
        "HISTORY_KEY_FILE": Path(key_file),
        "HISTORY_KEY": key_from(Path(key_file)),
        "SQLALCHEMY_DATABASE_URI": sqlalchemy_url(values["DATABASE_URL"]) or NOWHERE,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(values["POOL_SIZE"]),
    }


def _engine_options(pool_size: int) -> dict[str, Any]:
    """Few connections are used much rather than all a little: each knows the statements it has prepared."""
    return {"pool_size": pool_size, "max_overflow": pool_size, "pool_timeout": 10, "pool_recycle": 1800, "pool_use_lifo": True}


def sqlalchemy_url(url: str) -> str:
    """The address as SQLAlchemy wants it, with the driver's name: postgresql+psycopg://…"""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise SettingWrong(f"DATABASE_URL 只支持 PostgreSQL / only PostgreSQL, not {scheme}")
    return f"postgresql+psycopg://{rest}"


def libpq_url(url: str) -> str:
    """The address as libpq, psycopg and Procrastinate want it: postgresql://…"""
    return sqlalchemy_url(url).replace("postgresql+psycopg://", "postgresql://", 1)


def key_from(path: Path) -> bytes | None:
    """The secret in this file, 32 bytes; None where there is no file.

    Raises  SettingWrong.
    """
    if not path.exists():
        return None
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise SettingWrong(f"{path} 无法读取 / cannot be read: {error}") from error
    if len(key) < 32:
        raise SettingWrong(f"{path} 内容不完整 / does not hold a key of 32 bytes")
    return key


def make_key(path: Path) -> bytes:
    """Make the file with a new secret, readable by its owner alone (mode 0600), unless it is there; gives the secret."""
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, secrets.token_hex(32))
    key = key_from(path)
    assert key is not None
    return key


def settings_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings alone, as `load()` takes them, out of a whole configuration."""
    return {setting.name: values[setting.name] for setting in SETTINGS}


def _write_once(path: Path, text: str) -> None:
    """Write a file that either is there whole or not at all; of two writers at once the first one wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
