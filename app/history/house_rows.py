"""The tables that follow from the house's chain: which columns its events hold, and how. Pure, but for the tables' description.

What is secret stands in the chain as its SHA-256; what is long (a file's bytes, a release's texts) proves itself by the SHA-256 that the row is known by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import ColumnElement, func

from app.db import Base
from app.history.chain import text
from app.models import AccessToken, CalendarVersion, CaseClock, Membership, Office, Person, Release, ReleaseFile, StoredFile


@dataclass(frozen=True)
class Sealed:
    """A table: its name for people, its columns with theirs (the first is the key).

    `secret`: columns that events hold as a digest. `itself`: a column whose content follows from another one's digest, as the database counts it.
    `many`: so many rows that they are compared while the chain is read, and none is kept.
    """

    model: type[Base]
    title: str
    columns: Mapping[str, str]
    secret: frozenset[str] = frozenset()
    itself: Mapping[str, tuple[str, ColumnElement[Any]]] = field(default_factory=dict)
    many: bool = False

    @property
    def name(self) -> str:
        """Of the table."""
        return str(self.model.__tablename__)

    @property
    def key(self) -> str:
        """The column that a row is known by."""
        return next(iter(self.columns))


def _sha256(content: Any) -> ColumnElement[str]:
    return func.encode(func.sha256(content), "hex")


def _of_text(column: Any) -> ColumnElement[str]:
    return _sha256(func.convert_to(column, "UTF8"))


SEALED: Mapping[str, Sealed] = {
    table.name: table
    for table in (
        Sealed(Office, "单位", {"code": "代码", "name": "名称", "kind": "类别"}),
        Sealed(
            Person,
            "人员",
            {"username": "用户名", "name": "姓名", "password": "密码", "active": "是否启用", "works_in": "所在单位", "specialties": "专业"},
            secret=frozenset({"password"}),
        ),
        Sealed(Membership, "任职", {"id": "编号", "person": "人员", "role": "岗位", "office": "单位"}),
        Sealed(
            AccessToken,
            "访问令牌",
            {
                "id": "编号", "secret": "令牌", "person": "持有人", "label": "用途", "scopes": "权限",
                "created_at": "发放时间", "expires_at": "有效期至", "revoked_at": "撤销时间",
            },
            secret=frozenset({"secret"}),
        ),
        Sealed(Release, "流程版本", {"id": "编号", "digest": "摘要", "message": "说明", "author": "发布人", "published_at": "发布时间"}),
        Sealed(ReleaseFile, "流程文件", {"sha256": "摘要"}, itself={"content": ("sha256", _of_text(ReleaseFile.content))}),
        Sealed(
            CalendarVersion,
            "工作日历",
            {"id": "编号", "digest": "摘要", "author": "发布人", "published_at": "发布时间"},
            itself={"content": ("digest", _of_text(CalendarVersion.content))},
        ),
        Sealed(CaseClock, "培训时钟", {"id": "编号", "now": "时刻"}),
        Sealed(
            StoredFile,
            "附件",
            {
                "id": "编号", "sha256": "摘要", "name": "名称", "size": "大小", "type": "类型",
                "uploaded_by": "上传人", "uploaded_at": "上传时间",
            },
            itself={"content": ("sha256", _sha256(StoredFile.content))},
            many=True,
        ),
    )
}  # fmt: skip
# A release's manifest is JSON in the database: its digest is counted by the program.
MANIFEST = "manifest"


def sealed_row(table: Sealed, row: Any) -> dict[str, Any]:
    """A row as events hold it."""
    return {name: told(getattr(row, name), secret=name in table.secret) for name in table.columns}


def told(value: Any, *, secret: bool = False) -> Any:
    """A value as events hold it: plain JSON; a secret as its SHA-256."""
    if value is None:
        return None
    if secret or isinstance(value, bytes):
        return sha256(value if isinstance(value, bytes) else str(value).encode()).hexdigest()
    if isinstance(value, datetime):
        return text(value)
    return list(value) if isinstance(value, list | tuple) else value


def manifest_digest(manifest: Any) -> str:
    """What a release is known by."""
    return sha256(orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS)).hexdigest()
