"""What the process owner may switch in the approval: the reading of the 1000万元 sentence, 无需审批, one document for three (AM-01, AM-08, P5 art. 13)."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.actions.release.publish import publish_folder
from tests.scenarios.play import Stage
from tests.scenarios.test_approval import JYJ, appraise, approval, begin, declared, papers
from tests.scenarios.test_declaration import all_equal, year

ROOT = Path(__file__).resolve().parents[2]
assert year  # the fixture: the cycle of plan year 2026


@pytest.fixture
def switched(stage: Stage, tmp_path: Path) -> Any:
    """Publish the repository's processes with other values of parameters."""

    def publish(**values: Any) -> None:
        copy = tmp_path / f"release {len(list(tmp_path.iterdir()))}"
        for folder in ("processes", "forms"):
            shutil.copytree(ROOT / folder, copy / folder)
        book = copy / "processes/parameters.json"
        said = json.loads(book.read_text("utf-8"))
        for name, value in values.items():
            said[name]["value"] = value
        book.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        publish_folder(copy, "参数调整")

    return publish


def bought(stage: Stage) -> dict[str, Any]:
    """硬件购买类, 1,200.00, appraised by 18 September 2025."""
    stage.clock("2025-07-15 09:00:00")
    project = declared(stage, JYJ, "校园服务器更新", {"硬件购置": "1200.00"}, project_category="硬件购买类")
    stage.clock("2025-09-18 09:00:00")
    appraise(int(project["id"]), "2025-09-18 09:00:00", confirmed_budget_yuan=Decimal("12000000.00"))
    return project


def proposed(stage: Stage, case: str) -> dict[str, Any]:
    [task] = stage.tasks(case, "P14_T1")
    shown: dict[str, Any] = stage.person("fgw.reviewer").get(f"/tasks/{task['id']}")["form"]["data"]
    return shown


def test_the_same_purchase_in_reading_a_and_b_and_c(stage: Stage, year: str, switched: Any) -> None:
    project = bought(stage)
    shown = proposed(stage, begin(int(project["id"])))
    assert (shown["proposed_route"], shown["route_flag"]) == ("统一申请审批", "超1000万,须县发改委确认")
    for reading in ("B", "C"):
        switched(cap_reading=reading)
        shown = proposed(stage, begin(int(project["id"])))
        assert (shown["proposed_route"], shown.get("route_flag")) == ("单独审批", None)
    all_equal()


def test_above_the_limit_together_needs_the_reason_of_the_exception(stage: Stage, year: str) -> None:
    case = begin(int(bought(stage)["id"]))
    refused = stage.do(case, "P14_T1", "fgw.reviewer", {}, status=422, prefill=True)
    assert [e["pointer"] for e in refused["errors"]] == ["/data/principle_exception"]
    stage.do(case, "P14_T1", "fgw.reviewer", {"principle_exception": "县政府会议同意"}, prefill=True)
    assert stage.records("approval")[0]["route_reason"] == "县政府会议同意"


def test_where_it_is_allowed_a_project_needs_no_approval_and_the_reason_is_kept(stage: Stage, year: str, switched: Any) -> None:
    switched(allow_no_approval=True)
    case = begin(int(bought(stage)["id"]))
    without = stage.do(case, "P14_T1", "fgw.reviewer", {"route": "无需审批"}, status=422, prefill=True)
    assert [e["pointer"] for e in without["errors"]] == ["/data/override_reason"]
    stage.do(case, "P14_T1", "fgw.reviewer", {"route": "无需审批", "override_reason": "县政府会议纪要明确"}, prefill=True)
    assert stage.case(case)["outcome"] == "无需审批"
    [row] = stage.records("approval")
    [entry] = stage.records("investment_plan_entry")
    assert (row["state"], row["reason"], entry["approval_ref"], entry["state"]) == ("无需审批", "县政府会议纪要明确", "无需审批", "拟列入")
    all_equal()


def test_where_documents_are_merged_the_design_stands_for_all_three(stage: Stage, year: str, switched: Any) -> None:
    switched(merge_separate_documents=True)
    case = begin(int(bought(stage)["id"]))
    stage.do(case, "P14_T1", "fgw.reviewer", {"route": "单独审批", "override_reason": "架构复杂"}, prefill=True)
    assert stage.open(case) == ["P14_T6"]
    [task] = stage.tasks(case, "P14_T6")
    assert stage.person("jyj.handler").get(f"/tasks/{task['id']}")["form"]["data"]["estimate_wan"] == "1200.00", "held against the appraised budget"
    stage.do(case, "P14_T6", "jyj.handler", {"design_files": papers(stage, "jyj.handler"), "design_budget_wan": "1320.00"}, prefill=True)
    stage.do(case, "P14_T7", "fgw.reviewer", approval(7, "1320.00"), prefill=True)
    assert [row["doc_type"] for row in stage.records("approval")] == ["初设概算"] and stage.case(case)["outcome"] == "批复"
    all_equal()


def test_another_authority_approves_where_the_parameter_says_so(stage: Stage, year: str, switched: Any) -> None:
    switched(approval_authority="sgj")
    case = begin(int(bought(stage)["id"]))
    [task] = stage.tasks(case, "P14_T1")
    assert task["roles"] == ["sgj_leader"]
    stage.person("fgw.reviewer").post(f"/tasks/{task['id']}/complete", {"data": {"route": "统一申请审批"}}, 403)
    stage.do(case, "P14_T1", "sgj.leader", {"route": "单独审批", "override_reason": "架构复杂"}, prefill=True)
    stage.do(case, "P14_T2", "jyj.handler", {"doc_files": papers(stage, "jyj.handler"), "estimate_wan": "1200.00"}, prefill=True)
    stage.do(case, "P14_T3", "sgj.leader", {"decision": "不予批准", "opinion": "必要性不足"}, prefill=True)
    [row] = stage.records("approval")
    assert (row["authority"], row["decided_by"], row["state"]) == ("sgj", "sgj.leader", "不予批准")
