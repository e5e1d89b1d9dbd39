"""An appraisal up to its panel: the declaration that is appraised, its documents, its corrections (P13 steps 0 and 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.base import Act
from app.records.clauses import R24, R28
from app.records.declaration import Declaration, open_declaration
from app.records.declaration_version import add_version, newest_form
from handlers._project import Nothing, project_of, take_back
from handlers.waiting import Year


def declaration_of(call: Call) -> Declaration:
    """The accepted declaration of the case's project that has no outcome yet.

    Raises  RuleRefused when there is none.
    """
    project = project_of(call)
    declaration = open_declaration(call.session, project.id)
    if declaration is None:
        raise RuleRefused(f"项目“{project.name}”没有受理中的申报，不能论证。", "The project has no accepted declaration.", clause=R24)
    return declaration


class Begun(Schema):
    """The declaration that is appraised."""

    declaration_id = fields.Integer(metadata={"description": "申报记录编号"})
    declare_no = fields.String(metadata={"description": "申报编号"})


@service("appraisal.begin", input=Year, output=Begun, effect="records")
def begin(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """开始论证：核对本项目该计划年度有受理中的申报"""
    declaration = declaration_of(call)
    if declaration.plan_year != said["plan_year"]:
        raise RuleRefused(f"受理中的申报属于{declaration.plan_year}年度。", "The declaration is for another year.", clause=R24)
    return {"declaration_id": declaration.id, "declare_no": declaration.no}


class Newest(Schema):
    """What the tables read of the newest form."""

    form_version = fields.Integer(metadata={"description": "申报表版本号"})
    project_category = fields.String(metadata={"description": "项目类别"})
    category_parts = fields.List(fields.String(), metadata={"description": "包含类别"})
    demand_clear = fields.Boolean(metadata={"description": "需求是否明确"})
    arch_simple = fields.Boolean(metadata={"description": "架构是否简单"})
    total_budget_wan = fields.String(metadata={"description": "总投资（万元）"})


@service("appraisal.read_form", input=Nothing, output=Newest, effect="records")
def read_form(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """读取最新版本的申报表（类别、需求、架构、总投资）"""
    number, answers = newest_form(call.session, declaration_of(call))
    facts = {name: answers.get(name) for name in ("project_category", "demand_clear", "arch_simple", "total_budget_wan")}
    return facts | {"form_version": number, "category_parts": answers.get("category_parts") or []}


class Wanted(Schema):
    """What D17 demands."""

    documents = fields.List(fields.Dict(), required=True, metadata={"description": "D17 的结果"})


@service("appraisal.check_documents", input=Wanted, output=Nothing, effect="records")
def check_documents(call: Call, said: Mapping[str, Any]) -> None:
    """预审通过前核对必备材料，缺少的不得通过"""
    _number, answers = newest_form(call.session, declaration_of(call))
    missing = [str(row["document"]) for row in said["documents"] if row["blocking"] and row["field"] and not answers.get(row["field"])]
    if missing:
        raise RuleRefused(f"申报材料不完整，缺少{'、'.join(missing)}，预审不能通过。", "Documents are missing.", clause=R28)


class Revision(Schema):
    """A new version of the form."""

    element = fields.String(required=True, metadata={"description": "修改所在环节，如 P13_T1b"})
    answers = fields.Dict(required=True, metadata={"description": "修改后的申报表"})


class Filed(Schema):
    """The version that was filed."""

    form_version = fields.Integer(metadata={"description": "申报表版本号"})


# What F37 adds to the form, and what is no content of it.
_ABOUT = ("change_list", "final_plan_files", "decision")


@service("declaration.revise", input=Revision, output=Filed, effect="records", undo=take_back)
def revise(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记修改后的申报表（新版本，原申报表保留）"""
    answers = dict(said["answers"])
    about = {name: answers.pop(name, None) for name in _ABOUT}
    told = {"change_list": about["change_list"], "files": about["final_plan_files"] or []}
    row = add_version(Act.of(call), declaration_of(call), element=said["element"], answers=answers, **told)
    return {"form_version": row.number}
