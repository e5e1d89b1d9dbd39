"""The key of the history chain, as bytes in memory; its file lies beside the data folder, never in the database."""

from __future__ import annotations

from flask import current_app

from app.errors import ConfigWrong


def history_key() -> bytes:
    """32 bytes or more.

    Raises  ConfigWrong when the program was started without its key file (HISTORY_KEY_FILE).
    """
    key = current_app.config.get("HISTORY_KEY")
    if not isinstance(key, bytes) or len(key) < 32:
        raise ConfigWrong("缺少历史记录密钥文件（HISTORY_KEY_FILE）。", "The history key file (HISTORY_KEY_FILE) is missing.")
    return key[:64]
