"""What the persons of the scenarios fill in; each function gives a complete form, changed by keyword."""

from __future__ import annotations

from typing import Any


def registration(dept: str, name: str, **changes: Any) -> dict[str, Any]:
    """F10 项目登记."""
    return {
        "project_name": name, "dept_code": dept, "build_unit": dept, "leader_in_charge": "张分管", "dedicated_person": "李专人",
        "dedicated_phone": "13800000000", "gov_activity_related": True, "scope_type": "信息化应用系统", "construction_nature": "新建",
        "fund_nature": "县本级财政性资金", "is_global_major": "否", "demand_origin": ["部门业务发展需求"],
    } | changes  # fmt: skip


def notice(plan_year: int, opens: str, closes: str) -> dict[str, Any]:
    """F20 申报通知."""
    return {"plan_year": plan_year, "open_date": opens, "close_date": closes}


def research() -> dict[str, Any]:
    """F11 前期预研."""
    return {"research_org_mode": ["业务骨干"], "business_analysis": "业务梳理", "status_analysis": "现状", "needs_survey": "需求"}


def need(budget: str = "860.00") -> dict[str, Any]:
    """F12 建设需求."""
    return {
        "construction_need": "升级平台", "basic_architecture": "云上部署", "background": "政策要求", "est_budget_wan": budget,
        "uses_county_dc": True, "builds_own_dc": False,
    }  # fmt: skip


def panel(*experts: str, reply_by: str = "2025-06-30") -> dict[str, Any]:
    """F12b 预审专家名单."""
    return {"experts": list(experts), "reply_by": reply_by}


def opinion(conclusion: str = "同意") -> dict[str, Any]:
    """F13 专家内部预审意见."""
    return {
        "expert_unit": "某高校", "specialty": "技术", "need_opinion": "必要", "arch_opinion": "合理", "material_opinion": "齐全",
        "suggestions": "补充数据共享内容", "conclusion": conclusion, "conflict_declared": True,
    }  # fmt: skip


def summary(conclusion: str, day: str, **changes: Any) -> dict[str, Any]:
    """F14 内部预审结论."""
    return {"review_date": day, "expert_count": 2, "summary": "专家意见汇总", "conclusion": conclusion} | changes


def sign(decision: str = "同意", **changes: Any) -> dict[str, Any]:
    """F15 签核单."""
    return {"decision": decision, "opinion": "请修改" if decision != "同意" else "同意"} | changes


def declaration(paper: str, name: str, day: str, items: dict[str, str], **changes: Any) -> dict[str, Any]:
    """F21 附件1; `items`: kind of item → 万元."""
    from decimal import Decimal

    total = f"{sum((Decimal(v) for v in items.values()), Decimal()):.2f}"
    return {
        "fill_date": day, "project_name": name, "project_category": "软件开发类",
        "construction_nature": "新建", "construction_period_text": "2026年04月至2026年09月", "brief_description": "项目简要说明",
        "construction_basis": "县政府会议纪要", "basis_files": [paper], "necessity": "必要", "feasibility": "可行", "objectives": "目标",
        "content_scale": "内容及规模", "importance": "高", "urgency": "中", "importance_note": "重要", "urgency_note": "较急",
        "sharing_plan": "接入共享平台", "reuse_existing": "利旧机房", "deploy_mode": "县政务云数据中心", "mlps_level": "三级",
        "demand_clear": True, "arch_simple": True, "total_budget_wan": total,
        "budget_items": [{"item": kind, "amount_wan": money} for kind, money in items.items()],
        "fund_sources": [{"source": "县本级财政性资金", "amount_wan": total}], "budget_basis_files": [paper], "plan_files": [paper],
        "project_leader": "王负责", "project_leader_phone": "13900000000", "tech_leader": "赵技术", "tech_leader_phone": "13700000000",
        "decision": "提交", "self_declare_truth": True,
    } | changes  # fmt: skip


def late(paper: str, reason: str = "其他", wanted: str = "转下一年度") -> dict[str, Any]:
    """F22 逾期申请."""
    return {"late_reason": "材料准备不及时", "late_reason_type": reason, "evidence_files": [paper], "requested_treatment": wanted}


def meeting(result: str, day: str) -> dict[str, Any]:
    """F35 县政府会议结果."""
    said = {"requirements": "财力不足，转下一年度"} if result == "不同意" else {}
    return {"meeting_name": "县政府常务会议", "meeting_date": day, "result": result} | said


def checklist(decision: str = "通过", **changes: Any) -> dict[str, Any]:
    """F31 预审清单; the rows come from what the form shows at first."""
    said = {"complete_ok": decision == "通过", "norm_ok": decision == "通过", "decision": decision}
    return said | ({"opinion": "缺少概算依据", "missing_items": "概算依据"} if decision != "通过" else {}) | changes


def arrangement(day: str, experts: list[str]) -> dict[str, Any]:
    """F30 论证会安排."""
    people = {"fgw_participant": "王发改", "czj_participant": "李财政", "sgj_participant": "张数管"}
    return {"meeting_date": day, "place": "县政务中心", "experts": experts} | people


def appraised(conclusion: str = "通过", separate: str = "不单独立项", **changes: Any) -> dict[str, Any]:
    """F32 专家、部门论证意见."""
    said = {"necessity_op": "符合", "feasibility_op": "符合", "sharing_op": "基本符合", "budget_op": "符合", "separate_op": separate}
    reason = {"opinion": "请补充接口设计"} if conclusion != "通过" else {}
    return said | {"duplicate_dc_op": False, "conclusion": conclusion, "conflict_declared": True} | reason | changes


def conclusion(said: str = "通过", **changes: Any) -> dict[str, Any]:
    """F34 论证意见; what the declaration says is shown at first."""
    confirmed = {"confirmed_standard": "国家和行业标准", "confirmed_scale": "县级平台一套"}
    return confirmed | {"conclusion": said, "opinion_text": "同意立项" if said == "通过" else "接口设计不完整"} | changes


def final(paper: str, **changes: Any) -> dict[str, Any]:
    """F37 定稿; the newest form is shown at first."""
    return {"change_list": "按论证意见补充接口设计", "final_plan_files": [paper], "self_declare_truth": True} | changes
