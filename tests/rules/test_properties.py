"""Properties that replace drawing, used wrongly: each a finding with element and remedy; used rightly: none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.rules.diagram import FORM, OURS
from app.engine.rules.property_meanings import MEANINGS
from tests.rules.drawing import (
    KNOWN,
    between,
    diagram,
    end,
    errors,
    findings,
    flow,
    found,
    gateway,
    properties,
    script,
    start,
    user,
    way,
)  # fmt: skip


def operated(element: str, name: str, result: str = "", kind: str = "userTask", multi: bool = False, **parameters: str) -> str:
    """A task with a handler."""
    rows = "".join(f'<spiffworkflow:parameter id="{key}" type="str" value="{value}"/>' for key, value in parameters.items())
    variable = f' resultVariable="{result}"' if result else ""
    given = f"<spiffworkflow:parameters>{rows}</spiffworkflow:parameters>"
    operator = f'<spiffworkflow:serviceTaskOperator id="{name}"{variable}>{given}</spiffworkflow:serviceTaskOperator>'
    own = properties(roles="dept_handler", formJsonSchemaFilename="F15.json").replace("<bpmn:extensionElements>", f"<bpmn:extensionElements>{operator}")
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:loopDataInputRef>people</bpmn:loopDataInputRef>'
        f'<bpmn:loopDataOutputRef>{element}</bpmn:loopDataOutputRef><bpmn:inputDataItem id="x" name="x"/>'
        f'<bpmn:outputDataItem id="{element}_item" name="{element}_item"/></bpmn:multiInstanceLoopCharacteristics>'
    )
    return f'<bpmn:{kind} id="{element}" name="{element}">{own}{loop if multi else ""}</bpmn:{kind}>'


def ruled(inputs: str, table: str = "D04") -> str:
    """A task, then a table over these inputs."""
    asks = f"<spiffworkflow:calledDecisionId>{table}</spiffworkflow:calledDecisionId>"
    own = properties(inputs=inputs).replace("<spiffworkflow:properties>", f"{asks}<spiffworkflow:properties>")
    return diagram(between(user("p_T1"), f'<bpmn:businessRuleTask id="p_D" name="D">{own}</bpmn:businessRuleTask>', ids=("p_T1", "p_D")))


def said(text: str, element: str) -> list[tuple[str, str]]:
    """(rule, severity) of the findings of an element, each with words and remedy in both languages."""
    here = [f for f in findings(text) if f.element == element]
    assert all(f.message and f.message_en and f.fix and f.fix_en for f in here)
    return [(f.rule, f.severity) for f in here if f.rule not in ("labels", "layout") and (f.rule, f.severity) != ("deadline", "warning")]


def test_the_inputs_of_a_table_are_an_object_with_what_it_reads_and_may_call_readers() -> None:
    assert said(ruled("{'D04_in': {'days': project_facts(1).days, 'n': rounds('p_T1'), 'o': last('p_T1')}}"), "p_D") == []
    assert said(ruled("{'D04_in': 1, 'more': 2}"), "p_D") == [("table-inputs", "warning")]


@pytest.mark.parametrize(
    ("inputs", "rule"),
    [
        ("{'days': 1}", "table-inputs"),
        ("[1]", "table-inputs"),
        (" ", "table-inputs"),
        ("{'D04_in': nobody_writes_it}", "names"),
        ("{'D04_in': p_T1.nothing}", "names"),
        ("{'D04_in': no_reader()}", "expressions"),
        ("{'D04_in': 1", "expressions"),
    ],
)
def test_wrong_inputs_are_found(inputs: str, rule: str) -> None:
    assert (rule, "error") in said(ruled(inputs), "p_D")


def test_inputs_on_another_element_do_nothing() -> None:
    assert said(diagram(between(user("p_T1", inputs="{}"), ids=("p_T1",))), "p_T1") == [("properties", "error")]


def one(task: str) -> str:
    """A script that writes the list of people, then the task p_T1."""
    return diagram(between(script("p_X", "people = [1]"), task, ids=("p_X", "p_T1")))


def test_a_user_task_may_have_a_records_handler() -> None:
    assert said(one(operated("p_T1", "plan.read", "p_saved", year="p_T1.total_wan")), "p_T1") == []
    assert said(one(operated("p_T1", "plan.read", "p_saved", multi=True, year="p_T1.total_wan", remark="item")), "p_T1") == []


@pytest.mark.parametrize(
    ("task", "rule"),
    [
        (operated("p_T1", "mail.send", text="'x'"), "task-handlers"),
        (operated("p_T1", "plan.read", "p_T1", year="1"), "task-handlers"),
        (operated("p_T1", "plan.read", "a.b", year="1"), "task-handlers"),
        (operated("p_T1", "plan.read", kind="manualTask", year="1"), "task-handlers"),
        (operated("p_T1", "plan.raed", year="1"), "services"),
        (operated("p_T1", "plan.read"), "services"),
        (operated("p_T1", "plan.read", year="1", other="2"), "services"),
        (operated("p_T1", "plan.read", year="item"), "names"),
        (operated("p_T1", "plan.read", year="p_T1.nothing"), "names"),
    ],
)
def test_a_handler_that_does_not_fit_is_found(task: str, rule: str) -> None:
    assert (rule, "error") in said(one(task), "p_T1")


def test_what_a_handler_of_a_task_gives_is_known_behind_it() -> None:
    read = script("p_Y", "n = p_saved.entry")
    saved = between(script("p_X", "people = [1]"), operated("p_T1", "plan.read", "p_saved", year="1"), read, ids=("p_X", "p_T1", "p_Y"))
    assert errors(diagram(saved)) == []
    assert errors(diagram(saved.replace("p_saved.entry", "p_saved.other"))) == [("names", "p_Y")]


def looped(condition: str) -> str:
    """p_T1 again while the condition holds."""
    body = start() + gateway("exclusive", "m") + user("p_T1") + gateway("exclusive", "g", default="out") + end()
    return diagram(body + way("begin", "m", "p_T1", "g") + flow("g", "m", condition, "again") + flow("g", "finish", element="out"))


def test_rounds_name_elements_of_the_process() -> None:
    assert errors(looped("rounds('p_T1') < 3 and rounds('p_T1', since='g') < 2")) == []


@pytest.mark.parametrize("condition", ["rounds('p_T9') < 3", "rounds('p_T1', since='other') < 3", "rounds(p_T1.opinion) < 3", "rounds('p_T1', 'g') < 3",
                                       "rounds() < 3", "rounds('p_T1', since='p_T1') < 3", "rounds('p') < 3"])  # fmt: skip
def test_wrong_rounds_are_found(condition: str) -> None:
    assert ("rounds", "again") in errors(looped(condition))


@pytest.mark.parametrize("condition", ["rounds('p_T1', until='g') < 3", "count(since='g') < 3"])
def test_words_that_a_function_does_not_take_are_found(condition: str) -> None:
    assert ("expressions", "again") in errors(looped(condition))


def phased(key: str, outcome: str = "通过", behind: str = "") -> str:
    """A subprocess with an outcomeKey, and a gateway behind it."""
    inside = f'<bpmn:startEvent id="i_s"/>{user("i_T")}<bpmn:endEvent id="i_e" name="x">{properties(outcome=outcome) if outcome else ""}</bpmn:endEvent>'
    sub = f'<bpmn:subProcess id="p_P" name="阶段">{properties(outcomeKey=key)}{inside}{way("i_s", "i_T", "i_e")}</bpmn:subProcess>'
    body = start() + sub + gateway("exclusive", "g") + end() + end("other") + way("begin", "p_P", "g")
    return diagram(body + flow("g", "finish", behind or f"{key} == '通过'", "yes") + flow("g", "other", f"{key} == '终止'", "no"))


def test_a_gateway_behind_a_phase_knows_how_it_can_end() -> None:
    assert errors(phased("p_how")) == []
    assert ("conditions", "g") in errors(phased("p_how", "缓议"))
    assert ("conditions", "g") in errors(phased("p_how", "= i_T.opinion"))


@pytest.mark.parametrize(("key", "outcome"), [("p how", "通过"), ("p_how", ""), ("i_T", "通过")])
def test_a_wrong_key_of_an_outcome_is_found(key: str, outcome: str) -> None:
    assert ("outcome-keys", "p_P") in errors(phased(key, outcome))


IO = (
    '<bpmn:ioSpecification><bpmn:dataInput id="project_id"/><bpmn:dataOutput id="outcome"/><bpmn:inputSet><bpmn:dataInputRefs>project_id</bpmn:dataInputRefs>'
    "</bpmn:inputSet><bpmn:outputSet><bpmn:dataOutputRefs>outcome</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>"
)


def test_a_phase_does_not_say_how_the_process_ended() -> None:
    text = phased("p_how")
    assert found(text.replace('isExecutable="true">', f'isExecutable="true">{IO}'), "outcomes") == [("p", "error")]
    text = text.replace('name="outcomeKey" value="p_how"', 'name="outcomeKey" value="outcome"')
    assert found(text.replace('isExecutable="true">', f'isExecutable="true">{IO}'), "outcomes") == [("finish", "warning"), ("other", "warning")]


PARAMETERS = {"limit": 3, "none": 0, "handling_days.review": 5}


def waited(kind: str = "userTask", **own: str) -> list[tuple[str, str]]:
    """What is said of one element p_T1 with these properties; a user task of the department by default."""
    given = {"roles": "dept_handler", "formJsonSchemaFilename": "F15.json", "dueIn": "5", **own} if kind == "userTask" else own
    given = {name: text for name, text in given.items() if text or name != "dueIn"}
    called = ' calledElement="sub_process"' if kind == "callActivity" else ""
    inside = f'<bpmn:startEvent id="i_s"/>{user("i_T")}<bpmn:endEvent id="i_e"/>{way("i_s", "i_T", "i_e")}' if kind == "subProcess" else ""
    body = between(script("p_X", "window = 1"), f'<bpmn:{kind} id="p_T1" name="T"{called}>{properties(**given)}{inside}</bpmn:{kind}>', ids=("p_X", "p_T1"))
    here = [f for f in findings(diagram(body), replace(KNOWN, parameters=PARAMETERS)) if f.element == "p_T1"]
    assert all(f.message and f.message_en and f.fix and f.fix_en for f in here)
    return [(f.rule, f.severity) for f in here if f.rule not in ("labels", "layout")]


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        ({"roundLimit": "3", "limitTells": "dept_leader"}, "userTask"),
        ({"roundLimit": "parameter('limit')", "limitTells": "dept_leader@wjw,expert"}, "userTask"),
        ({"roundLimit": "rounds('p_T1') + 1", "limitTells": "= ['dept_leader']"}, "userTask"),
        ({"remindAt": "'2026-07-31'"}, "userTask"),
        ({"remindAt": "['2026-07-31', today()]", "remindEvery": "'P30D'", "remindTells": "dept_leader"}, "callActivity"),
        ({"remindEvery": "5", "remindTells": "dept_leader"}, "subProcess"),
        ({"remindEvery": "'P' + str(parameter('limit')) + 'D'"}, "userTask"),
        ({"dueBecause": "R23"}, "userTask"),
        ({"dueIn": "parameter('handling_days.review')", "dueBecause": "handling_days.review"}, "userTask"),
        ({"dueIn": "", "dueAt": "'2026-07-31'", "dueBecause": "政府投资条例第十一条"}, "userTask"),
    ],
)
def test_properties_used_rightly_are_not_told(own: dict[str, str], kind: str) -> None:
    assert waited(kind, **own) == []


@pytest.mark.parametrize(
    ("own", "rule", "kind"),
    [
        ({"roundLimit": "0"}, "round-limit", "userTask"),
        ({"roundLimit": "'3'"}, "round-limit", "userTask"),
        ({"roundLimit": "True"}, "round-limit", "userTask"),
        ({"roundLimit": "2.5"}, "round-limit", "userTask"),
        ({"roundLimit": ""}, "round-limit", "userTask"),
        ({"roundLimit": "parameter('none')"}, "round-limit", "userTask"),
        ({"roundLimit": "nobody_writes_it"}, "names", "userTask"),
        ({"limitTells": "dept_leader"}, "round-limit", "userTask"),
        ({"roundLimit": "3", "limitTells": "dept_boss"}, "round-limit", "userTask"),
        ({"roundLimit": "3", "limitTells": "@wjw"}, "round-limit", "userTask"),
        ({"roundLimit": "3"}, "properties", "callActivity"),
        ({"remindEvery": "0"}, "reminders", "userTask"),
        ({"remindEvery": "-1"}, "reminders", "userTask"),
        ({"remindEvery": "True"}, "reminders", "userTask"),
        ({"remindEvery": "'P0D'"}, "reminders", "userTask"),
        ({"remindEvery": "'R/P1D'"}, "reminders", "userTask"),
        ({"remindEvery": "P30D"}, "reminders", "userTask"),
        ({"remindEvery": ""}, "reminders", "userTask"),
        ({"remindEvery": "parameter('none')"}, "reminders", "userTask"),
        ({"remindEvery": "nobody_writes_it"}, "names", "userTask"),
        ({"remindEvery": "project_facts(1)"}, "expressions", "userTask"),
        ({"remindAt": "'soon'"}, "reminders", "userTask"),
        ({"remindAt": "['2026-07-31', 5]"}, "reminders", "userTask"),
        ({"remindAt": "2026-07-31"}, "reminders", "userTask"),
        ({"remindTells": "dept_leader"}, "reminders", "userTask"),
        ({"remindEvery": "5", "remindTells": "dept_boss"}, "reminders", "userTask"),
        ({"remindEvery": "5"}, "reminders", "callActivity"),
        ({"remindEvery": "5"}, "reminders", "subProcess"),
        ({"remindEvery": "5", "remindTells": "dept_leader"}, "properties", "scriptTask"),
        ({"dueIn": "", "dueBecause": "R23"}, "deadline", "userTask"),
        ({"dueBecause": "handling_days.other"}, "deadline", "userTask"),
        ({"dueIn": "'five'"}, "deadline", "userTask"),
        ({"dueIn": "-1"}, "deadline", "userTask"),
    ],
)
def test_properties_used_wrongly_are_told(own: dict[str, str], rule: str, kind: str) -> None:
    assert (rule, "error") in waited(kind, **own)


def test_a_task_without_a_deadline_is_pointed_out() -> None:
    assert waited(dueIn="") == [("deadline", "warning")] and waited() == []


def test_every_property_has_its_line_in_the_catalogue() -> None:
    assert set(MEANINGS) == OURS | FORM
