"""Which columns of a kind its list and its Excel file show, and what they are called. Money in yuan; `project_…` and `dept_name` come from its project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Shown = Literal["text", "number", "money", "date", "moment", "yes_no"]


@dataclass(frozen=True)
class Column:
    """`name`: the field as the interface gives it."""

    name: str
    title: str
    title_en: str
    shown: Shown = "text"


_PROJECT = (
    Column("project_code", "项目编号", "Project code"),
    Column("project_name", "项目名称", "Project"),
    Column("dept_name", "主管部门", "Department"),
)
_YEAR = Column("plan_year", "计划年度", "Plan year", "number")
_STATE = Column("state", "状态", "State")
_REASON = Column("reason", "理由", "Reason")
_PERIOD = Column("period", "建设工期", "Period")

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "project": (
        Column("code", "项目编号", "Project code"),
        Column("name", "项目名称", "Project"),
        Column("dept_name", "主管部门", "Department"),
        _YEAR,
        Column("category", "项目类别", "Category"),
        Column("nature", "建设性质", "Nature"),
        Column("phase", "阶段", "Phase"),
        _STATE,
    ),
    "declaration": (
        Column("no", "申报编号", "Declaration no."),
        *_PROJECT,
        _YEAR,
        Column("submitted_at", "盖章时间", "Stamped at", "moment"),
        Column("on_time", "按时", "In time", "yes_no"),
        Column("is_supplementary", "增补", "Added later", "yes_no"),
        Column("total_budget_yuan", "资金预算（元）", "Budget (yuan)", "money"),
        _STATE,
        Column("outcome", "结果", "Outcome"),
    ),
    "approval": (
        *_PROJECT,
        Column("route", "审批方式", "Route"),
        Column("doc_type", "文件", "Document"),
        Column("round", "次数", "Round", "number"),
        Column("requested_yuan", "申请金额（元）", "Asked for (yuan)", "money"),
        _STATE,
        Column("no", "批复文号", "Approval no."),
        Column("budget_yuan", "批准金额（元）", "Approved (yuan)", "money"),
        _PERIOD,
        Column("decided_at", "审批时间", "Decided at", "moment"),
        _REASON,
    ),
    "investment_plan_entry": (
        *_PROJECT,
        _YEAR,
        _STATE,
        Column("total_investment_yuan", "总投资（元）", "Total investment (yuan)", "money"),
        Column("annual_investment_yuan", "年度投资（元）", "Investment of the year (yuan)", "money"),
        Column("fund_source", "资金来源", "Source of funds"),
        Column("content_scale", "建设内容及规模", "Content and scale"),
        _PERIOD,
        Column("approval_ref", "批复文号", "Approval no."),
        Column("plan_no", "计划文号", "Plan no."),
        _REASON,
    ),
    "construction_plan_entry": (
        Column("version", "计划版本", "Plan version", "number"),
        Column("order", "排序", "Order", "number"),
        *_PROJECT,
        _YEAR,
        Column("budget_yuan", "预算（元）", "Budget (yuan)", "money"),
        Column("start_month", "开始月份", "From"),
        Column("end_month", "结束月份", "To"),
        Column("score", "得分", "Score", "number"),
        _STATE,
        Column("note", "备注", "Note"),
    ),
    "fund_budget_line": (
        *_PROJECT,
        Column("special", "专项资金", "Special fund"),
        Column("year", "年度", "Year", "number"),
        Column("amount_yuan", "预算（元）", "Budget (yuan)", "money"),
        Column("used_yuan", "已用（元）", "Used (yuan)", "money"),
        _REASON,
    ),
}
