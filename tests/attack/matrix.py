"""Who may call what: one row for each operation of the published interface, said here a second time and independently of the program.

Own and foreign: each row is asked of a matter of 县卫健委 (wjw) and of one of 县教育局 (jyj).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

COUNTY = frozenset({"sgj", "fgw", "czj", "ggj", "sjj", "xzf", "das"})
SIDES = ("wjw", "jyj")
MEMBERS = {"wjw": ("expert.4", "expert.6"), "jyj": ("expert.5", "expert.7")}


@dataclass(frozen=True)
class Who:
    """A caller; `scopes` of a machine's token, None for who signed in; without a name nobody."""

    said: str
    username: str = ""
    scopes: frozenset[str] | None = None

    @property
    def office(self) -> str:
        return self.username.split(".")[0]


CALLERS = (
    Who("nobody"),
    *(Who(name, name) for name in ("wjw.handler", "wjw.leader", "jyj.handler", "sgj.handler", "sgj.leader", "fgw.reviewer", "das.archivist")),
    *(Who(name, name) for name in ("expert.4", "expert.8", "vendor.a", "owner", "auditor", "admin")),
    Who("machine that reads as sgj.handler", "sgj.handler", frozenset({"read"})),
    Who("machine that acts as wjw.handler", "wjw.handler", frozenset({"act"})),
    Who("machine that sends", "bank", frozenset({"send:bank"})),
)

Rule = Callable[[Who, str], bool]


def all_signed_in(who: Who, side: str) -> bool:
    return bool(who.username)


def all_people(who: Who, side: str) -> bool:
    return bool(who.username) and who.scopes is None


def anybody(who: Who, side: str) -> bool:
    return True


def answers_of(who: Who, side: str) -> bool:
    """Readers of everything that stands in a case of this side."""
    return who.office in COUNTY or who.username == "auditor" or who.office == side


def case_of(who: Who, side: str) -> bool:
    """The process owner reads a case without its answers."""
    return answers_of(who, side) or who.username == "owner"


def tasks_of(who: Who, side: str) -> bool:
    """Open tasks of a case: its readers, and who has one."""
    return case_of(who, side) or who.username in MEMBERS[side]


def does(who: Who, side: str) -> bool:
    return who.username == f"{side}.handler"


def runs(who: Who, side: str) -> bool:
    return who.username in ("sgj.handler", "owner")


def audits(who: Who, side: str) -> bool:
    """The auditor alone."""
    return who.username == "auditor"


def owner(who: Who, side: str) -> bool:
    return who.username == "owner"


def looks_after(who: Who, side: str) -> bool:
    """The house itself: people and rights."""
    return who.username in ("auditor", "admin")


def departments(who: Who, side: str) -> bool:
    return who.username in ("wjw.handler", "jyj.handler")


def sends(who: Who, side: str) -> bool:
    return who.username == "sgj.handler" or (who.scopes is not None and "send:bank" in who.scopes)


@dataclass(frozen=True)
class Row:
    """`target` names what the ground makes for it; `ok`: the answers of whoever may; `fresh`: success changes something, so each gets its own."""

    rule: Rule
    path: str
    body: Any = None
    ok: tuple[int, ...] = (200,)
    target: str = "case"
    fresh: bool = False
    sees: tuple[Rule, str] | None = None


