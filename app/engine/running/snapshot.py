"""A case as bytes and back: pruned, without specs, compact, compressed, with the version of the format.

A row is [id, node, state, parent, order, mark, own data, changes to the parent's data, keys it lost]; rows stand in the order of their creation,
so parents come first. Only `freeze` and `thaw` know this.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import Any

import orjson

from app.engine.ledger import Ledger
from app.engine.release import Release
from app.engine.running.activity import Activity
from app.engine.running.case import Case
from app.engine.running.prune import prune
from app.engine.values import alike
from app.errors import DataInvalid, HistoryBroken
from app.periods import Calendar

# 1: as released first. 2: with the rounds that the diagram's expressions count; who has none writes 1, which an older program reads too.
FIRST, WITH_ROUNDS = 1, 2
READABLE = (FIRST, WITH_ROUNDS)
_MISSING = object()


def freeze(case: Case) -> bytes:
    """The snapshot of a case. An ended case keeps its end data and what its picture needs."""
    ledger = case.ledger
    content: dict[str, Any] = {"p": case.process, "s": case.seed, "b": case.started_by, "t": ledger.totals}
    if case.completed:
        content["d"] = case.data
    else:
        prune(case)
        content |= {"n": [ledger.last_id, ledger.tick], "c": ledger.counts, "f": [_flow(flow) for flow in case.flows()]}
        if ledger.rounds:
            content["r"] = ledger.rounds
    try:
        text = orjson.dumps(content)
    except TypeError as error:
        raise DataInvalid(f"案件数据不能保存：{error}", f"The data of the case cannot be stored: {error}") from error
    return bytes([WITH_ROUNDS if "r" in content else FIRST]) + zlib.compress(text, 5)


def same(case: Case, other: Case) -> bool:
    """Whether two cases would be stored alike, whatever the order of keys in their data."""
    return alike(_read(freeze(case)), _read(freeze(other)))


def _flow(flow: Any) -> list[Any]:
    owner = getattr(flow, "owner", None)
    base = owner.data if owner is not None else {}
    rows = []
    for task in flow.tasks.values():
        before = base if task._parent is None else flow.tasks[task._parent].data
        rows.append(_row(task, before))
    return [0 if owner is None else owner.id, 0 if owner is None else owner.task_spec.target, rows]


def _row(task: Activity, before: dict[str, Any]) -> list[Any]:
    data = task.data
    changed = {}
    for key, value in data.items():
        if not alike(before.get(key, _MISSING), value):
            changed[key] = value
    lost = sorted(key for key in before if key not in data)
    place = [task.id, task.task_spec.name, task._state, task._parent or 0, task.last_state_change, task.mark or 0]
    return [*place, task.internal_data or 0, changed or 0, lost or 0]


def thaw(release: Release, snapshot: bytes, now: datetime, calendar: Calendar) -> Case:
    """The case of a snapshot over the specs of its release."""
    content = _read(snapshot)
    last_id, tick = content.get("n", (0, 0))
    ledger = Ledger(now, calendar, last_id, tick, content.get("c", {}), content["t"], content.get("r", {}))
    case = Case(release, content["p"], ledger, content["b"], content["s"])
    if "f" not in content:
        case.completed, case.data = True, content["d"]
        return case
    owners: dict[int, Activity] = {}
    for owner_id, target, rows in content["f"]:
        flow: Any = case if not owner_id else case.create_subprocess(owners[owner_id], target)
        _plant(flow, rows, owners)
    return case


def _plant(flow: Any, rows: list[list[Any]], owners: dict[int, Activity]) -> None:
    nodes, tasks = flow.spec.task_specs, flow.tasks
    owner = getattr(flow, "owner", None)
    for number, node, state, parent_id, order, mark, own, changed, lost in rows:
        spec = nodes.get(node)
        if spec is None:
            raise HistoryBroken(f"案件状态中的元素 {node} 不在其流程版本中", f"The release of the case has no element {node}")
        parent = tasks.get(parent_id)
        task = Activity(flow, spec, parent, state, number)
        before = parent.data if parent is not None else owner.data if owner is not None else {}
        data = dict(before)
        if changed:
            data.update(changed)
        for key in lost or ():
            data.pop(key, None)
        task.data, task.mark, task.last_state_change, task.internal_data = data, mark or None, order, own or {}
        owners[number] = task
    flow.task_tree = tasks[rows[0][0]]


def _read(snapshot: bytes) -> dict[str, Any]:
    if not snapshot or snapshot[0] not in READABLE:
        raise HistoryBroken("案件状态的格式版本不认识", "The format of the case's state is not known")
    try:
        content: dict[str, Any] = orjson.loads(zlib.decompress(snapshot[1:]))
    except (zlib.error, orjson.JSONDecodeError) as error:
        raise HistoryBroken(f"案件状态损坏：{error}", f"The case's state is damaged: {error}") from error
    return content
