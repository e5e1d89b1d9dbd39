"""Acts on the house as sentences: who was given what, what was published, what was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from app.models import HouseEvent
from app.roles import ROLES
from app.views.offices import label_of
from app.views.tasks import moment

Said = Mapping[str, Any]
Names = Mapping[str, str]
# Acts that no person of the house does.
BY_ITSELF = {"system": ("系统", "the program"), "command line": ("命令行", "the command line")}


def house_event_view(event: HouseEvent, names: Names) -> dict[str, Any]:
    """One act; digests of secrets stay in the chain."""
    said = orjson.loads(event.payload)
    zh, en = KINDS.get(event.kind, (_unknown, _unknown_en))
    itself = BY_ITSELF.get(event.actor)
    return {
        "seq": event.seq, "kind": event.kind, "at": moment(event.at), "actor": event.actor,
        "actor_name": itself[0] if itself else names.get(event.actor, event.actor),
        "actor_name_en": itself[1] if itself else names.get(event.actor, event.actor),
        "said": zh(said, names), "said_en": en(said, names), "people": [{"username": u, "name": names.get(u, u)} for u in whom(said)][:MOST],
        "hash": event.hash.hex(),
    }  # fmt: skip


MOST = 20
SETTINGS = {
    "TRAINING": "培训模式", "SESSION_HOURS": "登录有效小时", "SECURE_COOKIES": "仅限 HTTPS", "MAX_FILE_BYTES": "附件上限（字节）", "OA_URL": "协同办公地址",
}  # fmt: skip


def whom(said: Said) -> list[str]:
    """User names of the people it is about."""
    put = said.get("put", {})
    found = [row["username"] for row in put.get("person", ())] + [row["person"] for name in ("membership", "access_token") for row in put.get(name, ())]
    return list(dict.fromkeys([*found, *([said["person"]] if isinstance(said.get("person"), str) else [])]))


def people_of(events: list[HouseEvent]) -> list[str]:
    """Who acted, and whom it is about."""
    return [name for event in events for name in (event.actor, *whom(orjson.loads(event.payload))[:MOST])]


def _rows(said: Said, table: str) -> list[Any]:
    found: list[Any] = said.get("put", {}).get(table, [])
    return found


def _first(table: str, say: Callable[[Any, Names], str]) -> Callable[[Said, Names], str]:
    def sentence(said: Said, names: Names) -> str:
        rows = _rows(said, table)
        return say(rows[0], names) if rows else table

    return sentence


def _role(row: Said, language: str) -> str:
    known = label_of(f"{row['role']}@{row['office'] or ''}", language)["label"]
    return str(known or (ROLES[row["role"]].label if row["role"] in ROLES else row["role"]))


def _joined(said: Said, names: Names) -> str:
    person, roles = _rows(said, "person")[0], "、".join(_role(row, "zh") for row in _rows(said, "membership"))
    return f"添加人员{person['name']}" + (f"，岗位：{roles}" if roles else "，未授予岗位")


def _joined_en(said: Said, names: Names) -> str:
    person, roles = _rows(said, "person")[0], ", ".join(_role(row, "en") for row in _rows(said, "membership"))
    return f"{person['name']} joined" + (f" as {roles}" if roles else ", without a role")


def _counted(said: Said, *tables: str) -> str:
    return "、".join(f"{len(_rows(said, table))} {unit}" for table, unit in (t.split(":") for t in tables) if _rows(said, table))


def _set(value: Any, words: str) -> str:
    """A setting's value; `words` for yes, no and nothing."""
    if isinstance(value, bool):
        return words[0] if value else words[1]
    return str(value) if value != "" else words[2]


def _unknown(said: Said, names: Names) -> str:
    return "其他变动"


def _unknown_en(said: Said, names: Names) -> str:
    return "Something else"


_ALL = ("office:个单位", "person:名人员", "membership:项任职", "access_token:个访问令牌", "release:个流程版本", "release_file:个流程文件",
        "calendar_version:份工作日历", "case_clock:个培训时钟", "stored_file:个附件")  # fmt: skip
