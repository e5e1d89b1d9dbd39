"""A repeated request answers the same again and does nothing twice: one row a person, route and key, written with what the request did."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.clock import real_now
from app.db import transaction
from app.errors import KeyReused
from app.models import IdempotencyKey
from app.people import Actor


def answer_once(actor: Actor, route: str, key: str, body: bytes, status: int, act: Callable[[], Any]) -> tuple[int, Any]:
    """Do `act` and keep its answer, in one transaction; or give the kept answer. A refusal keeps nothing: the key may be used again.

    The same request twice at once: the second waits at the row until the first has committed, then answers the same.
    Raises  KeyReused when the key came with another body before; whatever `act` refuses.
    """
    digest = sha256(body).digest()
    mine = {"person": actor.username, "route": route, "key": key}
    with transaction() as session:
        new = upsert(IdempotencyKey).values(**mine, body=digest, created_at=real_now()).on_conflict_do_nothing().returning(IdempotencyKey.key)
        if session.scalars(new).one_or_none() is None:
            kept = session.execute(select(IdempotencyKey.body, IdempotencyKey.status, IdempotencyKey.answer).filter_by(**mine)).one()
            if kept.body != digest:
                raise KeyReused("该 Idempotency-Key 已用于另一请求。", "This Idempotency-Key was used for another request.")
            return kept.status, kept.answer
        said = act()
        done = update(IdempotencyKey).filter_by(**mine).values(status=status, answer=said)
        session.execute(done.execution_options(synchronize_session=False))
        return status, said
