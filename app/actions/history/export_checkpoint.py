"""A checkpoint as a file for somebody who trusts nobody: what was signed, the signature, and every chain it holds."""

from __future__ import annotations

import orjson

from app.actions.history.make_checkpoint import leaves_of
from app.db import reading
from app.errors import NotFound
from app.history.checkpoint import Leaf, fingerprint, inclusion, said
from app.models import Checkpoint


def export_checkpoint(n: int) -> bytes:
    """JSON: `body` (the very text that was signed), `signature` and `key` in hex, `leaves`.

    Raises  NotFound.
    """
    with reading() as session:
        found = _checkpoint(session.get(Checkpoint, n), n)
        leaves = leaves_of(session, n)
    key = str(said(found.body)["key"])
    content = {
        "what": "霍邱县电子政务项目全流程管理 · 检查点 / checkpoint", "fingerprint": fingerprint(bytes.fromhex(key)), "body": found.body.decode(),
        "signature": found.signature.hex(), "leaves": [leaves[number].plain() for number in sorted(leaves)],
    }  # fmt: skip
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def prove_inclusion(n: int, number: int) -> dict[str, object]:
    """That a case belongs to a checkpoint, without the other cases: its leaf, its place, and the path to the root (RFC 6962).

    Raises  NotFound.
    """
    with reading() as session:
        found = _checkpoint(session.get(Checkpoint, n), n)
        leaves = leaves_of(session, n)
    ordered: list[Leaf] = [leaves[one] for one in sorted(leaves)]
    index = next((i for i, leaf in enumerate(ordered) if leaf.number == number), None)
    if index is None:
        raise NotFound(f"检查点 {n} 中没有第 {number} 号案件。", f"Checkpoint {n} does not hold case number {number}.")
    path = [one.hex() for one in inclusion(ordered, index)]
    return {
        "body": found.body.decode(), "signature": found.signature.hex(), "leaf": ordered[index].plain(), "index": index, "size": len(ordered), "path": path,
    }  # fmt: skip


def _checkpoint(found: Checkpoint | None, n: int) -> Checkpoint:
    if found is None:
        raise NotFound(f"没有检查点 {n}。", f"There is no checkpoint {n}.")
    return found