_ALL_EN = tuple(f"{part.partition(':')[0]}:{part.partition(':')[0].replace('_', ' ')} rows" for part in _ALL)
KINDS: Mapping[str, tuple[Callable[[Said, Names], str], Callable[[Said, Names], str]]] = {
    "house:baseline": (
        lambda s, n: f"开始封存时已有：{_counted(s, *_ALL) or '无'}；此前的变动当时未封存",
        lambda s, n: f"There when sealing began: {_counted(s, *_ALL_EN).replace('、', ', ') or 'nothing'}; what happened before was not sealed",
    ),
    "demo:load": (
        lambda s, n: f"载入演示单位：{_counted(s, 'office:个单位', 'person:名人员')}",
        lambda s, n: f"The demo organisation: {len(_rows(s, 'office'))} offices, {len(_rows(s, 'person'))} people",
    ),
    "settings:read": (
        lambda s, n: "以新的设置启动：" + "，".join(f"{SETTINGS.get(k, k)} {_set(v, '是否空')}" for k, v in s["settings"].items()),
        lambda s, n: "Started with new settings: " + ", ".join(f"{k.lower().replace('_', ' ')} {v if v != '' else 'none'}" for k, v in s["settings"].items()),
    ),
    "office:add": (_first("office", lambda r, n: f"设立单位{r['name']}"), _first("office", lambda r, n: f"Office {r['name']} was set up")),
    "person:add": (_joined, _joined_en),
    "person:enable": (_first("person", lambda r, n: f"启用{r['name']}"), _first("person", lambda r, n: f"{r['name']} came back")),
    "person:disable": (_first("person", lambda r, n: f"停用{r['name']}"), _first("person", lambda r, n: f"{r['name']} left")),
    "person:password": (_first("person", lambda r, n: f"更改{r['name']}的密码"), _first("person", lambda r, n: f"{r['name']} has a new password")),
    "role:give": (
        _first("membership", lambda r, n: f"授予{n.get(r['person'], r['person'])}岗位：{_role(r, 'zh')}"),
        _first("membership", lambda r, n: f"{n.get(r['person'], r['person'])} was given a role: {_role(r, 'en')}"),
    ),
    "role:take": (
        lambda s, n: f"收回{n.get(s['person'], s['person'])}的岗位：{_role(s, 'zh')}",
        lambda s, n: f"A role was taken from {n.get(s['person'], s['person'])}: {_role(s, 'en')}",
    ),
    "token:issue": (
        _first("access_token", lambda r, n: f"向{n.get(r['person'], r['person'])}发放访问令牌 {r['id']}，有效期至 {r['expires_at'][:10]}"),
        _first("access_token", lambda r, n: f"Token {r['id']} for {n.get(r['person'], r['person'])}, valid until {r['expires_at'][:10]}"),
    ),
    "token:revoke": (
        _first("access_token", lambda r, n: f"撤销{n.get(r['person'], r['person'])}的访问令牌 {r['id']}"),
        _first("access_token", lambda r, n: f"Token {r['id']} of {n.get(r['person'], r['person'])} was revoked"),
    ),
    "release:publish": (
        _first("release", lambda r, n: f"发布流程版本 {r['id']}：{r['message']}"),
        _first("release", lambda r, n: f"Release {r['id']} was published: {r['message']}"),
    ),
    "calendar:publish": (
        _first("calendar_version", lambda r, n: f"发布工作日历第 {r['id']} 版"),
        _first("calendar_version", lambda r, n: f"Calendar {r['id']} was published"),
    ),
    "file:upload": (
        _first("stored_file", lambda r, n: f"上传附件「{r['name']}」（{r['size']} 字节，SHA-256 {r['sha256'][:12]}…）"),
        _first("stored_file", lambda r, n: f"File “{r['name']}” was sent ({r['size']} bytes, SHA-256 {r['sha256'][:12]}…)"),
    ),
    "clock:open": (
        _first("case_clock", lambda r, n: f"培训时钟设在 {r['now'][:10]}"),
        _first("case_clock", lambda r, n: f"The training clock stands at {r['now'][:10]}"),
    ),
    "clock:move": (
        _first("case_clock", lambda r, n: f"培训时钟拨到 {r['now'][:10]}"),
        _first("case_clock", lambda r, n: f"The training clock moved to {r['now'][:10]}"),
    ),
}  # fmt: skip
