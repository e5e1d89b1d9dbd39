"""Readers: what forms show at first from the records. They only read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from app.catalogue import Reading, reader
from app.periods import local_day
from app.records.amounts import wan_of
from app.records.changes import plain
from app.records.declaration import open_declaration
from app.records.declaration_window import window_of
from app.records.expert_review import reviews_of
from app.records.kinds import as_json
from app.records.performance_score import last_published
from app.records.project import Project, find_project, resolve_link


@reader("project_facts")
def project_facts(reading: Reading, project: int | None = None) -> dict[str, Any] | None:
    """项目台账（不写编号即为本案项目）"""
    row = find_project(reading.session, project if project is not None else reading.project_id)
    return as_json(row) | {"est_budget_wan": wan_of(row.est_budget_yuan)} if row is not None else None


@reader("person_name")
def person_name(reading: Reading, username: str) -> str:
    """人员姓名"""
    return reading.name_of(username)


@reader("window_facts")
def window_facts(reading: Reading, plan_year: int) -> dict[str, Any] | None:
    """某计划年度的申报窗口"""
    row = window_of(reading.session, plan_year)
    return as_json(row) if row is not None else None


@reader("last_score")
def last_score(reading: Reading, project: Any = None) -> str | None:
    """关联项目（或指定项目）最近公布的绩效评估结果"""
    if project is None:
        own = find_project(reading.session, reading.project_id)
        linked = own.linked_project_id if own is not None else None
    else:
        linked = resolve_link(reading.session, project)[1]
    score = last_published(reading.session, linked)
    return f"{score.year}年 {score.total.normalize():f}分（{score.grade}）" if score is not None else None


@reader("expert_summary")
def expert_summary(reading: Reading, stage: str, number: int) -> dict[str, Any]:
    """某一轮专家意见的汇总"""
    rows = reviews_of(reading.session, reading.project_id, stage, number) if reading.project_id is not None else []
    heard = [row for row in rows if row.state == "已提交"]
    counts = Counter(row.conclusion for row in heard)
    shown = [{"expert": r.expert, "conclusion": r.conclusion, "suggestions": r.items.get("suggestions")} for r in heard]
    votes = {"agreed": counts["同意"], "modified": counts["修改后同意"], "rejected": counts["不同意"]}
    return {"submitted": len(heard), "missing": len(rows) - len(heard), **votes, "rows": shown}


@reader("declaration_draft")
def declaration_draft(reading: Reading, draft: Mapping[str, Any] | None = None, plan_year: int | None = None) -> dict[str, Any]:
    """申报表的初始内容：台账数据，其上为保留的草稿，再上为自动填写的栏目"""
    project = find_project(reading.session, reading.project_id)
    if project is None:
        return dict(draft or {})
    kept = {name: value for name, value in (draft or {}).items() if name not in ("decision", "self_declare_truth")}
    shown = _from_records(project) | kept
    standing = open_declaration(reading.session, project.id)
    reviewed = local_day(project.internal_review_at) if project.internal_review_at is not None else None
    fresh = {
        "declare_no": standing.no if standing is not None else None,
        "fill_date": local_day(reading.now).isoformat(),
        "internal_review_ref": f"{plain(reviewed)} 内部预审通过" if reviewed is not None else None,
        "last_score": last_score(reading, shown.get("linked_project")),
    }
    return {name: value for name, value in (shown | fresh).items() if value is not None}


def _from_records(project: Project) -> dict[str, Any]:
    known: dict[str, Any] = {"build_unit": project.build_unit, "dept_code": project.dept, "project_name": project.name}
    known |= {"construction_nature": project.nature, "project_category": project.category, "category_parts": project.parts or None}
    known |= {"mlps_level": project.mlps_level, "linked_project": project.linked_project, "total_budget_wan": wan_of(project.est_budget_yuan)}
    return {name: value for name, value in known.items() if value is not None}
