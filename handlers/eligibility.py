"""The automatic checks of a declaration (P12 step 1): what D03 reads, and the refusal that names every block with its clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, Reading, reader, service
from app.errors import RuleRefused
from app.records.amounts import yuan_of
from app.records.changes import plain
from app.records.clauses import R24, R26, R116
from app.records.declaration import same_name
from app.records.eligibility import eligibility
from app.records.project import find_project
from handlers._project import project_of


class Asked(Schema):
    """What D03 is asked about."""

    moment = fields.String(required=True, metadata={"description": "判断时点：提交或盖章"})
    plan_year = fields.Integer(required=True, metadata={"description": "计划年度"})
    project_category = fields.String(required=True, metadata={"description": "项目类别"})
    construction_nature = fields.String(required=True, metadata={"description": "建设性质"})
    linked_project = fields.String(load_default=None, allow_none=True, metadata={"description": "关联既有项目"})
    total_budget_wan = fields.String(required=True, metadata={"description": "总投资（万元）"})


class Facts(Schema):
    """What D03 reads."""

    moment = fields.String(metadata={"description": "判断时点"})
    construction_nature = fields.String(metadata={"description": "建设性质"})
    suspended = fields.Boolean(metadata={"description": "该年度申报是否被暂缓"})
    sanction_id = fields.Integer(allow_none=True, metadata={"description": "暂缓申报的惩戒记录编号"})
    sanction_basis = fields.String(allow_none=True, metadata={"description": "惩戒依据"})
    internal_review = fields.Boolean(metadata={"description": "内部预审是否通过（或由运维经费申请代替）"})
    linked = fields.Boolean(metadata={"description": "是否填写关联既有项目"})
    overdue_acceptance = fields.Integer(metadata={"description": "本部门逾期未竣工验收的项目数"})
    compress_ratio = fields.String(allow_none=True, metadata={"description": "压缩预算比例（%），没有则为空"})
    declared_yuan = fields.String(metadata={"description": "本部门该年度申报总额（元，含本项目）"})
    listed_yuan = fields.String(metadata={"description": "本部门上一年度列入计划总额（元）"})
    last_grade = fields.String(allow_none=True, metadata={"description": "关联项目最近绩效等级"})


@service("declaration.facts", input=Asked, output=Facts, effect="records")
def facts(call: Call, asked: Mapping[str, Any]) -> dict[str, Any]:
    """读取申报资格所需的台账情况（惩戒、内部预审、逾期验收、绩效）"""
    known = eligibility(
        call.session,
        project_of(call),
        plan_year=asked["plan_year"],
        category=asked["project_category"],
        linked_project=asked["linked_project"],
        total_yuan=yuan_of(asked["total_budget_wan"]),
        now=call.now,
        overdue_days=int(call.parameters["acceptance_overdue_days"]),
    )
    shown = {name: plain(value) for name, value in asdict(known).items()}
    return shown | {"moment": asked["moment"], "construction_nature": asked["construction_nature"]}


@reader("eligibility_facts")
def eligibility_facts(reading: Reading, moment: str, plan_year: int, category: str, nature: str, linked: str | None, total_wan: str) -> dict[str, Any] | None:
    """申报资格所需的台账情况（时点、计划年度、项目类别、建设性质、关联既有项目、总投资万元）"""
    project = find_project(reading.session, reading.project_id)
    if project is None:
        return None
    known = eligibility(
        reading.session,
        project,
        plan_year=plan_year,
        category=category,
        linked_project=linked,
        total_yuan=yuan_of(total_wan),
        now=reading.now,
        overdue_days=int(reading.parameters["acceptance_overdue_days"]),
    )
    shown = {name: plain(value) for name, value in asdict(known).items() if name not in ("sanction_id", "sanction_basis")}
    return shown | {"moment": moment, "construction_nature": nature}


class Checks(Schema):
    """The answers, and what the tables said of them."""

    answers = fields.Dict(required=True, metadata={"description": "申报表（P12_T1 的填写内容）"})
    plan_year = fields.Integer(required=True, metadata={"description": "计划年度"})
    category = fields.Dict(required=True, metadata={"description": "D15 的结果"})
    documents = fields.List(fields.Dict(), required=True, metadata={"description": "D17 的结果"})
    eligibility = fields.List(fields.Dict(), required=True, metadata={"description": "D03 的结果"})


class Warned(Schema):
    """What is worth knowing but stops nothing."""

    warnings = fields.List(fields.String(), metadata={"description": "提示"})


@service("declaration.check", input=Checks, output=Warned, effect="records")
def check(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """申报自动校验：类别、必备材料、申报资格、同名项目；不符合的不予提交"""
    answers = said["answers"]
    blocks = [*_category(answers, said["category"]), *_documents(answers, said["documents"])]
    blocks += [(row["message"], row["clause"]) for row in said["eligibility"] if row["effect"] == "BLOCK"]
    project = project_of(call)
    name, year = str(answers["project_name"]), said["plan_year"]
    if same_name(call.session, dept=project.dept, plan_year=year, name=name, project_id=project.id) is not None:
        blocks.append((f"本部门{year}年度已申报同名项目“{name}”", R24))
    if blocks:
        told = "；".join(message for message, _clause in blocks)
        reasons = [{"message": message, "clause": clause} for message, clause in blocks]
        raise RuleRefused(f"依据 {blocks[0][1]}，申报不能提交：{told}。", "The declaration is refused; see reasons.", clause=blocks[0][1], reasons=reasons)
    return {"warnings": [row["message"] for row in said["eligibility"] if row["effect"] == "WARN"]}


def _category(answers: Mapping[str, Any], said: Mapping[str, Any]) -> list[tuple[str, str]]:
    if said.get("problem"):
        return [(str(said["problem"]), R116)]
    if said.get("category") != answers["project_category"]:
        return [(f"按包含的类别，项目类别应为“{said.get('category')}”", R116)]
    return []


def _documents(answers: Mapping[str, Any], wanted: list[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(f"缺少必备材料“{row['document']}”", R26) for row in wanted if row["blocking"] and row["field"] and not answers.get(row["field"])]
