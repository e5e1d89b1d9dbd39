"""Opinions and meetings are written down, people are told, forms are filled at first from the books."""

from __future__ import annotations

import pytest

from app.catalogue import readers, services
from app.records.meeting_result import MeetingResult

OPINION = {"conflict_declared": True, "suggestions": "建议细化接口"}


def test_a_round_of_opinions_is_counted(register):
    case = register()
    answers = [
        OPINION | {"by": "expert.3", "item": "expert.3", "conclusion": "同意"},
        OPINION | {"by": "expert.4", "item": "expert.4", "conclusion": "修改后同意"},
    ]
    said = case.run("expert_review.record", stage="谋划", round=1, panel=["expert.3", "expert.4", "expert.5"], answers=answers)
    assert said == {"round": 1, "submitted": 2, "agreed": 1, "modified": 1, "rejected": 0}
    summary = case.read("expert_summary", "谋划", 1)
    assert (summary["submitted"], summary["missing"], summary["rows"][0]["suggestions"]) == (2, 1, "建议细化接口")


def test_a_round_that_is_held_again_after_new_planning_counts_alone(register):
    case = register()
    for day, conclusion in (("2025-06-20 09:00:00", "不同意"), ("2025-07-20 09:00:00", "同意")):
        answer = OPINION | {"by": "expert.3", "item": "expert.3", "conclusion": conclusion}
        case.at(day).run("expert_review.record", stage="谋划", round=1, panel=["expert.3"], answers=[answer])
    assert case.read("expert_summary", "谋划", 1)["agreed"] == 1
    assert case.read("expert_summary", "谋划", 1)["rejected"] == 0


def test_a_meeting_is_written_down_with_its_subject_and_minutes(register):
    case = register()
    held = {"meeting_name": "县政府常务会议", "meeting_date": "2025-08-20", "minutes_file": ["7"], "result": "同意", "adjusted_budget_wan": "300.00"}
    said = case.run("meeting.record", answers=held)
    row = case.session.get(MeetingResult, said["meeting_result_id"])
    assert (row.subject, row.result, row.minutes, str(row.adjusted_budget_yuan)) == ("P12_T5", "同意", ["7"], "3000000.00")


@pytest.mark.parametrize(
    ("role", "recipient"),
    [("dept_handler", "dept_handler@wjw"), ("build_unit", "build_unit@jyj"), ("sgj_leader", "sgj_leader@sgj"), ("xzf_meeting", "xzf_meeting@xzf")],
)
def test_a_notice_goes_to_the_role_in_the_office_that_holds_it_for_this_case(register, role, recipient):
    case = register(build_unit="jyj")
    case.run("notice.send", role=role, text="请办理")
    assert case.told == [(recipient, "请办理")]


def test_a_panel_is_told_once_each(register):
    case = register()
    case.run("notice.people", people=["expert.3", "expert.4", "expert.3"], text="请答复")
    assert [who for who, _ in case.told] == ["expert.3", "expert.4"]


def test_a_reminder_comes_only_when_nothing_happened_for_so_long(register):
    case = register()
    given = {"days": 180, "role": "dept_handler", "text": "请继续谋划"}
    assert case.at("2025-12-06 09:00:00").run("project.remind_if_idle", **given) == {"reminded": False}
    assert case.at("2025-12-07 09:00:00").run("project.remind_if_idle", **given) == {"reminded": True}
    case.run("project.update", project_name="又动了")
    assert case.at("2026-01-07 09:00:00").run("project.remind_if_idle", **given) == {"reminded": False}


def test_the_declaration_shows_the_books_first_then_the_draft_then_what_is_fresh(register):
    case = register()
    case.at("2025-06-27 09:00:00").run("project.pass_internal_review")
    case.run("project.update", est_budget_wan="860.00")
    shown = case.at("2025-07-15 09:00:00").read("declaration_draft", {"project_name": "草稿名称", "decision": "撤回", "fill_date": "2025-01-01"}, 2026)
    assert (shown["project_name"], shown["total_budget_wan"], shown["dept_code"]) == ("草稿名称", "860.00", "wjw")
    assert (shown["fill_date"], shown["internal_review_ref"]) == ("2025-07-15", "2025-06-27 内部预审通过")
    assert "decision" not in shown


def test_readers_say_nothing_where_there_is_nothing(desk, register):
    assert desk.read("project_facts") is None
    assert desk.read("window_facts", 2026) is None
    assert register().read("last_score") is None
    assert desk.read("declaration_draft", None, 2026) == {}
    assert desk.read("person_name", "expert.3") == "expert.3"


def test_a_project_reads_the_published_score_of_what_it_is_linked_to(register):
    from decimal import Decimal

    from app.records.base import Act
    from app.records.performance_score import record_score

    old = register(project_name="旧平台")
    act = Act(old.session, "sgj.handler", old.now)
    record_score(act, project_id=old.project_id, year=2027, scores={}, weights={}, total=Decimal("85.90"), grade="良", state="公布")
    new = register(linked_project=str(old.project_id))
    assert new.read("last_score") == "2027年 85.9分（良）"
    assert new.read("project_facts")["linked_project_id"] == old.project_id


def test_every_service_says_what_it_is_for_and_what_it_takes(app):
    for service in services().values():
        assert service.title, service.name
        for schema in (service.input, service.output):
            for name, field in schema().fields.items():
                assert field.metadata.get("description"), f"{service.name}: {name}"
    for reader in readers().values():
        assert reader.title, reader.name
