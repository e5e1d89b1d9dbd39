"""What is proven of the institution's books: every column of every kind, or why not yet."""

from __future__ import annotations

from app.history.proof.said import EVERY, Open, Table
from app.records.kinds import KINDS

NOT_YET = Open("台账的更改尚未写入封存的办理记录。")

BOOKS = (
    Table("record_change", "台账更改记录", NOT_YET, {EVERY: NOT_YET}),
    *(Table(name, f"台账：{kind.title}", NOT_YET, {EVERY: NOT_YET}) for name, kind in sorted(KINDS.items())),
)
