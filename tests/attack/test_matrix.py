"""The authorisation matrix: every operation of the interface × every kind of caller × own and foreign. What is not allowed is refused and changes nothing."""

from __future__ import annotations

from io import BytesIO

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import db
from app.models import Event, Message, Release, Task
from tests.api.test_openapi import document
from tests.attack.ground import Ground
from tests.attack.matrix import CALLERS, MEMBERS, ROWS, SIDES, Row, Who, answers_of, may, owner

REFUSED = (401, 403, 404)


def everything() -> tuple[int, ...]:
    """What refused calls must not change."""
    session: Session = db.session()
    counted = [session.scalars(select(func.count()).select_from(table)).one() for table in (Event, Task, Message, Release)]
    session.rollback()
    return tuple(counted)


def asked(ground: Ground, operation: str, row: Row, who: Who, side: str) -> str | None:
    """One cell; what is wrong with it, or None."""
    allowed = may(operation, row, who, side)
    kept = ground.kept[side, "case" if row.target == "session" else row.target]
    ids = ground.made(side, row.target) if allowed and row.fresh and row.target != "session" else kept
    answer = ground.call(operation, row, who, ids, side)
    if allowed and answer.status_code not in row.ok:
        return f"WALL {operation} by {who.said} at {side}: {answer.status_code} {answer.text[:160]}"
    if not allowed and answer.status_code not in REFUSED:
        return f"HOLE {operation} by {who.said} at {side}: {answer.status_code} {answer.text[:160]}"
    if not allowed and who.said == "nobody" and answer.status_code != 401:
        return f"HOLE {operation} by nobody: {answer.status_code}, not 401"
    if allowed and row.sees is not None:
        rule, name = row.sees
        is_listed = f"{side} 的项目" in cells_of(answer.data) if ".xlsx" in row.path else kept[name] in ids_in(answer.get_json()["items"], name)
        if is_listed != rule(who, side):
            return f"HOLE {operation} by {who.said}: {name} of {side} is {'' if is_listed else 'not '}listed"
    return None


def ids_in(items: list[dict[str, object]], name: str) -> set[str]:
    """The ids that a list gives; of tasks those of their cases."""
    return {str(item["instance" if name == "case" and "instance" in item else "id"]) for item in items}


def cells_of(content: bytes) -> set[object]:
    """Everything that stands in an Excel file."""
    return {value for line in load_workbook(BytesIO(content)).active.iter_rows(values_only=True) for value in line}


def over(ground: Ground, operation: str, row: Row, who: Who, side: str, target: str) -> str | None:
    """The same of a task that is done, or of a suspended case: strangers do not even learn that."""
    answer = ground.call(operation, row, who, ground.kept[side, target], side)
    knows = who.scopes in (None, frozenset({"act"})) and (answers_of(who, side) or owner(who, side) or (who.username in MEMBERS[side] and "member" in row.path))
    if knows or answer.status_code in REFUSED:
        return None
    return f"HOLE {operation} by {who.said} on a {target} one of {side}: {answer.status_code} {answer.text[:160]}"


def test_every_operation_is_in_the_matrix(app: Flask) -> None:
    paths = document(app)["paths"].items()
    published = {f"{m} {path.removeprefix('/api/v1')}" for path, item in paths for m in item if m in ("get", "post", "put", "delete", "patch")}
    assert published == set(ROWS)


def test_nobody_may_do_more_or_less_than_the_matrix_says(training_app: Flask) -> None:
    ground = Ground(training_app)
    wrong, cells = [], 0
    for operation, row in ROWS.items():
        cases = [(who, side) for side in SIDES for who in CALLERS]
        before = everything()
        for who, side in cases:
            if not may(operation, row, who, side):
                cells += 1
                wrong.append(asked(ground, operation, row, who, side))
        if everything() != before:
            wrong.append(f"HOLE {operation}: a refused call changed something")
        for who, side in cases:
            if may(operation, row, who, side):
                cells += 1
                wrong.append(asked(ground, operation, row, who, side))
        if row.path.startswith("/tasks/{") and operation.startswith("post"):
            for target, who, side in ((t, w, s) for t in ("done", "suspended") for w in CALLERS for s in SIDES):
                cells += 1
                wrong.append(over(ground, operation, row, who, side, target))
    found = [w for w in wrong if w]
    holes = [w for w in found if w.startswith("HOLE")]
    print(f"\nauthorisation matrix: {len(ROWS)} operations, {len(CALLERS)} callers, own and foreign: {cells} cells, holes {len(holes)}")
    assert found == [], "\n".join(found)
    assert cells > len(ROWS) * len(CALLERS) * len(SIDES)
