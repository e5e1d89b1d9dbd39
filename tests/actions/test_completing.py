"""Story (a): a person completes a task — whole, once, by the right person."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.actions.history.verify import verify_instance
from app.actions.task.claim import claim_task
from app.actions.task.complete import complete_task
from app.actions.task.release import release_task
from app.catalogue import Refuse
from app.db import transaction
from app.errors import DataInvalid, NotAllowed, RuleRefused, TaskClaimed, TaskNotOpen
from app.models import Event, Instance, Notice, Task
from tests.actions.conftest import County
from tests.bench.bundle import ROLES, answers
from tests.counting import counted


def test_one_completion_is_one_commit_and_few_statements(county: County) -> None:
    county.do(county.start("seq5"), "S1", "sgj_handler", answers(0))  # what a process reads once has been read
    case = county.start("seq5")
    for number, role in enumerate(ROLES):
        task = county.task(case, f"S{number + 1}")
        with counted() as cost:
            complete_task(county.people[role], task, answers(number))
        assert cost.commits == 1
        real = [said for said in cost.statements if "case_clock" not in said]  # a real server has no clock to ask
        assert len(real) <= 5, cost  # the sixth is the sign-in's


def test_a_case_runs_to_its_end_and_verifies(county: County) -> None:
    case = county.start("seq5")
    for number, role in enumerate(ROLES):
        county.do(case, f"S{number + 1}", role, answers(number))
    with transaction() as session:
        instance = session.get_one(Instance, case)
        assert (instance.status, instance.outcome, instance.number) == ("ended", "办结", 1)
    proof = verify_instance(case)
    assert proof.good and proof.events == 7


def test_two_people_complete_the_same_task_at_once_and_one_wins(county: County) -> None:
    case = county.start("loop")
    task = county.task(case, "L1")
    first, second = county.people["sgj_handler"], county.people["second"]
    results = county.together(lambda: complete_task(first, task, answers(1)), lambda: complete_task(second, task, answers(2)))
    lost = [r for r in results if isinstance(r, Exception)]
    assert [type(e) for e in lost] == [TaskNotOpen] and len(results) - len(lost) == 1
    assert verify_instance(case).good
    assert len([1 for _ in county.open(case)]) == 1


def test_four_people_finish_four_branches_at_once_and_all_succeed(county: County) -> None:
    for _ in range(5):
        case = county.start("par4")
        tasks = [(county.people[role], county.task(case, f"B{i + 1}")) for i, role in enumerate(ROLES[:4])]
        results = county.together(*(lambda actor=actor, task=task: complete_task(actor, task, answers(1)) for actor, task in tasks))
        assert [r for r in results if isinstance(r, Exception)] == []
        with transaction() as session:
            assert session.get_one(Instance, case).status == "ended"
        assert verify_instance(case).good


def test_wrong_answers_name_their_fields_and_change_nothing(county: County) -> None:
    case = county.start("seq5")
    with pytest.raises(DataInvalid) as refusal:
        county.do(case, "S1", "sgj_handler", answers(1) | {"amount": -1, "colour": "red"})
    assert sorted(e.pointer for e in refusal.value.errors) == ["/data/amount", "/data/colour"]
    assert county.open(case) == ["S1"]
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_who_acted_before_may_not_do_the_next_step(county: County) -> None:
    case = county.start("seq5")
    both = county.people["sgj_handler"].__class__("sgj.handler", "x", (*county.people["sgj_handler"].memberships, *county.people["sgj_leader"].memberships))
    complete_task(both, county.task(case, "S1"), answers(1))
    with pytest.raises(RuleRefused) as refusal:
        complete_task(both, county.task(case, "S2"), answers(2))
    assert "职责分离" in refusal.value.clause
    assert county.open(case) == ["S2"]


def test_a_task_of_others_is_refused(county: County) -> None:
    case = county.start("seq5")
    with pytest.raises(NotAllowed):
        county.do(case, "S1", "fgw_reviewer", answers(1))


def test_a_claimed_task_is_for_who_claimed_it_until_it_is_released(county: County) -> None:
    case = county.start("loop")
    task, first, second = county.task(case, "L1"), county.people["sgj_handler"], county.people["second"]
    claim_task(first, task)
    with pytest.raises(TaskClaimed):
        claim_task(second, task)
    with pytest.raises(TaskClaimed):
        complete_task(second, task, answers(1))
    release_task(first, task)
    complete_task(second, task, answers(1))
    assert verify_instance(case).good


def test_two_people_claim_at_once_and_one_wins(county: County) -> None:
    task = county.task(county.start("loop"), "L1")
    results = county.together(lambda: claim_task(county.people["sgj_handler"], task), lambda: claim_task(county.people["second"], task))
    assert [type(r) for r in results if isinstance(r, Exception)] == [TaskClaimed]


def test_a_service_that_refuses_undoes_the_whole_completion(county: County) -> None:
    case = county.start("guarded")
    with pytest.raises(Refuse, match="金额超过"):
        county.do(case, "T_ask", "sgj_handler", answers(1000))
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0
        assert session.scalars(select(Task.status)).all() == ["open"]
    county.do(case, "T_ask", "sgj_handler", answers(10))
    with transaction() as session:
        assert session.get_one(Instance, case).outcome == "通过"
        assert session.scalar(select(func.count()).select_from(Notice)) == 1


def test_a_refusal_that_the_diagram_catches_takes_its_path_and_leaves_no_rows(county: County) -> None:
    case = county.start("caught")
    county.do(case, "T_ask", "sgj_handler", answers(1000))
    assert county.open(case) == ["T_no"]
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0
    county.do(case, "T_no", "sgj_leader")
    assert verify_instance(case).good
