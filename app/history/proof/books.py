"""What is proven of the institution's books: every column of every kind follows from changes that sealed events name."""

from __future__ import annotations

from app.history.proof.said import EVERY, Proven, Table
from app.records.kinds import KINDS

NAMED = Proven(
    "引起更改的那一条办理记录写明更改的编号、种类、台账编号、版本、动作和整行的 BLAKE2b-256 摘要；少一条、多一条、改一处都会指出。"
    "早期的办理记录没有写明台账，校验时说明有多少条。"
)
WRITTEN = Proven("引起的办理记录写明这一行；少一行、多一行、改一处都会指出。早期的办理记录没有写明，校验时说明有多少条。")
FOLDED = Proven("由全部更改依次推出，逐列比对；不一致时指出应为何值、依据哪个案件的哪一条记录。")

BOOKS = (
    Table("record_change", "台账更改记录", NAMED, {EVERY: NAMED}),
    *(Table(name, f"台账：{kind.title}", FOLDED, {EVERY: FOLDED}) for name, kind in sorted(KINDS.items())),
)
