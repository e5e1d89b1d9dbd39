"""Lots: who is drawn from a pool follows from the seed alone, so that anybody with a history can draw again. Pure functions.

Each member of the pool gets the ticket SHA-256(seed ‖ ":" ‖ user name); the smallest tickets win. No generator of a programming language is
asked: the same seed gives the same people in ten years, and by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

from app.history.replay import Recorded

KIND = "task:draw"


def draw_lots(pool: Collection[str], count: int, seed: str) -> list[str]:
    """The `count` members of the pool with the smallest tickets, smallest first.

    >>> draw_lots(["expert.1", "expert.2", "expert.3"], 2, "00")
    ['expert.1', 'expert.2']
    """
    return sorted(set(pool), key=lambda name: (sha256(f"{seed}:{name}".encode()).digest(), name))[:count]


def false_draw(events: Iterable[Recorded]) -> tuple[int, str] | None:
    """The first draw that does not come out the same when it is drawn again, or that drew somebody who was excluded: number and words."""
    before: Recorded | None = None
    for event in events:
        if event.kind == KIND and (said := _fault(event.payload)):
            return event.seq, f"第 {event.seq} 条记录：{said}"
        if event.kind == "task:reassign" and event.payload.get("drawn") is True and not _follows(before, event):
            return event.seq, f"第 {event.seq} 条记录：改派的人员与抽取结果不符"
        before = event
    return None


def _fault(said: Mapping[str, Any]) -> str | None:
    try:
        again = draw_lots(said["pool"], said["count"], said["seed"])
        excluded = {row["person"] for row in said["excluded"]}
        if again != said["drawn"] or len(again) != said["count"]:
            return "按记录的种子重新抽取，结果不同"
        return "抽取了应当回避的人员" if excluded & {*said["pool"]} else None
    except (KeyError, TypeError, AttributeError):
        return "抽取记录的内容不完整"


def _follows(before: Recorded | None, event: Recorded) -> bool:
    """A drawn substitute comes right after its draw, for the same task."""
    return before is not None and (before.kind, before.address) == (KIND, event.address) and before.payload.get("drawn") == [event.payload.get("to")]
