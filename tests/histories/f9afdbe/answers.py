"""What people of the release of f9afdbe fill in, form by form: complete, well-formed, and in favour; every project costs 320 万元.

This table belongs to the stored cases and to nothing else: those forms never change, so it does not follow later ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.histories.desk import Sheet

FREE = ("expert.3", "expert.4", "expert.5", "expert.6", "expert.7", "expert.8", "expert.9")  # work in no department
OPINION = ("necessity_op", "feasibility_op", "sharing_op", "budget_op")
SCORES = ("sharing_score", "livelihood_score", "coordination_score")


def registration(dept: str, name: str, **changes: Any) -> dict[str, Any]:
    """F10, with which a project's case begins."""
    return {
        "project_name": name, "dept_code": dept, "build_unit": dept, "leader_in_charge": "张分管", "dedicated_person": "李专人",
        "dedicated_phone": "13800000000", "gov_activity_related": True, "scope_type": "信息化应用系统", "construction_nature": "新建",
        "fund_nature": "县本级财政性资金", "is_global_major": "否", "demand_origin": ["部门业务发展需求"],
    } | changes  # fmt: skip


def notice(plan_year: int) -> dict[str, Any]:
    """F20, with which a year begins: from 10 June to 31 July."""
    return {"plan_year": plan_year, "open_date": f"{plan_year - 1}-06-10", "close_date": f"{plan_year - 1}-07-31"}


def _research(_: Sheet) -> dict[str, Any]:
    return {"research_org_mode": ["业务骨干"], "business_analysis": "业务梳理", "status_analysis": "现状", "needs_survey": "需求"}


def _need(_: Sheet) -> dict[str, Any]:
    said = {"construction_need": "升级平台", "basic_architecture": "云上部署", "background": "政策要求", "est_budget_wan": "320.00"}
    return said | {"uses_county_dc": True, "builds_own_dc": False}


def _panel(sheet: Sheet) -> dict[str, Any]:
    return {"experts": list(FREE[:3]), "reply_by": sheet.day(10)}


def _reviewed(_: Sheet) -> dict[str, Any]:
    said = {"expert_unit": "某高校", "specialty": "技术", "need_opinion": "必要", "arch_opinion": "合理", "material_opinion": "齐全"}
    return said | {"suggestions": "补充数据共享内容", "conclusion": "同意", "conflict_declared": True}


def _summary(sheet: Sheet) -> dict[str, Any]:
    return {"review_date": sheet.day(0), "expert_count": 2, "summary": "专家意见汇总", "conclusion": "通过", "modification_note": "已按意见修改"}


def _signed(sheet: Sheet) -> dict[str, Any]:
    decision = next((word for word in ("同意", "再次申报", "撤回") if word in sheet.offered), sheet.offered[0])
    return {"decision": decision, "opinion": "见说明"} | ({"stamped": True} if sheet.element in ("P12_T2", "P20_T2") else {})


def _declared(sheet: Sheet) -> dict[str, Any]:
    truth = {"decision": "提交", "self_declare_truth": True}
    if sheet.element != "P12_T1" or sheet.shown.get("plan_files"):
        return truth | {"brief_description": "按意见补正", "construction_period_text": sheet.shown["construction_period_text"]}
    year = sheet.today.year + 1
    return truth | {
        "fill_date": sheet.day(0), "project_category": "软件开发类", "construction_nature": "新建",
        "construction_period_text": f"{year}年04月至{year}年09月", "brief_description": "项目简要说明", "construction_basis": "县政府会议纪要",
        "basis_files": [sheet.paper()], "necessity": "必要", "feasibility": "可行", "objectives": "目标", "content_scale": "内容及规模",
        "importance": "高", "urgency": "中", "importance_note": "重要", "urgency_note": "较急", "sharing_plan": "接入共享平台",
        "reuse_existing": "利旧机房", "deploy_mode": "县政务云数据中心", "mlps_level": "三级", "demand_clear": True, "arch_simple": True,
        "total_budget_wan": "320.00", "budget_items": [{"item": "软件开发", "amount_wan": "320.00"}],
        "fund_sources": [{"source": "县本级财政性资金", "amount_wan": "320.00"}], "budget_basis_files": [sheet.paper()], "plan_files": [sheet.paper()],
        "project_leader": "王负责", "project_leader_phone": "13900000000", "tech_leader": "赵技术", "tech_leader_phone": "13700000000",
    }  # fmt: skip


def _late(sheet: Sheet) -> dict[str, Any]:
    said = {"late_reason": "上级部署较晚", "late_reason_type": "上级紧急部署", "requested_treatment": "本年度增补"}
    return said | {"evidence_files": [sheet.paper()]}


def _late_ruling(sheet: Sheet) -> dict[str, Any]:
    return {"decision": sheet.shown["proposed"], "opinion": "按规定处理"}


def _convened(sheet: Sheet) -> dict[str, Any]:
    people = {"fgw_participant": "王某", "czj_participant": "李某", "sgj_participant": "张某"}
    return people | {"meeting_date": sheet.day(10), "place": "县政务中心", "experts": sheet.shown.get("experts") or list(FREE[:5])}


