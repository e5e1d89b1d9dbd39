"""How the crowd fills in each form: complete and well-formed, decided by dice. Form code → what to write over what it shows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.crowd.sheet import Sheet
from tests.scenarios import forms

EXPERTS = tuple(f"expert.{n}" for n in range(3, 10))  # expert.1 and expert.2 work in departments
SIGNED = {"同意": 0.9, "退回": 0.09, "终止": 0.01, "撤销": 0.03}
GRANTED = {"同意批复": 0.82, "退回补正": 0.1, "不予批准": 0.04, "转单独审批": 0.04}


def _panel(sheet: Sheet) -> dict[str, Any]:
    return forms.panel(*sheet.rng.sample(EXPERTS, 3), reply_by=sheet.day(3, 12))


def _summary(sheet: Sheet) -> dict[str, Any]:
    conclusion = sheet.pick({"通过": 0.8, "需修改": 0.17, "终止": 0.03})
    return forms.summary(conclusion, sheet.today.isoformat(), modification_note="已按意见修改")


def _signed(sheet: Sheet) -> dict[str, Any]:
    if sheet.element == "P00_T1":
        return forms.sign(sheet.decide({"重新谋划": 0.2, "再次申报": 0.6, "终止": 0.2}))
    said = forms.sign(sheet.decide(SIGNED))
    return said | {"stamped": True} if sheet.element in ("P12_T2", "P20_T2") and said["decision"] == "同意" else said


def _declared(sheet: Sheet) -> dict[str, Any]:
    if sheet.element != "P12_T1":  # completed or revised, as asked
        return {"decision": sheet.decide({"提交": 0.93, "撤回": 0.07}), "self_declare_truth": True, "brief_description": "按意见补正"}
    money = sheet.money(30, sheet.rng.choice((900, 900, 3000)))
    year = sheet.today.year + 1
    said = forms.declaration(sheet.paper(), sheet.shown["project_name"], sheet.today.isoformat(), {"软件开发": money})
    said |= {"construction_period_text": f"{year}年03月至{year}年10月", "demand_clear": sheet.rng.random() < 0.7, "arch_simple": sheet.rng.random() < 0.7}
    said |= {"project_category": sheet.pick({"软件开发类": 0.6, "硬件购买类": 0.2, "网络集成类": 0.2}), "mlps_level": sheet.pick({"二级": 0.5, "三级": 0.5})}
    if sheet.rng.random() < 0.3:
        first = (Decimal(money) * Decimal("0.6")).quantize(Decimal("0.01"))
        said["yearly_plan"] = [{"year": year, "amount_wan": str(first)}, {"year": year + 1, "amount_wan": str(Decimal(money) - first)}]
    return said | {"decision": sheet.decide({"提交": 0.96, "撤回": 0.04})}


def _late(sheet: Sheet) -> dict[str, Any]:
    reason = sheet.pick({"上级紧急部署": 0.5, "突发事件": 0.1, "其他": 0.4})
    return forms.late(sheet.paper(), reason, "转下一年度" if reason == "其他" else "本年度增补")


def _late_decision(sheet: Sheet) -> dict[str, Any]:
    proposed = sheet.shown.get("proposed")
    decision = sheet.decide({word: 0.85 if word == proposed else 0.08 for word in sheet.offered})
    return {"decision": decision, "opinion": "经研究另行处理"}


def _meeting(sheet: Sheet) -> dict[str, Any]:
    return forms.meeting(sheet.decide({"同意": 0.82, "缓议": 0.1, "不同意": 0.08}), sheet.today.isoformat()) | {"requirements": "按会议要求落实"}


def _precheck(sheet: Sheet) -> dict[str, Any]:
    decision = sheet.decide({"通过": 0.84, "退回补正": 0.13, "不予受理": 0.03})
    rows = [row | {"present": True} for row in sheet.shown["checklist"]]
    return {"complete_ok": True, "norm_ok": decision == "通过", "checklist": rows, "decision": decision, "opinion": "材料需完善", "missing_items": "预算依据"}


def _appraisal(sheet: Sheet) -> dict[str, Any]:
    people = {"fgw_participant": "王某", "czj_participant": "李某", "sgj_participant": "张某"}
    return {"meeting_date": sheet.day(2, 9), "place": "县政务中心", "experts": sheet.rng.sample(EXPERTS, sheet.rng.choice((5, 5, 7)))} | people


def _vote(sheet: Sheet) -> dict[str, Any]:
    words = ("necessity_op", "feasibility_op", "sharing_op", "budget_op")
    said: dict[str, Any] = {word: sheet.pick({"符合": 0.7, "基本符合": 0.3}) for word in words}
    said |= {"separate_op": sheet.pick({"不单独立项": 0.8, "单独立项": 0.2}), "duplicate_dc_op": False, "conflict_declared": True}
    conclusion = {"通过": 0.92, "修改后再论证": 0.06, "不通过": 0.02}
    return said | {"conclusion": sheet.pick(conclusion), "opinion": "建议进一步明确数据共享内容"}


def _opinion(sheet: Sheet) -> dict[str, Any]:
    kept = {"importance": "高", "urgency": "中", "confirmed_basis": "政策文件", "confirmed_standard": "行业标准"}
    kept |= {"confirmed_scale": "一套", "confirmed_content": "平台"}
    said: dict[str, Any] = {name: sheet.shown.get(name) or word for name, word in kept.items()}
    conclusion = sheet.decide({"通过": 0.85, "修改后再论证": 0.1, "不通过": 0.05})
    return said | {"needs_separate_approval": sheet.rng.random() < 0.2, "conclusion": conclusion, "opinion_text": "经论证形成意见"}


def _final(sheet: Sheet) -> dict[str, Any]:
    return {"change_list": "按论证意见修改", "final_plan_files": [sheet.paper()], "self_declare_truth": True}


def _checked(sheet: Sheet) -> dict[str, Any]:
    rows = [row | {"resolved": True} for row in sheet.shown["consistent_items"]]
    return {"consistent_items": rows, "decision": sheet.decide({"符合": 0.9, "退回": 0.1}), "opinion": "请补充附件"}


def _route(sheet: Sheet) -> dict[str, Any]:
    return {"principle_exception": "经会议同意统一申请"} if sheet.rng.random() < 0.9 else {"route": "单独审批", "override_reason": "架构较复杂"}


def _request(sheet: Sheet) -> dict[str, Any]:
    return {"doc_files": [sheet.paper()]}


def _design(sheet: Sheet) -> dict[str, Any]:
    share = sheet.rng.choice(("0.95", "1.00", "1.06", "1.14"))
    money = (Decimal(sheet.shown["estimate_wan"]) * Decimal(share)).quantize(Decimal("0.01"))
    return {"design_files": [sheet.paper()], "design_budget_wan": str(money), "exceed_explain": "设备涨价"}


def _exceeding(sheet: Sheet) -> dict[str, Any]:
    return {"choice": sheet.pick({"缩减概算": 0.8, "重报可研": 0.2}), "note": "压减设备数量"}


def _approval(sheet: Sheet) -> dict[str, Any]:
    decision = sheet.decide(GRANTED)
    if decision != "同意批复":
        return {"decision": decision, "opinion": "概算依据不足"}
    said = {"approved_content": "平台建设", "approved_scale": "一套", "approved_standard": "行业标准", "approved_budget_wan": sheet.shown["requested_wan"]}
    year = sheet.today.year + 1
    number = f"霍发改审批〔{sheet.today.year}〕{sheet.rng.randrange(10**9)}号"
    return said | {"decision": decision, "approval_no": number, "approved_period": f"{year}年03月至{year}年10月"}


def _delays(sheet: Sheet) -> dict[str, Any]:
    return {"rows": [row | {"reason": "方案需补充", "new_date": sheet.day(10, 60)} for row in sheet.shown["rows"]]}


def _publication(sheet: Sheet) -> dict[str, Any]:
    rows = []
    for row in sheet.shown["entries"]:
        listed = sheet.rng.random() < 0.85
        year = {"annual_investment_wan": row["total_investment_wan"]} if listed else {"annual_investment_wan": None, "reason_if_not": "财力不足"}
        rows.append({name: value for name, value in (row | {"include": listed} | year).items() if value is not None})
    kept = [row for row in rows if sheet.rng.random() < 0.95] or rows  # some stay proposed for the next version
    return {"plan_no": f"霍政〔{sheet.today.year}〕3号", "publish_date": sheet.today.isoformat(), "plan_file": [sheet.paper()], "entries": kept}


def _scores(sheet: Sheet) -> dict[str, Any]:
    names = ("sharing_score", "livelihood_score", "coordination_score")
    return {"rows": [row | {name: sheet.rng.randint(40, 100) for name in names} for row in sheet.shown["rows"]]}


def _annex(sheet: Sheet) -> dict[str, Any]:
    year = sheet.today.year
    money = Decimal(str(sheet.shown.get("approved_wan") or "30.00"))
    first = (money * Decimal("0.6")).quantize(Decimal("0.01"))
    last = money - first
    plan = [
        {"milestone": "合同签订", "month": f"{year}-11", "ratio_percent": 60, "amount_wan": str(first)},
        {"milestone": "竣工验收", "month": f"{year}-12", "ratio_percent": 40, "amount_wan": str(last)},
    ]
    said: dict[str, Any] = {"build_unit_stamped": True, "procurement_methods": ["公开招标"], "tender_month": f"{year}-03"}
    said |= {"period_start": f"{year}-04", "period_end": f"{year}-10"}
    return said | {"needs_mlps": True, "acceptance_month": f"{year}-12", "free_om_months": 24, "plan_files": [sheet.paper()], "payment_plan": plan}


def _start(sheet: Sheet) -> dict[str, Any]:
    decision = sheet.decide({"同意启动": 0.9, "退回": 0.1})
    agreed = dict.fromkeys(("content", "scale", "standard", "amount", "period"), decision == "同意启动")
    return {"matches_approval": agreed, "decision": decision, "opinion": "与批复不一致"}


WRITTEN: dict[str, Callable[[Sheet], dict[str, Any]]] = {
    "F11": lambda _: forms.research(), "F12": lambda s: forms.need(s.money(30, 900)), "F12b": _panel,
    "F13": lambda s: forms.opinion(s.pick({"同意": 0.6, "修改后同意": 0.3, "不同意": 0.1})), "F14": _summary, "F15": _signed, "F21": _declared, "F22": _late,
    "F23": _late_decision, "F30": _appraisal, "F31": _precheck, "F32": _vote, "F33": lambda _: {}, "F34": _opinion, "F35": _meeting, "F36": _delays,
    "F37": _final, "F38": _checked, "F40": _route, "F41": _request, "F42": _design, "F42b": _exceeding, "F43": _approval,
    "F44": lambda s: {"letter_files": [s.paper()]}, "F45": _scores, "F46": _publication, "F47": lambda _: {}, "F51": _annex, "F53": _start,
}  # fmt: skip
