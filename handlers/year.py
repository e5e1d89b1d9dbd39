"""The year after the window: alert, list of what is late, the monthly look, the end (P10 steps 5, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.periods import SHANGHAI
from app.records.base import Act
from app.records.lock import lock_windows
from app.records.year_progress import end_cycle, first_of_next_month, progress, unfinished_appraisals
from handlers._project import Nothing, take_back
from handlers.waiting import Year

# A notice names so many projects, the form all of them.
SHOWN = 10


class Alerted(Schema):
    """How far the appraisals are."""

    declared = fields.Integer(metadata={"description": "本年度申报数"})
    unfinished = fields.Integer(metadata={"description": "尚未形成论证意见的项目数"})


@service("year.alert", input=Year, output=Alerted, effect="records")
def alert(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """通报年度论证进度"""
    year = said["plan_year"]
    declared, unfinished = progress(call.session, year).declared, len(unfinished_appraisals(call.session, year))
    for role in ("sgj_handler", "sgj_leader"):
        call.notify(f"{role}@sgj", f"{year}年度申报{declared}项，尚有{unfinished}项未形成论证意见，论证应于9月底前完成。")
    return {"declared": declared, "unfinished": unfinished}


class Unfinished(Schema):
    """How many are late."""

    unfinished = fields.Integer(metadata={"description": "逾期未形成论证意见的项目数"})


@service("year.list_unfinished", input=Year, output=Unfinished, effect="records")
def list_unfinished(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """列出9月底前未完成论证的项目，报县数管局负责人"""
    rows = unfinished_appraisals(call.session, said["plan_year"])
    if rows:
        names = "、".join(f"{project.code}“{project.name}”" for _, project in rows[:SHOWN])
        more = "等" if len(rows) > SHOWN else ""
        call.notify("sgj_leader@sgj", f"{said['plan_year']}年度有{len(rows)}项未按期完成论证：{names}{more}。")
    return {"unfinished": len(rows)}


class Read(Schema):
    """How far the year is."""

    over = fields.Boolean(metadata={"description": "是否全部办结（每项申报有最终结果，没有待研究的增补申请）"})
    undecided = fields.Integer(metadata={"description": "尚无最终结果的申报数"})
    proposed = fields.Integer(metadata={"description": "拟列入投资计划的条目数"})
    late_requests = fields.Integer(metadata={"description": "待研究的增补申请数"})
    next_at = fields.DateTime(metadata={"description": "下次查看的时间（下月1日）"})


@service("year.read", input=Year, output=Read, effect="records")
def read(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """查看本年度申报与拟列入条目的办理情况"""
    lock_windows(call.session)
    found = progress(call.session, said["plan_year"])
    counts = {"undecided": found.undecided, "proposed": found.proposed, "late_requests": found.late_requests}
    following = first_of_next_month(call.now.astimezone(SHANGHAI), int(call.parameters["plan_review_hour"]))
    return counts | {"over": found.is_over, "next_at": following}


@service("year.end", input=Year, output=Nothing, effect="records", undo=take_back)
def end(call: Call, said: Mapping[str, Any]) -> None:
    """年度申报与计划周期办结（此后不再增补）"""
    lock_windows(call.session)
    end_cycle(Act.of(call), said["plan_year"])
