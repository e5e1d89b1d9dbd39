"""Write docs/proof.md, the list of what is proven, from the program's own list.

python -m tests.house.proof
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.db import Base
from app.history.proof import EVERY, PARTS, Proven, Said, Table
from app.models import Event

assert Event.__table__ is not None, "the platform's tables are known beside the records'"
PAGE = Path(__file__).resolve().parents[2] / "docs/proof.md"
HEAD = """# 什么得到证明

本页由程序内的清单生成（`python -m tests.house.proof`），测试保证清单与数据库结构逐表逐列一致。

**怎样证明。** 办理中的每一步都写成一条办理记录，以只存放在数据库之外的密钥（`history.key`）逐条串成链。能改数据库而没有密钥的人，无法造出一条相符的记录。
校验（`flask instance verify --all`，或案件页上的「校验办理记录」）依次查：记录链与封签；
按当时的流程版本重新执行；附件的全部内容；案件、任务、计时、等待等各行；台账的每一次更改、每一行每一列，附件归入哪个案件，通知发给了谁。
发现不符时指出第一处：哪张表、哪一行、哪一列、应为何值、依据哪一条记录。

**「行」一栏** 说明凭空增加的行、被删除的行是否会被发现。**「未证明」** 的各列附有理由。
"""


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    for title, tables in PARTS:
        lines += [f"## {title}", ""]
        for table in tables:
            lines += _table(table)
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table) -> Iterator[str]:
    yield from (f"### {table.title} `{table.name}`", "", "| 列 | 证明 |", "|---|---|", f"| 行 | {_said(table.rows)} |")
    known = Base.metadata.tables.get(table.name)
    grouped: dict[Said, list[str]] = {}
    for column in (c.name for c in known.columns) if known is not None else [EVERY]:
        said = table.column(column)
        if said is not None:
            grouped.setdefault(said, []).append("全部" if column == EVERY else f"`{column}`")
    yield from (f"| {' '.join(names)} | {_said(said)} |" for said, names in grouped.items())
    yield ""


def _said(said: Said) -> str:
    return said.by if isinstance(said, Proven) else f"未证明：{said.why}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
