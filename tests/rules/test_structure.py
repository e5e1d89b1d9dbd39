"""What the drawing itself must be: starts, ends, flows, gateways, joins."""

from __future__ import annotations

import pytest

from tests.rules.drawing import between, diagram, end, errors, findings, flow, found, gateway, properties, script, start, user, way


def two_ways(condition_a: str, condition_b: str, default: str = "") -> str:
    """A task, then a gateway with two ways to two ends."""
    body = start() + user("p_T1") + gateway("exclusive", "g", default) + end("e1") + end("e2") + way("begin", "p_T1", "g")
    return diagram(body + flow("g", "e1", condition_a, "a") + flow("g", "e2", condition_b, "b"))


def forked(first: str, second: str, split: str = "parallel", join: str = "parallel") -> str:
    """Two steps between a split and a join."""
    ids = [text.split('id="')[1].split('"')[0] for text in (first, second)]
    default = f"s__{ids[1]}" if split == "exclusive" else ""
    condition = 'p_T0.decision == "同意"' if split == "exclusive" else ""
    body = start() + user("p_T0") + gateway(split, "s", default) + first + second + gateway(join, "j") + end()
    flows = way("begin", "p_T0", "s") + flow("s", ids[0], condition) + flow("s", ids[1]) + way(ids[0], "j") + way(ids[1], "j", "finish")
    return diagram(body + flows)


def test_a_plain_process_has_no_error() -> None:
    assert errors(diagram(between(user("p_T1"), ids=("p_T1",)))) == []


def test_what_breaks_the_schema_is_named_with_its_line() -> None:
    text = diagram("\n" + between(user("p_T1"), ids=("p_T1",))).replace("<bpmn:userTask ", '<bpmn:userTask colour="red" ')
    [finding] = [f for f in findings(text) if f.rule == "xml-schema"]
    assert finding.element == "p_T1" and "第 2 行" in finding.message


def test_a_process_without_start_or_with_two_is_found() -> None:
    assert ("start-event", "p") in errors(diagram(user("p_T1") + end() + way("p_T1", "finish")))
    assert ("start-event", "again") in errors(diagram(start() + start("again") + end() + way("begin", "finish") + way("again", "finish")))


def test_a_process_started_by_a_message_is_refused() -> None:
    text = diagram(between(ids=()).replace("/>", "/>", 1), around='<bpmn:message id="M" name="MSG_M"/>')
    text = text.replace('name="开始">', 'name="开始"><bpmn:messageEventDefinition messageRef="M"/>')
    assert ("start-event", "begin") in errors(text)


def test_a_loop_into_the_start_is_found() -> None:
    assert ("start-event", "begin") in errors(diagram(between(user("p_T1"), ids=("p_T1",)) + way("p_T1", "begin")))


def test_a_file_holds_one_executable_process() -> None:
    assert ("process-count", "q") in errors(
        diagram(between(user("p_T1"), ids=("p_T1",))).replace(
            "</bpmn:definitions>",
            f'<bpmn:process id="q" isExecutable="true">{start("b2")}{user("q_T1")}{end("e2")}{way("b2", "q_T1", "e2")}</bpmn:process></bpmn:definitions>',
        )
    )
    assert errors(diagram("")) == [("process-count", "p")]
    assert ("process-count", "p") in errors(diagram(between(ids=())).replace('isExecutable="true"', 'isExecutable="false"'))


@pytest.mark.parametrize("reserved", ["Start", "END", "root"])
def test_ids_of_the_engine_are_refused(reserved: str) -> None:
    assert ("ids", reserved) in errors(diagram(between(user(reserved), ids=(reserved,))))


@pytest.mark.parametrize("strange", ["p-T1", "amount"])
def test_an_id_that_no_expression_can_write_is_found(strange: str) -> None:
    assert ("ids", strange) in errors(diagram(between(user(strange), ids=(strange,))))


def test_what_nothing_follows_and_what_nobody_reaches_is_found() -> None:
    text = diagram(start() + user("p_T1") + user("p_T2") + end() + way("begin", "p_T1") + way("p_T2", "finish"))
    assert {("endings", "p_T1"), ("unreachable", "p_T2"), ("unreachable", "finish")} <= set(errors(text))


def test_a_loop_without_a_way_out_is_found() -> None:
    text = diagram(start() + user("p_T1") + user("p_T2") + end() + way("begin", "p_T1", "p_T2", "p_T1"))
    assert ("endings", "p_T1") in errors(text)


def test_two_flows_out_of_a_task_and_a_condition_behind_it_are_found() -> None:
    body = start() + user("p_T1") + end("e1") + end("e2") + way("begin", "p_T1")
    text = diagram(body + flow("p_T1", "e1", "p_T1.decision == '同意'", "a") + flow("p_T1", "e2", "", "b"))
    assert set(errors(text)) == {("flows", "p_T1"), ("flows", "a")}


