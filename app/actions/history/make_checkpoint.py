"""A checkpoint: all chains as they stand now, in one hash, signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app.clock import real_now
from app.db import one, reading, run, transaction
from app.errors import Outdated
from app.ground.house import SYSTEM
from app.ground.signing import keep, signing_key
from app.history.chain import text as moment_text
from app.history.checkpoint import HOUSE, Leaf, body, body_hash, new_key, public_of, sign
from app.history.house import house_head
from app.models import Checkpoint, CheckpointLeaf, Instance

_ONE_AT_A_TIME = "SELECT pg_try_advisory_xact_lock(7364825)"
_LEAVES = "SELECT DISTINCT ON (number) number, uid, count, head FROM checkpoint_leaf WHERE n <= %s ORDER BY number, n DESC"
AT_ONCE = 2000


def make_checkpoint(by: str = SYSTEM) -> Checkpoint:
    """Over every case and the house; the newest one again when nothing has happened since.

    Raises  ConfigWrong when the key that signs is missing; Outdated while another process makes one.
    """
    with transaction() as session:
        _alone(session)
        newest = newest_checkpoint(session)
        leaves, before = now_leaves(session), leaves_of(session, newest.n) if newest else {}
        if newest is not None and before == leaves:
            return newest
        return _write(session, newest, before, leaves, signing_key(begin=newest is None), by, None)


def daily_checkpoint() -> Checkpoint | None:
    """One a day, by whichever worker looks first; None when there is one of today.

    Raises  ConfigWrong when the key that signs is missing.
    """
    with reading() as session:
        newest = newest_checkpoint(session)
    if newest is not None and real_now() - newest.at < timedelta(days=1):
        return None
    try:
        return make_checkpoint()
    except Outdated:
        return None  # another worker is at it


def change_key(*, lost: bool, by: str) -> Checkpoint | None:
    """Sign with a new key from now on. A last checkpoint by the old key names the new one, so that who trusts the old may trust it; `lost`: there is
    no old key any more, and the new one begins by itself (None).

    Raises  ConfigWrong when the old key is missing.
    """
    following = new_key()
    made = None
    if not lost:
        with transaction() as session:
            _alone(session)
            newest = newest_checkpoint(session)
            key = signing_key(begin=newest is None)
            before = leaves_of(session, newest.n) if newest else {}
            made = _write(session, newest, before, now_leaves(session), key, by, public_of(following))
    keep(following)
    return made


def _alone(session: Session) -> None:
    """All chains at one moment, and nobody else beside us."""
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    if not one(session, _ONE_AT_A_TIME)[0]:
        raise Outdated("另一个进程正在生成检查点，请稍后再试。", "Another process is making a checkpoint: try again in a moment.")


def newest_checkpoint(session: Session) -> Checkpoint | None:
    """None: none was made yet."""
    return session.scalars(select(Checkpoint).order_by(Checkpoint.n.desc()).limit(1)).first()


def now_leaves(session: Session) -> dict[int, Leaf]:
    """Every chain as it stands: by number."""
    rows = session.execute(select(Instance.number, Instance.uid, Instance.event_count, Instance.head).where(Instance.number > 0))
    found = {number: Leaf(number, str(uid), count, head) for number, uid, count, head in rows}
    house = house_head(session)
    return {HOUSE: Leaf(HOUSE, "house", house.count, house.hash), **found}


def leaves_of(session: Session, n: int) -> dict[int, Leaf]:
    """Every chain as checkpoint `n` holds it."""
    return {number: Leaf(number, uid, count, bytes(head)) for number, uid, count, head in run(session, _LEAVES, n).fetchall()}


Leaves = Mapping[int, Leaf]


def _write(session: Session, newest: Checkpoint | None, before: Leaves, leaves: Leaves, key: bytes, by: str, following: bytes | None) -> Checkpoint:
    at = real_now()
    ordered = [leaves[number] for number in sorted(leaves)]
    n, previous = (newest.n + 1, body_hash(newest.body)) if newest else (1, bytes(32))
    signed = body(n, moment_text(at), ordered, previous, public_of(key), following)
    made = Checkpoint(n=n, at=at, made_by=by, body=signed, signature=sign(key, signed))
    session.add(made)
    session.flush()
    grown = [leaf for leaf in ordered if before.get(leaf.number) != leaf]
    rows = [{"number": leaf.number, "n": n, "uid": leaf.uid, "count": leaf.count, "head": leaf.head} for leaf in grown]
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(CheckpointLeaf), rows[start : start + AT_ONCE])
    return made
