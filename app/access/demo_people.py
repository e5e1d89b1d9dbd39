"""The demo organisation (contract.md): offices, and per person the user name, name, role and office."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class DemoOffice(NamedTuple):
    """An office: code, name, kind."""

    code: str
    name: str
    kind: str


class DemoPerson(NamedTuple):
    """A person with one role. `works_in`: the employer of an expert or of a supplier's person, without membership (SD3)."""

    username: str
    name: str
    role: str
    office: str | None = None
    works_in: str | None = None
    specialty: str | None = None


_COUNTY = {
    "sgj": "县数管局", "fgw": "县发改委", "czj": "县财政局", "ggj": "县公管局", "sjj": "县审计局", "xzf": "县政府办", "das": "县数管局档案室",
}  # fmt: skip
_DEPARTMENTS = {
    "wjw": "县卫健委", "jyj": "县教育局", "scj": "县市场监管局", "rsj": "县人社局", "gaj": "县公安局", "zjj": "县住建局", "cgj": "县城管局",
    "zrj": "县自然资源局", "jtj": "县交通运输局", "ctg": "县城投公司",
}  # fmt: skip
_SUPPLIERS = {
    "vendor.a": ("供应商甲", "vendor"), "vendor.b": ("供应商乙", "vendor"), "vendor.c": ("供应商丙", "vendor"), "vendor.d": ("供应商丁", "vendor"),
    "firm.jl": ("监理公司", "supervision_firm"), "firm.db": ("等保服务公司", "mlps_firm"), "firm.cp": ("第三方测评公司", "test_firm"),
}  # fmt: skip
_POSTS = {
    "sgj": {"handler": ("sgj_handler", "经办"), "leader": ("sgj_leader", "负责人"), "asset": ("sgj_asset", "资产管理"),
            "fund": ("sgj_fund", "资金监管"), "supervisor": ("sgj_supervisor", "督查考核")},
    "fgw": {"reviewer": ("fgw_reviewer", "审批")}, "czj": {"reviewer": ("czj_reviewer", "审核")}, "ggj": {"officer": ("ggj_officer", "经办")},
    "sjj": {"auditor": ("sjj_auditor", "审计")}, "xzf": {"meeting": ("xzf_meeting", "会议记录")}, "das": {"archivist": ("archivist", "档案接收")},
}  # fmt: skip
_OF_DEPARTMENT = {"handler": ("dept_handler", "经办"), "leader": ("dept_leader", "分管领导"), "unit": ("build_unit", "建设单位")}
_SPECIALTIES = ("业务", "技术", "网络安全", "财务", "技术", "业务", "技术", "网络安全", "财务")
_EMPLOYERS = {1: "wjw", 2: "jyj"}
_SYSTEM = {"owner": "流程管理员", "auditor": "审计查阅", "admin": "系统管理员"}


def demo_offices() -> Iterator[DemoOffice]:
    """All offices, suppliers too (each an office with the code of its user name)."""
    yield from (DemoOffice(code, name, "county") for code, name in _COUNTY.items())
    yield from (DemoOffice(code, name, "department") for code, name in _DEPARTMENTS.items())
    yield from (DemoOffice(code, name, "supplier") for code, (name, _role) in _SUPPLIERS.items())


def demo_people() -> Iterator[DemoPerson]:
    """All people: `<office>.<post>`, the experts of the county's pool, the suppliers, and those who run the system."""
    for code, posts in _POSTS.items():
        yield from (DemoPerson(f"{code}.{post}", f"{_COUNTY[code]}·{word}", role, code) for post, (role, word) in posts.items())
    for code, office in _DEPARTMENTS.items():
        yield from (DemoPerson(f"{code}.{post}", f"{office}·{word}", role, code) for post, (role, word) in _OF_DEPARTMENT.items())
    for number, specialty in enumerate(_SPECIALTIES, start=1):
        yield DemoPerson(f"expert.{number}", f"专家{number}", "expert", None, _EMPLOYERS.get(number), specialty)
    yield from (DemoPerson(code, name, role, code, code) for code, (name, role) in _SUPPLIERS.items())
    yield from (DemoPerson(role, name, role) for role, name in _SYSTEM.items())