def test_a_flow_into_nowhere_is_found() -> None:
    assert ("flows", "lost") in errors(diagram(between(user("p_T1"), ids=("p_T1",)) + flow("p_T1", "nothing", "", "lost")))


@pytest.mark.parametrize(
    ("a", "b", "default", "wrong"),
    [
        ("p_T1.decision == '同意'", "", "", [("conditions", "b")]),
        ("p_T1.decision == '同意'", "p_T1.decision == '退回'", "", [("conditions", "g")]),
        ("p_T1.decision == '同意'", "p_T1.decision == '退回'", "b", [("conditions", "b")]),
        ("p_T1.decision == '同意'", "", "zzz", [("conditions", "b"), ("conditions", "g")]),
        ("p_T1.decision == '同意'", "", "b", []),
        ("p_T1.decision == '同意'", "p_T1.decision in ['退回', '终止']", "", []),
        ("p_T1.decision == '同意'", "not p_T1.decision == '同意'", "", []),
        ("p_T1.decision == '同意'", "not (p_T1.decision == '退回')", "", [("conditions", "g")]),
    ],
)
def test_an_exclusive_gateway_always_finds_a_way(a: str, b: str, default: str, wrong: list[tuple[str, str]]) -> None:
    assert sorted(e for e in errors(two_ways(a, b, default)) if e[0] != "xml-schema") == wrong


def test_the_decisions_of_the_task_count_for_whether_all_cases_are_covered() -> None:
    text = two_ways("p_T1.decision == '同意'", "p_T1.decision == '退回'")
    assert errors(text.replace('name="roles"', 'name="decisions" value="同意,退回"/><spiffworkflow:property name="roles"')) == []


def test_a_parallel_join_of_alternatives_waits_for_ever() -> None:
    assert ("deadlock", "j") in errors(forked(user("p_T1"), user("p_T2"), split="exclusive"))
    assert errors(forked(user("p_T1"), user("p_T2"), split="exclusive", join="exclusive")) == []
    assert errors(forked(user("p_T1"), user("p_T2"))) == []


def test_a_join_that_a_boundary_event_can_starve_waits_for_ever() -> None:
    text = forked(user("p_T1"), user("p_T2"))
    timer = "<bpmn:timerEventDefinition><bpmn:timeDuration>'P3D'</bpmn:timeDuration></bpmn:timerEventDefinition>"
    late = f'<bpmn:boundaryEvent id="late" attachedToRef="p_T1">{timer}</bpmn:boundaryEvent>'
    away = text.replace("</bpmn:process>", late + end("given_up") + way("late", "given_up") + "</bpmn:process>")
    assert ("deadlock", "j") in errors(away)


def test_parallel_branches_that_meet_without_a_join_are_a_warning() -> None:
    assert ("j", "warning") not in found(forked(user("p_T1"), user("p_T2"), join="exclusive"), "deadlock")
    assert found(forked(user("p_T1"), user("p_T2"), join="exclusive"), "runs-twice") == [("j", "warning")]


@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_no_loop_runs_through_a_parallel_gateway(kind: str) -> None:
    body = start() + gateway(kind, "m") + user("p_T1") + gateway("exclusive", "g", "again") + end() + way("begin", "m", "p_T1", "g")
    text = diagram(body + flow("g", "finish", "p_T1.decision == '同意'") + flow("g", "m", "", "again"))
    assert ("parallel-loop", "m") in errors(text)


def test_parallel_branches_do_not_write_the_same_name() -> None:
    assert errors(forked(script("a", "total = 1"), script("b", "other = 1"))) == []
    assert ("same-key", "a") in errors(forked(script("a", "total = 1"), script("b", "total = 2")))
    assert ("same-key", "p_T1") in errors(forked(user("p_T1", dataKey="both"), user("p_T2", dataKey="both")))


def test_a_plain_task_is_a_warning_because_it_waits_for_a_person() -> None:
    assert found(diagram(between('<bpmn:task id="p_x" name="x"/>', ids=("p_x",))), "plain-task") == [("p_x", "warning")]


def test_an_event_gateway_leads_to_events() -> None:
    body = start() + gateway("eventBased", "g") + user("p_T1") + end() + way("begin", "g", "p_T1", "finish")
    assert {("event-gateway", "g"), ("event-gateway", "p_T1")} <= set(errors(diagram(body)))


def test_a_large_drawing_is_sent_back_whole() -> None:
    many = "".join(f'<bpmn:task id="t{i}" name="t"/>' for i in range(401))
    assert errors(diagram(start() + many + end())) == [("size", None)]


def test_missing_shapes_labels_and_clauses_are_warnings() -> None:
    text = diagram(between(f'<bpmn:userTask id="p_T1">{properties(roles="dept_handler")}</bpmn:userTask>', ids=("p_T1",)))
    assert found(text, "layout") == [(None, "warning")]
    assert ("p_T1", "warning") in found(text, "labels") and ("p", "warning") in found(text, "labels")
