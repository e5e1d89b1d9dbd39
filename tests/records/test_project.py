"""A project's states, its phase, and what it is linked to."""

from __future__ import annotations

import pytest

from app.errors import NotFound, RuleRefused
from app.records.project import enter, get_project, go_on, header, resolve_link


def test_the_phase_follows_the_state_through_the_five_phases(act, a_project):
    project, seen = a_project(), []
    for state in ("储备", "申报", "论证", "审批", "计划", "启动", "采购", "建设", "初验", "竣工验收", "结算", "运维"):
        seen.append(enter(act(), project, state).phase)
    assert list(dict.fromkeys(seen)) == ["谋划阶段", "申报阶段", "实施阶段", "验收阶段", "运维阶段"]


def test_an_ended_project_keeps_its_phase_and_goes_nowhere(act, a_project):
    project = enter(act(), enter(act(), a_project(), "申报"), "终止")
    assert project.phase == "申报阶段"
    with pytest.raises(RuleRefused, match="已终止"):
        enter(act(), project, "申报")


def test_a_state_does_not_go_back_by_itself(act, a_project):
    project = enter(act(), a_project(), "论证")
    with pytest.raises(RuleRefused, match="不能退回"):
        go_on(act(), project, "申报")


def test_there_are_no_other_states(act, a_project):
    with pytest.raises(RuleRefused, match="没有"):
        enter(act(), a_project(), "暂停")


def test_a_project_that_is_not_there_is_not_found(db):
    with pytest.raises(NotFound):
        get_project(db, 99)


def test_a_project_without_code_shows_so_in_its_header(db, a_project):
    project = a_project()
    assert header(db, project.id)["project_code"] == "未编号"
    assert header(db, None) is None


def test_a_link_is_a_project_of_the_register_or_the_name_of_an_older_system(db, a_project):
    project = a_project()
    assert resolve_link(db, str(project.id)) == (str(project.id), project.id)
    assert resolve_link(db, "旧平台") == ("旧平台", None)
    assert resolve_link(db, "12345") == ("12345", None)
    assert resolve_link(db, "  ") == (None, None)
