"""One round of an appraisal: the panel is called together, experts and units are heard, the votes are counted (P13 step 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.records.appraisal_round import Rules, next_round, record_unit, require_outsiders, votes_of
from app.records.base import Act
from app.records.expert_review import APPRAISAL, record_reviews, require_panel
from handlers._project import Nothing, take_back
from handlers.appraisal import declaration_of


class Panel(Schema):
    """The experts who were chosen."""

    experts = fields.List(fields.String(), required=True, metadata={"description": "论证专家（用户名）"})


class Convened(Schema):
    """The round that begins."""

    round = fields.Integer(metadata={"description": "第几轮论证"})


@service("appraisal.convene", input=Panel, output=Convened, effect="records")
def convene(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """组成论证专家组：须为规定人数以上单数，申报人不得参加"""
    project_id = declaration_of(call).project_id
    require_panel(said["experts"], Rules.of(call.parameters).least_experts)
    require_outsiders(call.session, project_id, set(said["experts"]))
    return {"round": next_round(call.session, project_id)}


class Heard(Panel):
    """What the panel said."""

    round = fields.Integer(required=True, metadata={"description": "第几轮论证"})
    answers = fields.List(fields.Dict(), required=True, metadata={"description": "专家已提交的意见"})


@service("appraisal.record_experts", input=Heard, output=Nothing, effect="records", undo=take_back)
def record_experts(call: Call, said: Mapping[str, Any]) -> None:
    """登记专家论证意见（未答复的专家记为未提交）"""
    project_id = declaration_of(call).project_id
    require_outsiders(call.session, project_id, {str(answer.get("by")) for answer in said["answers"]})
    rest = {"number": said["round"], "panel": said["experts"], "answers": said["answers"], "least": Rules.of(call.parameters).least_experts}
    record_reviews(Act.of(call), project_id=project_id, stage=APPRAISAL, **rest)


class UnitSaid(Schema):
    """What one unit said."""

    round = fields.Integer(required=True, metadata={"description": "第几轮论证"})
    office = fields.String(required=True, metadata={"description": "单位代码：fgw、czj、sgj"})
    answers = fields.Dict(required=True, metadata={"description": "部门论证意见（F32 的填写内容）"})


@service("appraisal.record_unit", input=UnitSaid, output=Nothing, effect="records", undo=take_back)
def record_unit_opinion(call: Call, said: Mapping[str, Any]) -> None:
    """登记一家单位的论证意见"""
    project_id = declaration_of(call).project_id
    record_unit(Act.of(call), project_id=project_id, number=said["round"], office=said["office"], answer=said["answers"])


class Round(Schema):
    """A round, and who must have been heard."""

    round = fields.Integer(required=True, metadata={"description": "第几轮论证"})
    signers = fields.List(fields.Dict(), load_default=list, allow_none=True, metadata={"description": "D05 的结果：论证意见的签署方"})


class Counted(Schema):
    """The votes."""

    vote_pass = fields.Integer(metadata={"description": "专家通过票"})
    vote_modify = fields.Integer(metadata={"description": "专家修改后再论证票"})
    vote_reject = fields.Integer(metadata={"description": "专家不通过票"})
    units = fields.Dict(metadata={"description": "三家单位的结论"})
    may_pass = fields.Boolean(metadata={"description": "票数是否允许论证结论为通过"})


@service("appraisal.count_votes", input=Round, output=Counted, effect="records")
def count_votes(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """统计论证票数；专家人数不足或缺少单位意见的不予统计"""
    rules = Rules.of(call.parameters)
    votes = votes_of(call.session, declaration_of(call).project_id, said["round"])
    votes.require_complete(rules, [str(row["office"]) for row in said["signers"] or [] if row["kind"] == "单位"])
    counted = {"vote_pass": votes.passed, "vote_modify": votes.modified, "vote_reject": votes.rejected}
    return counted | {"units": dict(votes.units), "may_pass": votes.may_pass(rules)}
