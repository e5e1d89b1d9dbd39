"""A project and its declaration window: is it open, wait for it, skip its year, be late for it (P00 step 4, P12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.base import Act
from app.records.changes import change
from app.records.clauses import R24
from app.records.declaration_window import DeclarationWindow, get_window, window_at
from app.records.lock import lock_windows
from app.records.project import reserve
from app.records.sanction import suspension
from handlers._project import Nothing, project_of, take_back


class Window(Schema):
    """A declaration window."""

    id = fields.Integer(metadata={"description": "窗口编号"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})
    open_at = fields.DateTime(metadata={"description": "开放时间"})
    close_at = fields.DateTime(metadata={"description": "关闭时间"})


class Found(Schema):
    """Whether a window is open for the project."""

    open = fields.Boolean(metadata={"description": "申报窗口是否开放"})
    window = fields.Nested(Window, allow_none=True, metadata={"description": "开放的窗口，没有则为空"})


class Looked(Window):
    """The window as the declaration takes it along; without an open one everything but `open` is empty."""

    open = fields.Boolean(metadata={"description": "申报窗口是否开放"})


class Year(Schema):
    """A plan year."""

    plan_year = fields.Integer(required=True, metadata={"description": "计划年度"})


@service("window.read", input=Nothing, output=Found, effect="records", undo=take_back)
def read(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """查看申报窗口现在是否开放（不计本项目应跳过的年度）"""
    window = _open_for(call)
    return {"open": window is not None, "window": window}


@service("window.look", input=Nothing, output=Looked, effect="records", undo=take_back)
def look(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """查看申报窗口现在是否开放，开放的带入申报（不计本项目应跳过的年度）"""
    window = _open_for(call)
    if window is None:
        return {"open": False, "id": None, "plan_year": None, "open_at": None, "close_at": None}
    return {"open": True, "id": window.id, "plan_year": window.plan_year, "open_at": window.open_at, "close_at": window.close_at}


def _open_for(call: Call) -> DeclarationWindow | None:
    lock_windows(call.session)
    project = project_of(call)
    window: DeclarationWindow | None = window_at(call.session, call.now, without=project.skip_plan_year)
    if window is not None:
        change(Act.of(call), project, waiting_for_window=False)
    return window


@service("project.wait_for_window", input=Nothing, output=Nothing, effect="records", undo=take_back)
def wait_for_window(call: Call, _given: Mapping[str, Any]) -> None:
    """标记项目等待下一次申报窗口"""
    lock_windows(call.session)
    act, project = Act.of(call), project_of(call)
    if project.state == "申报":
        reserve(act, project, waiting_for_window=True)
    else:
        change(act, project, waiting_for_window=True)


class Skip(Year):
    """A plan year that does not count, and why."""

    reason = fields.String(required=True, metadata={"description": "原因（告知主管部门）"})
    sanction_id = fields.Integer(load_default=None, allow_none=True, metadata={"description": "依据的惩戒记录编号"})


@service("project.skip_year", input=Skip, output=Nothing, effect="records", undo=take_back)
def skip_year(call: Call, said: Mapping[str, Any]) -> None:
    """跳过一个计划年度（暂缓或转下一年度），并告知主管部门"""
    project = project_of(call)
    change(Act.of(call), project, skip_plan_year=said["plan_year"])
    reference = f"（惩戒记录第{said['sanction_id']}号）" if said["sanction_id"] is not None else ""
    call.notify(f"dept_handler@{project.dept}", f"项目“{project.name}”不参加{said['plan_year']}年度申报：{said['reason']}{reference}")


@service("project.skip_suspended", input=Year, output=Nothing, effect="records", undo=take_back)
def skip_suspended(call: Call, said: Mapping[str, Any]) -> None:
    """因主管部门被暂缓申报而跳过一个计划年度，并告知惩戒依据"""
    stop = suspension(call.session, project_of(call).dept, said["plan_year"])
    skip_year(call, {**said, "reason": "主管部门暂缓申报", "sanction_id": stop.id if stop is not None else None})


@service("project.mark_overdue", input=Year, output=Nothing, effect="records", undo=take_back)
def mark_overdue(call: Call, said: Mapping[str, Any]) -> None:
    """标记项目逾期未报，并提醒主管部门"""
    project = project_of(call)
    change(Act.of(call), project, overdue_window=said["plan_year"])
    call.notify(f"dept_handler@{project.dept}", f"项目“{project.name}”未在截止时间前申报{said['plan_year']}年度项目，已记为逾期未报。")


@service("project.open_late_request", input=Year, output=Nothing, effect="records", undo=take_back)
def open_late_request(call: Call, said: Mapping[str, Any]) -> None:
    """标记项目有待县政府会议研究的逾期增补申请"""
    lock_windows(call.session)
    window: DeclarationWindow = get_window(call.session, said["plan_year"])
    if window.cycle_ended_at is not None:
        raise RuleRefused(f"{window.plan_year}年度申报与计划周期已办结，不能增补。", "The year's cycle has ended.", clause=R24)
    change(Act.of(call), project_of(call), late_request_open=True, late_request_year=window.plan_year)


@service("project.close_late_request", input=Nothing, output=Nothing, effect="records", undo=take_back)
def close_late_request(call: Call, _given: Mapping[str, Any]) -> None:
    """清除逾期增补申请的标记"""
    change(Act.of(call), project_of(call), late_request_open=False)