def _checked(sheet: Sheet) -> dict[str, Any]:
    rows = [row | {"present": True} for row in sheet.shown["checklist"]]
    said = {"complete_ok": True, "norm_ok": True, "checklist": rows, "decision": "通过"}
    return said | {"opinion": "缺少概算依据", "missing_items": "概算依据"}


def _vote(_: Sheet) -> dict[str, Any]:
    said: dict[str, Any] = dict.fromkeys(OPINION, "符合") | {"separate_op": "不单独立项", "duplicate_dc_op": False}
    return said | {"conclusion": "通过", "opinion": "补充数据共享内容", "conflict_declared": True}


def _opinion(_: Sheet) -> dict[str, Any]:
    confirmed = {"confirmed_standard": "国家和行业标准", "confirmed_scale": "县级平台一套", "needs_separate_approval": False}
    return confirmed | {"conclusion": "通过", "opinion_text": "经论证形成意见"}


def _meeting(sheet: Sheet) -> dict[str, Any]:
    return {"meeting_name": "县政府常务会议", "meeting_date": sheet.day(0), "result": "同意", "requirements": "按会议要求落实"}


def _delays(sheet: Sheet) -> dict[str, Any]:
    return {"rows": [row | {"reason": "方案需补充", "new_date": sheet.day(30)} for row in sheet.shown["rows"]]}


def _final(sheet: Sheet) -> dict[str, Any]:
    return {"change_list": "按论证意见补充接口设计", "final_plan_files": [sheet.paper()], "self_declare_truth": True}


def _final_checked(sheet: Sheet) -> dict[str, Any]:
    return {"consistent_items": [row | {"resolved": True} for row in sheet.shown["consistent_items"]], "decision": "符合", "opinion": "见说明"}


def _route(sheet: Sheet) -> dict[str, Any]:
    return {"route": sheet.shown["proposed_route"], "override_reason": "情况特殊", "principle_exception": "经会议同意"}


def _application(sheet: Sheet) -> dict[str, Any]:
    return {"doc_files": [sheet.paper()], "doc_type": "项目建议书" if sheet.element == "P14_T2" else "可行性研究报告", "estimate_wan": "320.00"}


def _design(sheet: Sheet) -> dict[str, Any]:
    return {"design_files": [sheet.paper()], "design_budget_wan": "320.00", "exceed_explain": "设备涨价"}


def _exceeding(_: Sheet) -> dict[str, Any]:
    return {"choice": "缩减概算", "note": "压减设备数量"}


def _approved(sheet: Sheet) -> dict[str, Any]:
    year = sheet.today.year + 1
    said = {"approved_content": "平台建设", "approved_scale": "一套", "approved_standard": "行业标准", "approved_budget_wan": sheet.shown["requested_wan"]}
    return said | {
        "decision": "同意批复", "approval_no": f"霍发改审批〔{sheet.today.year}〕{sheet.number}号", "approved_period": f"{year}年04月至{year}年09月",
        "opinion": "见说明",
    }  # fmt: skip


def _letter(sheet: Sheet) -> dict[str, Any]:
    return {"letter_files": [sheet.paper()]}


def _scores(sheet: Sheet) -> dict[str, Any]:
    return {"rows": [row | dict.fromkeys(SCORES, 90 - n % 60) for n, row in enumerate(sheet.shown["rows"])]}


def _published(sheet: Sheet) -> dict[str, Any]:
    rows = [row | {"include": True, "annual_investment_wan": row["total_investment_wan"]} for row in sheet.shown["entries"]]
    return {"plan_no": f"霍政〔{sheet.today.year}〕3号", "publish_date": sheet.day(0), "plan_file": [sheet.paper()], "entries": rows}


def _annex(sheet: Sheet) -> dict[str, Any]:
    start, end = sheet.shown["period_start"], sheet.shown["period_end"]
    terms = (("合同签订", 60, "192.00"), ("竣工验收", 40, "128.00"))
    plan = [{"milestone": name, "month": end, "ratio_percent": share, "amount_wan": money} for name, share, money in terms]
    said: dict[str, Any] = {"build_unit_stamped": True, "procurement_methods": ["公开招标"], "tender_month": start, "acceptance_month": end}
    return said | {"needs_mlps": True, "free_om_months": 24, "plan_files": [sheet.paper()], "oa_flow_no": "OA-001", "payment_plan": plan}


def _started(_: Sheet) -> dict[str, Any]:
    agreed = dict.fromkeys(("content", "scale", "standard", "amount", "period"), True)
    return {"matches_approval": agreed, "decision": "同意启动", "opinion": "见说明"}


def _as_shown(_: Sheet) -> dict[str, Any]:
    return {}


WRITTEN: dict[str, Callable[[Sheet], dict[str, Any]]] = {
    "F11": _research, "F12": _need, "F12b": _panel, "F13": _reviewed, "F14": _summary, "F15": _signed, "F21": _declared, "F22": _late,
    "F23": _late_ruling, "F30": _convened, "F31": _checked, "F32": _vote, "F33": _as_shown, "F34": _opinion, "F35": _meeting, "F36": _delays,
    "F37": _final, "F38": _final_checked, "F40": _route, "F41": _application, "F42": _design, "F42b": _exceeding, "F43": _approved, "F44": _letter,
    "F45": _scores, "F46": _published, "F47": _as_shown, "F51": _annex, "F53": _started,
}  # fmt: skip
