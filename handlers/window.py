"""The year's declaration window: announced, opened, reminded of, closed (P10 steps 1–4, P10R)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import select

from app.catalogue import Call, service
from app.periods import day_start, local_day
from app.records.base import Act
from app.records.declaration import accepted_of_year
from app.records.declaration_window import create_window, get_window, mark, window_of
from app.records.lock import lock_windows
from app.records.project import Project
from handlers._project import Nothing, cannot_take_back, take_back
from handlers.waiting import Year


class Announcement(Schema):
    """The notice F20."""

    plan_year = fields.Integer(required=True, metadata={"description": "计划年度"})
    open_date = fields.Date(required=True, metadata={"description": "开始日期（当日0时起）"})
    close_date = fields.Date(required=True, metadata={"description": "截止日期（当日24时止）"})
    notice_no = fields.String(load_default=None, allow_none=True, metadata={"description": "通知文号"})
    remark = fields.String(load_default=None, allow_none=True, metadata={"description": "备注"})


class Announced(Schema):
    """The window that was announced."""

    window_id = fields.Integer(metadata={"description": "窗口编号"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})
    open_at = fields.DateTime(metadata={"description": "开放时间"})
    close_at = fields.DateTime(metadata={"description": "关闭时间"})
    remind_at = fields.DateTime(metadata={"description": "提醒未申报部门的时间（截止日前6天）"})
    alert_at = fields.DateTime(metadata={"description": "通报论证进度的时间（9月15日）"})
    appraised_at = fields.DateTime(metadata={"description": "论证截止的时间（9月30日24时），此后按月编制年度计划"})


class Told(Schema):
    """How many were told."""

    told = fields.Integer(metadata={"description": "通知的项目数"})


class Reminded(Told):
    """Who was reminded."""

    departments = fields.List(fields.String(), metadata={"description": "被提醒的部门（单位代码）"})


class Checked(Schema):
    """Whether a window is there."""

    exists = fields.Boolean(metadata={"description": "申报工作是否已启动"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})


@service("window.create", input=Announcement, output=Announced, effect="records", undo=take_back)
def create(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """发起年度申报：建立申报窗口"""
    lock_windows(call.session)
    window = create_window(Act.of(call), **said)
    alert, last = (_day_in(window.plan_year - 1, call.parameters[name]) for name in ("appraisal_alert_day", "appraisal_last_day"))
    times = {"open_at": window.open_at, "close_at": window.close_at, "remind_at": day_start(said["close_date"] - timedelta(days=6))}
    times |= {"alert_at": day_start(alert), "appraised_at": day_start(last + timedelta(days=1))}
    return {"window_id": window.id, "plan_year": window.plan_year, **times}


@service("window.open", input=Year, output=Told, effect="records", undo=cannot_take_back)
def open_(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """开放申报窗口，通知等待的项目"""
    lock_windows(call.session)
    mark(Act.of(call), get_window(call.session, said["plan_year"]), "开放")
    return {"told": _tell_waiting(call, said["plan_year"])}


@service("window.remind", input=Year, output=Reminded, effect="records", undo=cannot_take_back)
def remind(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """提醒尚未申报的部门，并再次通知等待的项目"""
    lock_windows(call.session)
    year = said["plan_year"]
    last_day = local_day(get_window(call.session, year).close_at) - timedelta(days=1)
    declared = {row.dept for row in accepted_of_year(call.session, year)}
    missing = [code for code, kind in call.kinds.items() if kind == "department" and code not in declared]
    for code in missing:
        call.notify(f"dept_handler@{code}", f"{year}年度电子政务项目申报将于{last_day.month}月{last_day.day}日24时截止，贵单位尚未申报。")
    return {"departments": missing, "told": _tell_waiting(call, year)}


@service("window.close", input=Year, output=Nothing, effect="records", undo=take_back)
def close(call: Call, said: Mapping[str, Any]) -> None:
    """关闭申报窗口"""
    lock_windows(call.session)
    mark(Act.of(call), get_window(call.session, said["plan_year"]), "关闭")


@service("window.send_ready", input=Year, output=Told, effect="records", undo=cannot_take_back)
def send_ready(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """将本年度受理的申报逐一送交论证"""
    lock_windows(call.session)
    rows = accepted_of_year(call.session, said["plan_year"])
    for row in rows:
        keys = {"project_id": row.project_id, "plan_year": row.plan_year}
        call.send("MSG_APPRAISAL_READY", keys, {}, key=f"{call.key}:{row.id}")
    return {"told": len(rows)}


@service("window.remind_if_missing", input=Nothing, output=Checked, effect="records")
def remind_if_missing(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """下一计划年度的申报尚未启动时，提醒县数管局"""
    year = local_day(call.now).year + 1
    exists = window_of(call.session, year) is not None
    if not exists:
        for role in ("sgj_handler", "sgj_leader"):
            call.notify(f"{role}@sgj", f"{year}年度电子政务项目申报工作尚未启动，请及时发布申报通知。")
    return {"exists": exists, "plan_year": year}


def _day_in(year: int, month_and_day: str) -> date:
    """«09-30» of a year."""
    return date.fromisoformat(f"{year}-{month_and_day}")


def _tell_waiting(call: Call, plan_year: int) -> int:
    waiting = select(Project.id).where(Project.waiting_for_window, Project.voided_at.is_(None)).order_by(Project.id)
    ids = list(call.session.scalars(waiting))
    for project_id in ids:
        call.send("MSG_WINDOW_OPENED", {"project_id": project_id}, {"plan_year": plan_year}, key=f"{call.key}:{project_id}")
    return len(ids)
