"""What a diagram names must be there: services, forms, tables, processes, roles, fields, parameters, properties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.drawing import KNOWN, between, diagram, end, errors, findings, flow, found, gateway, properties, script, service, start, user, way


def one(step: str, element: str, process: str = "") -> str:
    """Start, a task, this step, end."""
    return diagram(between(user("p_T1"), step, ids=("p_T1", element)), process=process)


CALL = '<bpmn:callActivity id="P12" name="申报" calledElement="{}"/>'
RULE = (
    '<bpmn:businessRuleTask id="p_D" name="D"><bpmn:extensionElements><spiffworkflow:calledDecisionId>{}</spiffworkflow:calledDecisionId>'
    "</bpmn:extensionElements></bpmn:businessRuleTask>"
)
IO = (
    '<bpmn:ioSpecification><bpmn:dataInput id="project_id"/><bpmn:dataInput id="window"/><bpmn:dataOutput id="outcome"/><bpmn:inputSet>'
    "<bpmn:dataInputRefs>project_id</bpmn:dataInputRefs><bpmn:dataInputRefs>window</bpmn:dataInputRefs></bpmn:inputSet>"
    "<bpmn:outputSet><bpmn:dataOutputRefs>outcome</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>"
)


def test_an_unknown_service_is_found_and_the_near_one_suggested() -> None:
    [finding] = [f for f in findings(one(service("p_S", "plan.raed", year="1"), "p_S")) if f.rule == "services"]
    assert finding.element == "p_S" and "plan.read" in finding.fix and "plan.read" in finding.fix_en


@pytest.mark.parametrize(
    ("parameters", "said"),
    [({}, "year"), ({"year": "1", "remarks": "'x'"}, "remarks"), ({"year": "1", "remark": "'x'"}, None)],
)
def test_a_service_gets_the_parameters_it_needs_and_no_others(parameters: dict[str, str], said: str | None) -> None:
    told = [f.message for f in findings(one(service("p_S", "plan.read", **parameters), "p_S")) if f.severity == "error"]
    assert len(told) == (said is not None) and all(said in message for message in told if said)


def test_a_form_that_is_missing_is_found() -> None:
    assert ("forms", "p_T1") in errors(diagram(between(user("p_T1", formJsonSchemaFilename="F99.json"), ids=("p_T1",))))
    assert found(diagram(between(user("p_T1", formJsonSchemaFilename=""), ids=("p_T1",))), "forms") == [("p_T1", "warning")]


def test_a_task_allows_only_decisions_of_its_form() -> None:
    assert errors(diagram(between(user("p_T1", decisions="同意,退回"), ids=("p_T1",)))) == []
    assert ("form-decisions", "p_T1") in errors(diagram(between(user("p_T1", decisions="同意,缓议"), ids=("p_T1",))))
    assert ("form-decisions", "p_T1") in errors(diagram(between(user("p_T1", formJsonSchemaFilename="F10.json", decisions="同意"), ids=("p_T1",))))


def test_an_unknown_table_and_one_that_reads_what_nobody_writes_are_found() -> None:
    assert ("decisions", "p_D") in errors(one(RULE.format("D99"), "p_D"))
    assert ("decisions", "p_D") in errors(one(RULE.format(""), "p_D"))
    assert ("decisions", "p_D") in errors(one(RULE.format("D04"), "p_D"))
    prepared = between(script("p_X", 'D04_in = {"days": 3}'), RULE.format("D04"), ids=("p_X", "p_D"))
    assert errors(diagram(prepared)) == []


def test_a_called_process_must_be_known_and_say_what_it_takes() -> None:
    assert ("calls", "P12") in errors(one(CALL.format("sub_proces"), "P12"))
    assert ("calls", "P12") in errors(one(CALL.format(""), "P12"))
    assert ("calls", "P12") in errors(one(CALL.format("no_io"), "P12"))
    assert found(one(CALL.format("sub_process"), "P12"), "calls") == [("P12", "warning")]
    assert errors(one(script("window", "window = None") + CALL.format("sub_process"), "P12")) != []


def test_a_process_does_not_call_itself() -> None:
    assert ("calls", "P12") in errors(one(CALL.format("p"), "P12", process=IO))


def test_a_called_process_says_how_it_ended() -> None:
    assert ("outcomes", "p") in errors(diagram(between(user("p_T1"), ids=("p_T1",)), process=IO))
    ended = diagram(start() + user("p_T1") + end(inside=properties(outcome="通过")) + way("begin", "p_T1", "finish"), process=IO)
    assert errors(ended) == []
    body = start() + user("p_T1") + gateway("exclusive", "g", "b") + end("e1", properties(outcome="通过")) + end("e2") + way("begin", "p_T1", "g")
    half = diagram(body + flow("g", "e1", "p_T1.decision == '同意'", "a") + flow("g", "e2", "", "b"), process=IO)
    assert found(half, "outcomes") == [("e2", "warning")]


def test_an_input_outside_the_input_set_does_not_come_in() -> None:
    lost = IO.replace("<bpmn:dataInputRefs>window</bpmn:dataInputRefs>", "")
    text = diagram(start() + user("p_T1") + end(inside=properties(outcome="x")) + way("begin", "p_T1", "finish"), process=lost)
    assert errors(text) == [("starting", "p")]


def test_an_input_whose_name_is_not_its_id_would_be_null_in_silence() -> None:
    body = start() + user("p_T1") + end(inside=properties(outcome="x")) + way("begin", "p_T1", "finish")
    assert found(diagram(body, process=IO.replace('id="window"', 'id="window" name="window"')), "data-names") == []
    for kind in ("dataInput", "dataOutput"):
        key = "window" if kind == "dataInput" else "outcome"
        misnamed = IO.replace(f'<bpmn:{kind} id="{key}"', f'<bpmn:{kind} id="{key}" name="project"')
        assert found(diagram(body, process=misnamed), "data-names") == [(key, "error")]


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("x = p_T1.decision", True),
        ("x = p_T1.desision", False),
        ("x = p_T1['opinion']", True),
        ("x = p_T9.decision", False),
        ("x = window.open_at", False),
        ("x = [y.code for y in p_T1.experts]", True),
        ("x = 1\ny = x + 1", True),
        ("x = amount(p_T1.total_wan) > 100", True),
        ("x = p_T1.total_wan > 100", False),
        ("x = __import__('os')", False),
        ("x = open('/etc/passwd')", False),
        ("import os", False),
        ("p_T1.decision = 'x'", False),
        ("x = parameter('late_days')", True),
        ("x = parameter('late_dayz')", False),
        ("x = project_facts()", False),
    ],
)
def test_a_script_reads_what_is_written_in_the_language_of_the_house(line: str, good: bool) -> None:
    known = replace(KNOWN, parameters={"late_days": 3})
    told = errors(one(script("p_X", line), "p_X"), known)
    assert (told == []) == good, told


def test_what_a_case_begins_with_can_be_read() -> None:
    begun = start(inside=properties(roles="dept_handler", formJsonSchemaFilename="F10.json"))
    text = diagram(begun + script("p_X", "x = dept_code") + end() + way("begin", "p_X", "finish"))
    assert errors(text) == []
    assert ("names", "p_X") in errors(text.replace("x = dept_code", "x = dept_kode"))


def test_a_list_is_not_asked_for_a_field() -> None:
    asked = diagram(between(user("p_T1"), RULE.format("D03"), script("p_X", "x = p_D.code"), ids=("p_T1", "p_D", "p_X")))
    [finding] = [f for f in findings(asked) if f.severity == "error"]
    assert (finding.rule, finding.element) == ("names", "p_X") and "[x.code for x in p_D]" in finding.fix


def test_prefill_may_use_readers_and_conditions_may_not() -> None:
    assert errors(diagram(between(user("p_T1", prefill='{"opinion": project_facts().name, "decision": last("p_T1").decision}'), ids=("p_T1",)))) == []
    assert ("expressions", "p_T1") in errors(diagram(between(user("p_T1", dueAt="project_facts().day"), ids=("p_T1",))))


def test_roles_of_lanes_and_tasks_exist() -> None:
    lane = '<bpmn:laneSet id="L"><bpmn:lane id="l1" name="经办">{}<bpmn:flowNodeRef>p_T1</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
    held = diagram(between(user("p_T1", roles="", runBy="dept_leader"), ids=("p_T1",)), process=lane.format(properties(roles="dept_handler,dept_leader")))
    assert errors(held) == []
    assert ("roles", "l1") in errors(held.replace("dept_handler,", "dept_handlr,"))
    assert ("roles", "p_T1") in errors(diagram(between(user("p_T1", roles="nobody"), ids=("p_T1",))))
    assert found(diagram(between(user("p_T1", roles="", dueIn="3"), ids=("p_T1",))), "roles") == [("p_T1", "warning")]


@pytest.mark.parametrize(
    "values",
    [{"asignee": "'x'"}, {"keepRounds": "ja"}, {"minMembers": "0"}, {"dueIn": "3", "dueAt": "today()"}, {"excludeActorsOf": "p_T9"}, {"outcome": "x"}],
)
def test_misspelt_and_meaningless_properties_are_found(values: dict[str, str]) -> None:
    assert ("properties", "p_T1") in errors(diagram(between(user("p_T1", **values), ids=("p_T1",))))


def test_who_acted_in_another_process_of_the_case_can_be_excluded() -> None:
    assert errors(diagram(between(user("p_T1", excludeActorsOf="S_T1"), ids=("p_T1",)))) == []


CITING = '<bpmn:userTask id="p_T2" name="填报"><bpmn:documentation>{}</bpmn:documentation>{}</bpmn:userTask>'


def test_a_clause_that_the_notice_does_not_have_is_found_where_it_is_cited() -> None:
    known = replace(KNOWN, clauses=frozenset({"R23", "R24", "R25"}))
    drawn = one(CITING.format("R23–R25：填报", properties(dueIn="5", dueBecause="R230")), "p_T2")
    [finding] = [f for f in findings(drawn, known) if f.rule == "clauses"]
    assert (finding.element, finding.severity) == ("p_T2", "error") and "R230" in finding.message and "clauses.json" in finding.fix
    missing = [f.message for f in findings(one(CITING.format("R23–R27：填报", ""), "p_T2"), known) if f.rule == "clauses"]
    assert len(missing) == 2 and "R26" in missing[0] and "R27" in missing[1]
    assert [f for f in findings(drawn) if f.rule == "clauses"] == [], "where the notice is not kept by its sentences, nothing is known"
