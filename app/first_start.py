"""What a start does before anybody is let in: migrations, the history's key, training, the first release, the demo organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import exists, select

from app import create_app
from app.actions.person.load_demo import load_demo
from app.actions.release.publish import publish_folder
from app.actions.training.open import open_training
from app.config import ROOT, SettingWrong, libpq_url, make_key, settings_of
from app.db import transaction
from app.embedded import Urls
from app.ground.house import note_settings, open_house
from app.ground.own_key import require_own_key
from app.migrations import migrate, role_of
from app.models import Person, Release

# Settings that change what people may do: their values are written down at a start that finds them changed.
RIGHTS = ("TRAINING", "SESSION_HOURS", "SECURE_COOKIES", "MAX_FILE_BYTES", "OA_URL")
MIGRATING = 5_2019_01  # the advisory lock of whoever migrates


def prepare(config: Mapping[str, Any], urls: Urls, say: Callable[[str], None]) -> Flask:
    """Bring the database and the keys to where the program can run, and give the program over it.

    Raises  SettingWrong, ConfigWrong.
    """
    _migrate(config, urls, say)
    _settle_key(config, urls)
    app = create_app({**settings_of(config), "DATABASE_URL": urls.program, "MIGRATION_DATABASE_URL": ""})
    with app.app_context():
        with transaction() as session:
            require_own_key(session)
        open_training(config["TRAINING"], config["CLOCK"])
        with transaction() as session:
            if open_house(session):
                say("  封存单位、权限、版本和附件的现状 / sealing people, rights, releases and files as they are …")
    return app


def fill(app: Flask, own: bool, say: Callable[[str], None]) -> bool:
    """Into an empty database: the first release; and where it is our `own` (embedded or training), the demo organisation.

    Gives whether the demo organisation is there.
    """
    with app.app_context():
        with transaction() as session:
            released = session.scalar(select(exists(select(Release.id))))
            peopled = session.scalar(select(exists(select(Person.username))))
        if not released:
            say("  发布第一个版本 / publishing the first release …")
            publish_folder(ROOT, "首次发布")
        if not peopled and own:
            say("  建立演示单位和人员 / loading the demo organisation …")
            load_demo(app.config["DEMO_PASSWORD"])
        with transaction() as session:
            note_settings(session, {name: app.config[name] for name in RIGHTS})
        with transaction() as session:
            return bool(session.scalar(select(exists().where(Person.username == "wjw.handler"))))


def _migrate(config: Mapping[str, Any], urls: Urls, say: Callable[[str], None]) -> None:
    """One process at a time; the others find nothing left to do."""
    if config["DATABASE_URL"] and not config["MIGRATION_DATABASE_URL"]:
        say("  注意：未设置 MIGRATION_DATABASE_URL，程序账号同时是表的所有者，历史记录不受数据库权限保护。")
        say("  Note: without MIGRATION_DATABASE_URL the program owns its tables, and rights cannot keep it from the history.")
    with psycopg.connect(libpq_url(urls.owner), autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", (MIGRATING,))
        migrate(urls.owner, role_of(urls.program))


def _settle_key(config: Mapping[str, Any], urls: Urls) -> None:
    """Make the key that seals the history — for a database that has no sealed history yet; a lost key is never replaced in silence."""
    path = config["HISTORY_KEY_FILE"]
    if path.exists():
        return
    with psycopg.connect(libpq_url(urls.program)) as connection:
        looks = "EXISTS (SELECT 1 FROM register WHERE mac <> ''), EXISTS (SELECT 1 FROM event), EXISTS (SELECT 1 FROM house_event)"
        sealed = connection.execute(f"SELECT {looks}".encode()).fetchone()
    if sealed is None or any(sealed):
        raise SettingWrong(
            f"历史记录密钥 {path} 丢失。数据库中已有用它封存的记录：没有它，这些记录的真实性无法证明，程序也不会换一把新密钥继续写入。"
            f"请从备份恢复该文件（或用 HISTORY_KEY_FILE 指明它的位置）；如确已丢失，请保留这个数据库备查，另建新库。\n"
            "The key of the existing history is missing: without it the records that are there cannot be proven, and no new key is put over them. "
            "Bring the file back from a backup, or say with HISTORY_KEY_FILE where it is; if it is lost for good, keep this database and begin a new one."
        )
    make_key(path)
