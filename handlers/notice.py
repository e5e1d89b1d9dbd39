"""Telling people: a notice to a role of an office, to named people, or only when a project stands still."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.records.changes import last_changed
from app.records.expert_review import last_activity
from app.records.project import find_project
from app.roles import candidate
from handlers._project import Nothing, project_of


class ToRole(Schema):
    """A role and a text."""

    role = fields.String(required=True, metadata={"description": "收件角色"})
    text = fields.String(required=True, metadata={"description": "通知内容"})
    office = fields.String(load_default=None, allow_none=True, metadata={"description": "单位代码，不填为该角色在本案的单位"})


@service("notice.send", input=ToRole, output=Nothing, effect="records")
def send(call: Call, said: Mapping[str, Any]) -> None:
    """向一个角色发通知"""
    _tell(call, said["role"], said["text"], said["office"])


class ToPeople(Schema):
    """People and a text."""

    people = fields.List(fields.String(), required=True, metadata={"description": "收件人（用户名）"})
    text = fields.String(required=True, metadata={"description": "通知内容"})


@service("notice.people", input=ToPeople, output=Nothing, effect="records")
def people(call: Call, said: Mapping[str, Any]) -> None:
    """向指定人员发通知"""
    for username in dict.fromkeys(said["people"]):
        call.notify(username, said["text"])


class IfIdle(ToRole):
    """A notice, and after how many quiet days."""

    days = fields.Integer(required=True, metadata={"description": "多少天没有进展才提醒"})


class Reminded(Schema):
    """Whether somebody was told."""

    reminded = fields.Boolean(metadata={"description": "是否已提醒"})


@service("project.remind_if_idle", input=IfIdle, output=Reminded, effect="records")
def remind_if_idle(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """项目长期没有进展时提醒"""
    project = project_of(call)
    moments = (last_changed(call.session, project), last_activity(call.session, project.id))
    idle = call.now - max(moment for moment in moments if moment is not None) >= timedelta(days=said["days"])
    if idle:
        _tell(call, said["role"], said["text"], said["office"])
    return {"reminded": idle}


def _tell(call: Call, role: str, text: str, office: str | None) -> None:
    project = find_project(call.session, call.project_id)
    dept, build_unit = (project.dept, project.build_unit) if project is not None else (None, None)
    call.notify(candidate(role, dept, build_unit, office), text)
