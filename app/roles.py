"""The roles a lane may name (domain 2): Chinese and English label, and whose they are.

`scope`: the code of a county office (`sgj`); "department" = the case's department; "build_unit" = the project's build unit;
"named" = the office that the element's property `office` names; "pool" = the county's expert pool; "system" = no cases.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """One role of the county."""

    id: str
    label: str
    label_en: str
    scope: str

    @property
    def is_outside(self) -> bool:
        """Held by outside parties: they see only their own tasks."""
        return self.scope in ("named", "pool")


ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        Role("dept_handler", "主管部门经办", "Department handler", "department"),
        Role("dept_leader", "主管部门分管领导", "Department leader", "department"),
        Role("build_unit", "项目建设单位", "Build unit", "build_unit"),
        Role("unit_pm", "项目负责人", "Project manager", "build_unit"),
        Role("unit_tech", "技术负责人", "Technical lead", "build_unit"),
        Role("sgj_handler", "县数管局经办", "Data bureau handler", "sgj"),
        Role("sgj_leader", "县数管局负责人", "Data bureau leader", "sgj"),
        Role("sgj_asset", "县数管局资产管理", "Data bureau assets", "sgj"),
        Role("sgj_fund", "县数管局资金监管", "Data bureau funds", "sgj"),
        Role("sgj_supervisor", "县数管局督查考核", "Data bureau supervision", "sgj"),
        Role("fgw_reviewer", "县发改委", "Development and reform", "fgw"),
        Role("czj_reviewer", "县财政局", "Finance bureau", "czj"),
        Role("ggj_officer", "县公管局", "Public resources bureau", "ggj"),
        Role("sjj_auditor", "县审计局", "Audit bureau", "sjj"),
        Role("xzf_meeting", "县政府办会议记录", "County government office", "xzf"),
        Role("archivist", "档案接收人", "Archivist", "das"),
        Role("expert", "专家", "Expert", "pool"),
        Role("vendor", "中标单位", "Vendor", "named"),
        Role("supervision_firm", "监理单位", "Supervision firm", "named"),
        Role("mlps_firm", "等保单位", "MLPS firm", "named"),
        Role("test_firm", "第三方测评单位", "Test firm", "named"),
        Role("owner", "流程管理员", "Process owner", "system"),
        Role("auditor", "审计查阅", "Auditor", "system"),
        Role("admin", "系统管理员", "Administrator", "system"),
    )
}


def office_of(role: str, dept: str | None, build_unit: str | None, named: str | None) -> str:
    """The office in which the role must be held for a case: "" when none (pool, unknown roles of foreign diagrams)."""
    if named is not None:
        return named
    known = ROLES.get(role)
    if known is None or known.scope in ("named", "pool", "system"):
        return ""
    if known.scope == "department":
        return dept or ""
    return (build_unit or dept or "") if known.scope == "build_unit" else known.scope


def candidate(role: str, dept: str | None, build_unit: str | None, named: str | None = None) -> str:
    """As stored with a task: `dept_handler@wjw`, `expert@`."""
    return f"{role}@{office_of(role, dept, build_unit, named)}"
