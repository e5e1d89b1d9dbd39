"""Nothing in the books is lost: every change is logged, nothing is deleted, what is fixed stays (I19, I24)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.errors import RuleRefused
from app.records.base import RecordChange
from app.records.changes import change, log_of, void
from app.records.kinds import KINDS, as_json
from app.records.project import enter, get_project
from app.records.reversal import reverse
from tests.cited import said


def test_each_change_is_logged_with_what_was_there_before(db, act, a_project):
    project = a_project(reviewed=False)
    change(act("2025-07-01 10:00:00", by="wjw.leader"), project, name="新名称", frozen=False)
    made, changed = log_of(db, project)
    assert (made.action, made.after["state"], made.after["name"]) == ("create", "储备", "全民健康信息平台升级")
    assert (changed.actor, changed.before, changed.after) == ("wjw.leader", {"name": "全民健康信息平台升级"}, {"name": "新名称"})
    assert project.version == 2


def test_a_change_that_changes_nothing_leaves_no_trace(db, act, a_project):
    project = a_project(reviewed=False)
    change(act(), project, name=project.name, waiting_for_window=False)
    assert (project.version, len(log_of(db, project))) == (1, 1)


def test_a_record_cannot_be_deleted(db, act, a_project):
    db.delete(a_project())
    with pytest.raises(RuleRefused, match="不得删除"):
        db.flush()


def test_the_database_itself_refuses_to_delete_a_project(db, act, a_project):
    from sqlalchemy import delete
    from sqlalchemy.exc import ProgrammingError

    project = a_project()
    with pytest.raises(ProgrammingError, match="permission denied"):
        db.execute(delete(KINDS["project"]).where(KINDS["project"].id == project.id))


def test_the_log_cannot_be_rewritten(db, act, a_project):
    from sqlalchemy import update
    from sqlalchemy.exc import ProgrammingError

    a_project()
    with pytest.raises(ProgrammingError, match="permission denied"):
        db.execute(update(RecordChange).values(actor="nobody"))


def test_the_code_of_a_project_never_changes(db, act, a_project):
    project = change(act(), a_project(), code="EG-2026-WJW-001")
    with pytest.raises(RuleRefused, match="不得更改") as refused:
        change(act(), project, code="EG-2027-WJW-001")
    assert said("I19") in refused.value.clause


def test_a_voided_row_takes_no_change(db, act, a_project):
    project = a_project()
    void(act(), project)
    with pytest.raises(RuleRefused, match="已作废"):
        change(act(), project, name="新名称")


def test_undoing_an_act_gives_back_what_was_there_and_keeps_the_log(db, act, a_project):
    project = a_project()
    enter(act("2025-07-01 09:00:00", key="case:P12_S.1"), project, "申报", waiting_for_window=True)
    reverse(act("2025-07-02 09:00:00", key="case:P12_S.1"))
    assert (project.state, project.phase, project.waiting_for_window) == ("储备", "谋划阶段", False)
    assert [entry.key for entry in log_of(db, project)][-2:] == ["case:P12_S.1", "case:P12_S.1:undo"]


def test_undoing_twice_changes_nothing_more(db, act, a_project):
    project = a_project()
    enter(act(key="k"), project, "申报")
    reverse(act(key="k"))
    before = db.scalars(select(RecordChange.id)).all()
    reverse(act(key="k"))
    assert db.scalars(select(RecordChange.id)).all() == before


def test_what_a_later_step_changed_again_must_be_undone_first(db, act, a_project):
    project = a_project()
    enter(act(key="first"), project, "申报")
    enter(act(key="second"), project, "论证")
    with pytest.raises(RuleRefused, match="后续步骤"):
        reverse(act(key="first"))


def test_undoing_a_creation_sets_the_row_aside(db, act, a_project):
    project = a_project(reviewed=False)
    reverse(act(key="case:Task.1"))
    assert project.voided_at is not None
    assert get_project(db, project.id) is project


def test_a_row_is_shown_with_its_project_and_exact_money(db, act, a_project):
    from decimal import Decimal

    project = change(act(), a_project(), est_budget_yuan=Decimal("8600000.00"))
    shown = as_json(project)
    assert (shown["project"], shown["est_budget_yuan"], shown["state"]) == (project.id, "8600000.00", "储备")
