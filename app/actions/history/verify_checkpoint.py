"""What the database holds now, against a checkpoint that somebody kept elsewhere: nothing of it may be missing, shorter or another.

This finds what no seal inside the database can show to whoever stole its key: a removed last event, a removed case, a history written anew, a database
that was rolled back. Whether what stands there also follows from the diagrams is `verify_all`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import run, transaction
from app.errors import DataInvalid
from app.ground.signing import key_file
from app.history.checkpoint import HOUSE, Leaf, fingerprint, is_signed, leaf_of, public_of, root, said
from app.history.events import at_one_moment
from app.models import Checkpoint

AT_ONCE = 1000
_CASES = """
    SELECT l.number, i.uid::text, i.event_count, e.hash FROM unnest(%s::bigint[], %s::bigint[]) AS l (number, count)
    LEFT JOIN instance i ON i.number = l.number LEFT JOIN event e ON e.instance_id = i.id AND e.seq = l.count"""
_HOUSE = "SELECT (SELECT max(seq) FROM house_event), (SELECT hash FROM house_event WHERE seq = %s)"


@dataclass(frozen=True)
class Kept:
    """A checkpoint out of a file."""

    body: bytes
    signature: bytes
    leaves: tuple[Leaf, ...]

    @property
    def key(self) -> bytes:
        """Who signed."""
        return bytes.fromhex(str(said(self.body)["key"]))


@dataclass(frozen=True)
class Held:
    """`faults`: what is not as the checkpoint holds it, at most twenty sentences; none: all is there."""

    n: int
    at: str
    cases: int
    fingerprint: str
    faults: tuple[str, ...]


def read_kept(content: bytes) -> Kept:
    """A file that `export_checkpoint` gave.

    Raises  DataInvalid: no checkpoint, or one that somebody changed, with what is wrong in it.
    """
    try:
        found = orjson.loads(content)
        kept = Kept(str(found["body"]).encode(), bytes.fromhex(found["signature"]), tuple(leaf_of(one) for one in found["leaves"]))
        signed = said(kept.body)
        numbers = [leaf.number for leaf in kept.leaves]
        whole = isinstance(signed["root"], str) and isinstance(signed["n"], int) and kept.key and numbers == sorted(set(numbers))
    except (ValueError, KeyError, TypeError) as error:
        raise _wrong("这个文件不是检查点，或已残缺。", f"This file is no checkpoint, or a broken one: {error}") from error
    if not whole:
        raise _wrong("这个文件不是检查点，或已残缺。", "This file is no checkpoint, or a broken one.")
    if not is_signed(kept.key, kept.body, kept.signature):
        raise _wrong("检查点的签名不符：签名之后内容被改动过。", "The signature does not fit: the checkpoint was changed after it was signed.")
    if root(kept.leaves).hex() != signed["root"]:
        raise _wrong("检查点所列的各条记录链与签名内的根哈希不符。", "The chains listed in the checkpoint are not those that were signed.")
    return kept


def verify_checkpoint(kept: Kept, trusted: Iterable[str] = ()) -> Held:
    """`trusted`: fingerprints of public keys that the reader knows to be this installation's, beside its own key file and the checkpoints in the database."""
    with transaction() as session:
        at_one_moment(session)
        faults = [*_signer(session, kept, trusted), *_here(session, kept)][:20]
    signed = said(kept.body)
    return Held(int(signed["n"]), str(signed["at"]), int(signed["cases"]), fingerprint(kept.key), tuple(faults))


def _signer(session: Session, kept: Kept, trusted: Iterable[str]) -> Iterator[str]:
    known = {one.replace(" ", "") for one in trusted}
    if key_file().exists():
        known.add(fingerprint(public_of(bytes.fromhex(key_file().read_text("ascii").strip()))).replace(" ", ""))
    for body in session.scalars(select(Checkpoint.body)):
        signed = said(body)
        known |= {fingerprint(bytes.fromhex(one)).replace(" ", "") for one in (signed["key"], signed["next_key"]) if one}
    if fingerprint(kept.key).replace(" ", "") not in known:
        yield f"检查点由另一把密钥签署（指纹 {fingerprint(kept.key)}），不是本系统用过的密钥：可能是另一套安装的检查点"


def _here(session: Session, kept: Kept) -> Iterator[str]:
    n = said(kept.body)["n"]
    stored = session.get(Checkpoint, n)
    if stored is None:
        yield f"数据库中没有检查点 {n}：数据库可能被退回到更早的状态，或检查点被删除"
    elif stored.body != kept.body:
        yield f"数据库中的检查点 {n} 与文件不是同一个"
    for leaf in kept.leaves:
        if leaf.number == HOUSE:
            last, found = run(session, _HOUSE, leaf.count).fetchone() or (0, None)
            yield from _of("单位与权限的记录链", leaf, last or 0, found)
    cases = [leaf for leaf in kept.leaves if leaf.number != HOUSE]
    for start in range(0, len(cases), AT_ONCE):
        yield from _cases(session, cases[start : start + AT_ONCE])


def _cases(session: Session, leaves: Sequence[Leaf]) -> Iterator[str]:
    rows: dict[int, Any] = {row[0]: row for row in run(session, _CASES, [leaf.number for leaf in leaves], [leaf.count for leaf in leaves]).fetchall()}
    for leaf in leaves:
        _, uid, count, found = rows[leaf.number]
        if uid is None:
            yield f"第 {leaf.number} 号案件缺失"
        elif uid != leaf.uid:
            yield f"第 {leaf.number} 号案件不是检查点所记的那一个"
        else:
            yield from _of(f"第 {leaf.number} 号案件", leaf, count, found)


def _of(what: str, leaf: Leaf, count: int, found: bytes | None) -> Iterator[str]:
    if found is None or count < leaf.count:
        yield f"{what}只有 {count} 条记录，检查点时已有 {leaf.count} 条：其后的记录被删除"
    elif bytes(found) != leaf.head:
        yield f"{what}的前 {leaf.count} 条记录与检查点不符：历史被改写"


def _wrong(zh: str, en: str) -> DataInvalid:
    return DataInvalid(zh, en, errors=[{"pointer": "/file", "message": f"{zh} / {en}"}])
