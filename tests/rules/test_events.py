"""Timers, messages, errors, boundaries, multi-instances, and BPMN that cannot be run right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.drawing import KNOWN, between, diagram, end, errors, findings, flow, found, properties, script, service, start, user, way

MESSAGE = (
    '<bpmn:message id="M" name="MSG_GO"/><bpmn:correlationProperty id="C" name="project_id"><bpmn:correlationPropertyRetrievalExpression messageRef="M">'
    "<bpmn:messagePath>project_id</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
)


def timer(kind: str, text: str) -> str:
    """A timer definition."""
    return f"<bpmn:timerEventDefinition><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"


def caught(definition: str) -> str:
    """A process that waits for an event."""
    return diagram(
        between(user("p_T1"), f'<bpmn:intermediateCatchEvent id="wait" name="等">{definition}</bpmn:intermediateCatchEvent>', ids=("p_T1", "wait")),
        around=MESSAGE,
    )


def bordered(definition: str, after: str, element: str, *, interrupts: bool = True) -> str:
    """A task with a boundary event that leads to `after`."""
    event = f'<bpmn:boundaryEvent id="late" name="迟" attachedToRef="p_T1" cancelActivity="{str(interrupts).lower()}">{definition}</bpmn:boundaryEvent>'
    return diagram(between(user("p_T1"), ids=("p_T1",)) + event + after + end("e2") + way("late", element, "e2"))


@pytest.mark.parametrize(
    ("kind", "text", "good"),
    [
        ("timeDate", "'2026-07-31T00:00:00+08:00'", True),
        ("timeDate", "add_days(today(), 3)", True),
        ("timeDate", "'31 July'", False),
        ("timeDate", "2026-07-31", False),
        ("timeDate", "", False),
        ("timeDuration", "'P30D'", True),
        ("timeDuration", "P30D", False),
        ("timeDuration", "'30 days'", False),
        ("timeDuration", "'PT0S'", False),
        ("timeDuration", "open('x')", False),
        ("timeCycle", "'R/P1D'", False),
    ],
)
def test_a_timer_that_catches_has_a_date_or_a_duration(kind: str, text: str, good: bool) -> None:
    assert (errors(caught(timer(kind, text))) == []) == good


def test_work_behind_a_reminder_is_pointed_out() -> None:
    cycle = timer("timeCycle", "'R/P1D'")
    assert found(bordered(cycle, service("p_S", "plan.read", year="1"), "p_S", interrupts=False), "cycle-branch") == []
    assert found(bordered(cycle, service("p_S", "mail.send", text="'x'"), "p_S", interrupts=False), "cycle-branch") == [("p_S", "warning")]
    assert found(bordered(cycle, user("p_T2"), "p_T2", interrupts=False), "cycle-branch") == [("p_T2", "warning")]
    assert errors(bordered(timer("timeDuration", "'P3D'"), user("p_T2"), "p_T2", interrupts=False)) == []
    assert ("timers", "late") in errors(bordered(cycle, script("p_X", "x = 1"), "p_X", interrupts=True))
    assert ("timers", "late") in errors(bordered(timer("timeCycle", "'R/1 day'"), script("p_X", "x = 1"), "p_X", interrupts=False))


def test_an_error_boundary_interrupts() -> None:
    assert ("boundary", "late") in errors(bordered("<bpmn:errorEventDefinition/>", script("p_X", "x = late.message"), "p_X", interrupts=False))
    assert errors(bordered("<bpmn:errorEventDefinition/>", script("p_X", "x = late.message"), "p_X")) == []


def test_a_message_is_named_and_declared() -> None:
    assert errors(caught('<bpmn:messageEventDefinition messageRef="M"/>')) == []
    assert ("messages", "wait") in errors(caught("<bpmn:messageEventDefinition/>"))
    assert ("messages", "wait") in errors(caught('<bpmn:messageEventDefinition messageRef="N"/>'))
    assert ("messages", "M") in errors(caught('<bpmn:messageEventDefinition messageRef="M"/>').replace(' name="MSG_GO"', ""))


@pytest.mark.parametrize("kind", ["sendTask", "receiveTask"])
def test_a_task_that_sends_or_waits_names_its_message(kind: str) -> None:
    text = diagram(between(user("p_T1"), f'<bpmn:{kind} id="m1" name="m"/>', ids=("p_T1", "m1")), around=MESSAGE)
    assert ("messages", "m1") in errors(text)
    assert errors(text.replace('id="m1"', 'id="m1" messageRef="M"')) == []


def test_a_message_without_keys_is_a_warning_and_an_unknown_key_an_error() -> None:
    text = caught('<bpmn:messageEventDefinition messageRef="M"/>')
    assert found(text.replace(MESSAGE, '<bpmn:message id="M" name="MSG_GO"/>'), "messages") == [("wait", "warning")]
    assert ("names", "C") in errors(text.replace("<bpmn:messagePath>project_id", "<bpmn:messagePath>plan_year"))


@pytest.mark.parametrize(
    ("definition", "word"),
    [
        ("<bpmn:signalEventDefinition/>", "信号"),
        ("<bpmn:conditionalEventDefinition><bpmn:condition>x</bpmn:condition></bpmn:conditionalEventDefinition>", "条件"),
        ("<bpmn:errorEventDefinition/>", "错误"),
        ("<bpmn:escalationEventDefinition/>", "升级"),
        ("<bpmn:compensateEventDefinition/>", "补偿"),
        ("<bpmn:cancelEventDefinition/>", "取消"),
        ("", "等待什么"),
        (timer("timeDuration", "'P1D'") + '<bpmn:messageEventDefinition messageRef="M"/>', "多个"),
    ],
)
def test_events_that_cannot_be_caught_are_refused_with_a_remedy(definition: str, word: str) -> None:
    told = [f for f in findings(caught(definition)) if f.rule == "unsupported"]
    assert told and all(f.element == "wait" and word in f.message and f.fix for f in told)


@pytest.mark.parametrize(
    ("element", "word"),
    [
        ('<bpmn:complexGateway id="x"/>', "复杂"),
        ('<bpmn:adHocSubProcess id="x"/>', "即席"),
        ('<bpmn:transaction id="x"/>', "事务"),
        ('<bpmn:dataStoreReference id="x"/>', "数据存储"),
        ('<bpmn:task id="x" isForCompensation="true"/>', "补偿"),
        (
            '<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="s2"><bpmn:errorEventDefinition/></bpmn:startEvent></bpmn:subProcess>',
            "事件子流程",
        ),
        ('<bpmn:userTask id="x"><bpmn:dataInputAssociation id="d"><bpmn:targetRef>y</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:userTask>', "数据输入"),
    ],
)
def test_elements_that_the_engine_cannot_run_right_are_refused_with_a_remedy(element: str, word: str) -> None:
    told = [f for f in findings(diagram(between(user("p_T1"), ids=("p_T1",)) + element)) if f.rule == "unsupported"]
    assert any(f.element == "x" and word in f.message and f.fix for f in told), told


def test_hidden_scripts_and_comments_in_scripts_are_found() -> None:
    hidden = user("p_T1").replace("<bpmn:extensionElements>", "<bpmn:extensionElements><spiffworkflow:preScript>x = 1</spiffworkflow:preScript>")
    assert ("scripts", "p_T1") in errors(diagram(between(hidden, ids=("p_T1",))))
    noted = script("p_X", "x = 1").replace("x = 1", "x = 1<!-- why -->")
    assert ("scripts", "p_X") in errors(diagram(between(user("p_T1"), noted, ids=("p_T1", "p_X"))))
    assert ("scripts", "p_X") in errors(diagram(between(user("p_T1"), script("p_X", ""), ids=("p_T1", "p_X"))))


PANEL = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>p_T1.experts</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>p_T2</bpmn:loopDataOutputRef>"
    '<bpmn:inputDataItem id="member" name="member"/><bpmn:outputDataItem id="p_T2_item" name="p_T2_item"/>'
    '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">numberOfCompletedInstances &gt;= 2</bpmn:completionCondition>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def panel(loop: str) -> str:
    """A task that names experts, then one for each of them."""
    many = user("p_T2", assignee="member", roles="expert").replace("</bpmn:userTask>", f"{loop}</bpmn:userTask>")
    return diagram(between(user("p_T1"), many, ids=("p_T1", "p_T2")))


def test_a_panel_has_a_list_in_and_a_list_out_with_its_items() -> None:
    assert errors(panel(PANEL)) == []


@pytest.mark.parametrize("part", ["loopDataInputRef", "inputDataItem", "loopDataOutputRef", "outputDataItem"])
def test_a_panel_that_lacks_a_part_is_found(part: str) -> None:
    lines = PANEL.replace("><bpmn:", ">\n<bpmn:").split("\n")
    less = "".join(line for line in lines if part not in line)
    assert ("multi-instance", "p_T2") in errors(panel(less))


def test_the_list_of_answers_bears_the_key_of_the_task() -> None:
    assert ("multi-instance", "p_T2") in errors(panel(PANEL.replace(">p_T2</bpmn:loopDataOutputRef>", ">answers</bpmn:loopDataOutputRef>")))


def test_a_script_cannot_be_many() -> None:
    many = script("p_X", "x = 1").replace('name="p_X">', f'name="p_X">{PANEL.replace("p_T2", "p_X")}')
    assert ("multi-instance", "p_X") in errors(diagram(between(user("p_T1"), many, ids=("p_T1", "p_X"))))


def test_a_timer_start_asks_nobody() -> None:
    body = start(inside=timer("timeDate", "'2026-06-01T09:00:00+08:00'")) + service("p_S", "plan.read", year="2026") + end() + way("begin", "p_S", "finish")
    assert errors(diagram(body)) == []
    asked = body.replace('name="开始">', f'name="开始">{properties(roles="dept_handler")}', 1)
    assert ("starting", "begin") in errors(diagram(asked))


def linked(*, name: str = "L", extra: str = "") -> str:
    """A task, then a link to the end."""
    out = '<bpmn:intermediateThrowEvent id="out" name="转 A"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateThrowEvent>'
    into = f'<bpmn:intermediateCatchEvent id="into" name="自 A"><bpmn:linkEventDefinition name="{name}"/></bpmn:intermediateCatchEvent>'
    return diagram(start() + user("p_T1") + out + into + end() + way("begin", "p_T1", "out") + way("into", "finish") + extra)


def test_links_come_in_pairs_and_stand_for_a_flow() -> None:
    assert errors(linked()) == []
    assert {("links", "out"), ("links", "into")} <= set(errors(linked(name="M")))
    assert ("links", "out") in errors(linked(extra=way("out", "finish")))
    assert ("links", "into") in errors(linked(extra=user("p_T2") + way("p_T2", "into")))
    again = '<bpmn:intermediateCatchEvent id="second" name="自 A"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateCatchEvent>'
    assert ("links", "second") in errors(linked(extra=again + way("second", "finish")))


def test_a_link_out_of_a_subprocess_is_refused() -> None:
    inside = '<bpmn:startEvent id="in"/><bpmn:intermediateThrowEvent id="out" name="x"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateThrowEvent>'
    into = '<bpmn:intermediateCatchEvent id="into" name="y"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateCatchEvent>'
    body = f'<bpmn:subProcess id="p_S" name="s">{inside}{way("in", "out")}</bpmn:subProcess>'
    text = diagram(start() + user("p_T1") + body + into + end() + way("begin", "p_T1", "p_S", "finish") + flow("into", "finish"))
    assert {("links", "out"), ("links", "into")} <= set(errors(text))


ROOTS = '<bpmn:error id="E" name="E" errorCode="E1"/><bpmn:escalation id="X" name="X" escalationCode="X1"/>'


def failing(kind: str, caught: str = "", ref: str = "", catches: str = "") -> str:
    """A subprocess that ends with an error or an escalation; `caught` is the kind of event on its boundary."""
    ref, catches = ref or {"error": "E", "escalation": "X"}[kind], f' {caught}Ref="{catches}"' if catches else ""
    inner = start("in") + user("p_T1") + end("x", f'<bpmn:{kind}EventDefinition {kind}Ref="{ref}"/>') + way("in", "p_T1", "x")
    body = start() + f'<bpmn:subProcess id="p_S" name="s">{inner}</bpmn:subProcess>' + end() + way("begin", "p_S", "finish")
    if caught:
        body += f'<bpmn:boundaryEvent id="b" name="b" attachedToRef="p_S"><bpmn:{caught}EventDefinition{catches}/></bpmn:boundaryEvent>'
        body += end("late") + way("b", "late")
    return diagram(body, around=ROOTS)


def test_an_error_that_nobody_catches_is_refused_and_an_escalation_pointed_out() -> None:
    assert errors(failing("error")) == [("thrown", "x")]
    assert found(failing("escalation"), "thrown") == [("x", "warning")]
    assert errors(failing("error", "escalation")) == [("thrown", "x")]
    assert errors(failing("error", "error")) == errors(failing("error", "error", catches="E")) == []
    assert found(failing("escalation", "escalation", catches="X"), "thrown") == []


def test_an_error_that_is_not_declared_is_refused_where_it_is_thrown_and_where_it_would_catch_anything() -> None:
    assert errors(failing("error", "error", ref="nothing")) == [("thrown", "x")]
    assert ("thrown", "b") in errors(failing("error", "error", catches="nothing"))


def test_an_error_may_leave_a_process_that_others_call() -> None:
    called = replace(KNOWN.processes["no_io"], calls=frozenset({"p"}))
    assert found(failing("error"), "thrown", replace(KNOWN, processes={**KNOWN.processes, "caller": called})) == []