WHY = {"reason": "测试"}
ROWS: dict[str, Row] = {
    "post /session": Row(anybody, "/session", {"username": "admin", "password": "demo"}, target="session"),
    "delete /session": Row(all_people, "/session", ok=(204,), fresh=True, target="session"),
    "get /me": Row(all_signed_in, "/me"),
    "put /me/language": Row(all_signed_in, "/me/language", {"language": "zh"}),
    "get /people": Row(all_signed_in, "/people"),
    "get /offices": Row(all_signed_in, "/offices"),
    "get /processes": Row(all_signed_in, "/processes"),
    "get /processes/{process}/start-form": Row(departments, "/processes/matter_{side}/start-form"),
    "post /processes/{process}/start-form/preview": Row(departments, "/processes/matter_{side}/start-form/preview", {"data": {}}),
    "post /processes/{process}/instances": Row(departments, "/processes/matter_{side}/instances", {"data": {}}, ok=(201,), fresh=True),
    "get /tasks": Row(all_signed_in, "/tasks?view=all&limit=200", sees=(tasks_of, "case")),
    "get /tasks/{task_id}": Row(answers_of, "/tasks/{task}"),
    "post /tasks/{task_id}/preview": Row(answers_of, "/tasks/{task}/preview", {"data": {}}),
    "post /tasks/{task_id}/draft": Row(does, "/tasks/{task}/draft", {"data": {}}),
    "post /tasks/{task_id}/claim": Row(does, "/tasks/{task}/claim", {}, fresh=True),
    "post /tasks/{task_id}/release": Row(does, "/tasks/{task}/release", {}, target="claimed", fresh=True),
    "post /tasks/{task_id}/complete": Row(does, "/tasks/{task}/complete", "letter", fresh=True),
    "post /tasks/{task_id}/draw": Row(does, "/tasks/{task}/draw", {"count": 1}, ok=(422,)),
    "post /tasks/{task_id}/reassign": Row(runs, "/tasks/{task}/reassign", {**WHY, "assignee": "sgj.fund"}, fresh=True),
    "post /tasks/{task_id}/drop-member": Row(runs, "/tasks/{member}/drop-member", WHY, fresh=True),
    "get /instances": Row(all_signed_in, "/instances?limit=200", sees=(case_of, "case")),
    **{
        f"get /instances/{{instance_id}}{part}": Row(case_of, "/instances/{case}" + part)
        for part in ("", "/diagram", "/events", "/steps", "/line", "/verification")
    },
    "get /instances/{instance_id}/steps/{n}": Row(case_of, "/instances/{case}/steps/1"),
    "get /instances/{instance_id}/moves": Row(owner, "/instances/{case}/moves"),
    "post /instances/{instance_id}/suspend": Row(owner, "/instances/{case}/suspend", WHY, fresh=True),
    "post /instances/{instance_id}/resume": Row(owner, "/instances/{case}/resume", WHY, target="suspended", fresh=True),
    "post /instances/{instance_id}/cancel": Row(owner, "/instances/{case}/cancel", WHY, fresh=True),
    "post /instances/{instance_id}/move": Row(owner, "/instances/{case}/move", {**WHY, "address": "T_dept.1", "to": "T_dept"}, fresh=True),
    "post /incidents/{incident_id}/retry": Row(owner, "/incidents/{incident}/retry", WHY, target="incident", fresh=True),
    "post /files": Row(all_signed_in, "/files", "file", ok=(201,)),
    "get /files/{file_id}": Row(answers_of, "/files/{file}", target="done"),
    "get /house/events": Row(looks_after, "/house/events"),
    "get /house/holders": Row(looks_after, "/house/holders"),
    "get /clauses": Row(all_signed_in, "/clauses"),
    "get /clauses/{clause}": Row(all_signed_in, "/clauses/R23", ok=(404,)),
    "get /checkpoints": Row(audits, "/checkpoints"),
    "get /exports/checkpoints/{n}.json": Row(audits, "/exports/checkpoints/1.json", ok=(404,)),
    "get /desk": Row(audits, "/desk"),
    "get /questions": Row(audits, "/questions"),
    "get /questions/{key}": Row(audits, "/questions/late"),
    "get /exports/questions/{key}.xlsx": Row(audits, "/exports/questions/late.xlsx"),
    "get /exports/questions/{key}.csv": Row(audits, "/exports/questions/late.csv"),
    "get /notices": Row(all_signed_in, "/notices?limit=200", sees=(does, "notice"), target="notice"),
    "post /notices/{notice_id}/read": Row(does, "/notices/{notice}/read", {}, target="notice"),
    "post /messages/{name}": Row(sends, "/messages/MSG_GO", {"correlation": {"number": 7}}, ok=(202,)),
    "get /records": Row(all_signed_in, "/records"),
    "get /records/{kind}": Row(all_signed_in, "/records/project?limit=200", sees=(answers_of, "record")),
    "get /records/{kind}/{record_id}": Row(answers_of, "/records/project/{record}"),
    "get /exports/records/{kind}.xlsx": Row(all_signed_in, "/exports/records/project.xlsx", sees=(answers_of, "record")),
    "post /checks": Row(all_signed_in, "/checks", {"files": {"processes/x.bpmn": "<a/>"}}),
    "get /map": Row(all_signed_in, "/map"),
    "get /releases": Row(all_signed_in, "/releases"),
    "post /releases": Row(owner, "/releases", "bundle", ok=(201,), fresh=True),
    "get /releases/{n}": Row(all_signed_in, "/releases/1"),
    "get /training/clock": Row(all_signed_in, "/training/clock"),
    "post /training/clock": Row(all_signed_in, "/training/clock", "clock"),
    "get /meta": Row(anybody, "/meta"),
}  # fmt: skip


def may(operation: str, row: Row, who: Who, side: str) -> bool:
    """What the row says, and what a machine's scopes leave of it."""
    if row.rule is anybody:
        return True
    if who.scopes is not None and not (row.rule is sends and "send:bank" in who.scopes):
        wanted = "read" if operation.startswith("get ") else "act"
        if wanted not in who.scopes:
            return False
        if row.rule is sends:
            return who.username == "sgj.handler"
    return bool(who.username) and row.rule(who, side)
