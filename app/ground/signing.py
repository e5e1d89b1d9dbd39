"""The key that signs checkpoints: a file of its own beside the history's key, never in the database. Who has only the public key can check them."""

from __future__ import annotations

import os
from pathlib import Path

from flask import current_app

from app.errors import ConfigWrong
from app.history.checkpoint import new_key

SIZE = 32


def key_file() -> Path:
    """Where it lies: beside the history's key."""
    history: Path = current_app.config["HISTORY_KEY_FILE"]
    return history.with_name(history.name.replace("history", "checkpoint") if "history" in history.name else f"checkpoint-{history.name}")


def signing_key(*, begin: bool) -> bytes:
    """32 bytes. `begin`: no checkpoint was made yet, so a key may be made now.

    Raises  ConfigWrong when it is missing, or no key.
    """
    path = key_file()
    if begin and not path.exists():
        keep(new_key())
    try:
        found = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        zh = f"缺少签署检查点的密钥文件 {path.name}。请从备份恢复；如确已丢失，用 flask checkpoint new-key --lost 另换一把，以前的检查点仍可核对。"
        en = f"The key that signs checkpoints ({path.name}) is missing: bring it back from a backup, or begin a new one with flask checkpoint new-key --lost."
        raise ConfigWrong(zh, en) from None
    except (OSError, ValueError) as error:
        raise ConfigWrong(f"密钥文件 {path.name} 无法读取。", f"The key file {path.name} cannot be read.") from error
    if len(found) != SIZE:
        raise ConfigWrong(f"密钥文件 {path.name} 的内容不是密钥。", f"The key file {path.name} does not hold a key.")
    return found


def keep(key: bytes) -> None:
    """Write the key, readable by its owner alone; an older one is kept beside it under another name."""
    path = key_file()
    if path.exists():
        number = 1
        while (old := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
            number += 1
        path.rename(old)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
