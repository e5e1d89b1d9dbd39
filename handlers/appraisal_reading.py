"""Readers of the appraisal's forms: the checklist F31, the draft F34, the list F33, the final version F37 and its check F38."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.catalogue import Reading, reader
from app.periods import local_day
from app.records.amounts import wan_of
from app.records.appraisal_opinion import appraised_budget, standing_opinion
from app.records.appraisal_round import votes_of
from app.records.declaration import open_declaration
from app.records.declaration_version import newest_form
from app.records.expert_review import APPRAISAL, reviews_of
from app.records.meeting_batch import waiting_opinions
from app.records.meeting_result import MeetingResult
from app.records.project import NO_CODE, Project
from handlers.reading import last_score


@reader("newest_declaration")
def newest_declaration(reading: Reading, draft: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """最新版本的申报表，其上为保留的草稿（用于补正、修改、定稿）"""
    declaration = open_declaration(reading.session, reading.project_id) if reading.project_id is not None else None
    if declaration is None:
        return dict(draft or {})
    kept = {name: value for name, value in (draft or {}).items() if name not in ("decision", "self_declare_truth")}
    shown = dict(newest_form(reading.session, declaration)[1]) | kept
    fresh = {"declare_no": declaration.no, "fill_date": local_day(reading.now).isoformat(), "last_score": last_score(reading, shown.get("linked_project"))}
    gone = ("decision", "self_declare_truth")
    return {name: value for name, value in (shown | fresh).items() if value is not None and name not in gone}


@reader("declared_facts")
def declared_facts(reading: Reading) -> dict[str, Any] | None:
    """最新版本的申报表中判断审批路径所需的内容（类别、需求、架构、总投资）"""
    declaration = open_declaration(reading.session, reading.project_id) if reading.project_id is not None else None
    if declaration is None:
        return None
    answers = newest_form(reading.session, declaration)[1]
    facts = {name: answers.get(name) for name in ("project_category", "demand_clear", "arch_simple")}
    return facts | {"category_parts": answers.get("category_parts") or [], "budget_wan": answers.get("total_budget_wan")}


@reader("document_checklist")
def document_checklist(reading: Reading, documents: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """申报材料清单：D17 所列材料，申报表中是否已有"""
    answers = newest_declaration(reading)
    # Annex 1 is the form itself.
    return [
        {"item": row["document"], "needed": bool(row["blocking"]), "present": (not row["field"] and bool(row["blocking"])) or bool(answers.get(row["field"]))}
        | ({"note": row["note"]} if row["note"] else {})
        for row in documents or []
    ]


@reader("opinion_draft")
def opinion_draft(reading: Reading, number: int, draft: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """论证意见的初始内容：最新申报表、本轮票数，其上为保留的草稿"""
    if reading.project_id is None:
        return {}
    form, votes = newest_declaration(reading), votes_of(reading.session, reading.project_id, number)
    separate = votes.items["separate_op"].get("单独立项", 0)
    shown = {
        "importance": form.get("importance"), "urgency": form.get("urgency"), "confirmed_basis": form.get("construction_basis"),
        "confirmed_standard": form.get("standard_desc"), "confirmed_scale": form.get("content_scale"), "confirmed_content": form.get("content_scale"),
        "confirmed_fund_sources": form.get("fund_sources"), "confirmed_budget_wan": form.get("total_budget_wan"),
        "demand_clear": form.get("demand_clear"), "arch_simple": form.get("arch_simple"), "needs_separate_approval": separate * 2 > votes.heard,
    }  # fmt: skip
    counted = {"vote_pass": votes.passed, "vote_modify": votes.modified, "vote_reject": votes.rejected}
    return {name: value for name, value in (shown | dict(draft or {}) | counted).items() if value is not None}


@reader("meeting_rows")
def meeting_rows(reading: Reading) -> list[dict[str, Any]]:
    """待上会的项目（不含已在其他批次中的）"""
    rows = waiting_opinions(reading.session, reading.instance_id)
    projects = {row.id: reading.session.get_one(Project, row.project_id) for row in rows}
    return [
        {
            "project_code": projects[row.id].code or NO_CODE, "project_name": projects[row.id].name, "opinion_ref": row.id,
            "confirmed_budget_wan": wan_of(row.confirmed_budget_yuan), "proposed_order": number,
        }
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip


@reader("final_checks")
def final_checks(reading: Reading) -> list[dict[str, Any]]:
    """定稿核对的事项：论证意见确认的各项、专家修改意见、会议要求"""
    opinion = standing_opinion(reading.session, reading.project_id)
    if opinion is None:
        return []
    said = [("建设依据", opinion.basis), ("建设标准", opinion.standard), ("建设规模", opinion.scale), ("建设内容", opinion.content)]
    said += [("资金来源", "、".join(f"{row['source']}{row['amount_wan']}万元" for row in opinion.fund_sources))]
    said += [("概算", f"{wan_of(appraised_budget(reading.session, opinion))}万元"), ("论证意见", opinion.opinion_text)]
    for row in reviews_of(reading.session, opinion.project_id, APPRAISAL, opinion.round):
        if row.conclusion == "修改后再论证":
            said += [(f"专家{reading.name_of(row.expert)}意见", str(row.items.get("opinion") or "修改后再论证"))]
    meeting = reading.session.get(MeetingResult, opinion.meeting_result_id) if opinion.meeting_result_id is not None else None
    if meeting is not None and meeting.requirements:
        said += [("会议要求", meeting.requirements)]
    return [{"opinion_item": f"{name}：{text}"} for name, text in said]
