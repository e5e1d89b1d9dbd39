"""Whether the key at hand is the one that sealed what is there: nobody writes with a new key over old chains."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ConfigWrong
from app.ground.seal import history_key
from app.history import chain, house
from app.models import Instance, Register, Release

LOOKED_AT = 20


def require_own_key(session: Session) -> None:
    """Of the seals that are there at least one must fit; tampering spoils one or another, a wrong key all of them.

    Raises  ConfigWrong for the key of another installation, or a new one.
    """
    fits = _fits(session, history_key())
    if fits and not any(fits):
        zh = (
            "历史记录密钥（HISTORY_KEY_FILE）不是封存这个数据库已有记录的那一把：用它无法证明以前的记录，继续写入会使记录链断开。程序没有启动。"
            "请从备份恢复原来的密钥文件；如确已丢失，请保留这个数据库备查，另建新库。"
        )
        en = (
            "The history key (HISTORY_KEY_FILE) is not the one that sealed this database: with it nothing of the past can be proven, and going on would "
            "break every chain. The program has not started. Bring back the key file from a backup; if it is lost for good, keep this database for "
            "inspection and begin a new one."
        )
        raise ConfigWrong(zh, en)


def _fits(session: Session, key: bytes) -> list[bool]:
    found = []
    register = session.execute(select(Register.last_number, Register.mac).where(Register.id == 1)).one_or_none()
    if register is not None and register.mac:
        found.append(register.mac in (chain.register_seal(key, register.last_number), chain.early_register_seal(key, register.last_number)))
    head = house.house_head(session)
    if head.mac:
        found.append(house.sealed(key, head))
    columns = (Instance.number, Instance.uid, Release.digest, Instance.event_count, Instance.head, Instance.mac)
    cases = select(*columns).join(Release, Release.id == Instance.release_id).order_by(Instance.id.desc()).limit(LOOKED_AT)
    found += [mac == chain.seal(key, number, str(uid), digest, count, last) for number, uid, digest, count, last, mac in session.execute(cases)]
    return found
