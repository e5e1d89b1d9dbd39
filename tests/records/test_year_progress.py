"""What the year's cycle reads: declarations without outcome, entries proposed, late requests, appraisals that are late (P10 steps 5, 6)."""

from __future__ import annotations

import pytest

from app.errors import RuleRefused
from app.records.changes import change
from app.records.project import enter
from app.records.registration import conclude, withdraw
from app.records.year_progress import Progress, end_cycle, first_of_next_month, progress, unfinished_appraisals
from tests.cited import said
from tests.records import planned as county
from tests.records.situations import at


def test_a_year_is_over_when_every_declaration_has_its_outcome(db, act, a_project, the_window):
    first, second = a_project("甲"), a_project("乙")
    assert progress(db, 2026) == Progress(0, 0, 0, 0) and progress(db, 2026).is_over
    county.proposed_project(act, first)
    withdraw(act("2025-07-20 09:00:00"), county.declare(act, second))
    assert progress(db, 2026) == Progress(2, 1, 1, 0)
    with pytest.raises(RuleRefused, match="未办结") as refused:
        end_cycle(act("2025-10-01 00:00:00"), 2026)
    assert said("R24") in refused.value.clause and the_window.cycle_ended_at is None
    county.publish(act, county.decided(first))
    assert progress(db, 2026).is_over
    assert end_cycle(act("2026-02-01 09:00:00"), 2026).cycle_ended_at == at("2026-02-01 09:00:00")
    assert end_cycle(act("2026-03-01 09:00:00"), 2026).cycle_ended_at == at("2026-02-01 09:00:00"), "once"


def test_a_late_request_of_the_year_holds_it_open_one_of_another_year_does_not(db, act, a_project, the_window):
    project = a_project()
    change(act(), project, late_request_open=True, late_request_year=2027)
    assert progress(db, 2026).is_over
    change(act(), project, late_request_year=2026)
    assert progress(db, 2026) == Progress(0, 0, 0, 1)
    with pytest.raises(RuleRefused, match="未办结"):
        end_cycle(act(), 2026)


def test_the_entry_of_an_ended_project_does_not_call_for_a_plan(db, act, a_project, the_window):
    project = county.proposed_project(act, a_project())
    assert progress(db, 2026).proposed == 1
    conclude(act(), project.id, "终止")
    enter(act(), project, "终止")
    assert progress(db, 2026) == Progress(1, 0, 0, 0)


def test_appraisals_without_a_signed_opinion_are_late(db, act, a_project, the_window):
    signed, late, concluded = a_project("甲"), a_project("乙"), a_project("丙")
    for project in (signed, late, concluded):
        county.declare(act, project)
    county.appraise(act, signed)
    conclude(act(), concluded.id, "不予受理")
    assert [project.name for _, project in unfinished_appraisals(db, 2026)] == ["乙"]


@pytest.mark.parametrize(
    ("moment", "next_"),
    [
        ("2025-10-01 00:00:00", "2025-11-01"),
        ("2025-12-01 09:00:00", "2026-01-01"),
        ("2026-01-31 23:59:59", "2026-02-01"),
        ("2026-11-30 10:00:00", "2026-12-01"),
    ],
)
def test_the_next_look_is_on_the_first_of_the_month(moment, next_):
    assert first_of_next_month(at(moment), 9) == at(f"{next_} 09:00:00")
