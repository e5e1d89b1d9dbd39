"""Activities and their markers."""

from __future__ import annotations

from tests.bpmn.row import FORMAL, Row, asked, begin, finish, inside, node, refused, row, way
from tests.decisions.build import table
from tests.rules.drawing import diagram, properties, script, service

CALLED = diagram(
    begin(element="q_begin") + asked("q_T1") + finish("q_end", properties(outcome="通过")) + way("q_begin", "q_T1", "q_end"),
    key="q",
    process=(
        '<bpmn:ioSpecification><bpmn:dataInput id="project_id" name="project_id"/><bpmn:inputSet><bpmn:dataInputRefs>project_id</bpmn:dataInputRefs>'
        "</bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>"
    ),
)
BODY = begin(element="in") + asked("p_T1") + finish("out") + way("in", "p_T1", "out")
PLAIN = BODY.replace(properties(roles="dept_handler"), "", 1)
TABLE = table(["p_T1.year"], ["route"], [["-", '"A"']])
RULE = "<bpmn:extensionElements><spiffworkflow:calledDecisionId>D01</spiffworkflow:calledDecisionId></bpmn:extensionElements>"
PARTIES = "<bpmn:participantRef>a</bpmn:participantRef><bpmn:participantRef>b</bpmn:participantRef>"
MANY = '<bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>{}</bpmn:loopDataOutputRef><bpmn:inputDataItem id="who" name="who"/>'
MANY += '<bpmn:outputDataItem id="{}_item" name="{}_item"/>'
ENOUGH = f"<bpmn:completionCondition {FORMAL}>numberOfCompletedInstances == 2</bpmn:completionCondition>"


def many(key: str = "x", enough: str = "", **attributes: str) -> str:
    """Multi-instance characteristics over the list `people`."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<bpmn:multiInstanceLoopCharacteristics{given}>{MANY.format(key, key, key)}{enough}</bpmn:multiInstanceLoopCharacteristics>"


def listed(body: str) -> str:
    """The diagram with a script before `x` that makes the list."""
    return body.replace(way("begin", "x"), script("p_X", "people = ['a', 'b', 'c']") + way("begin", "p_X", "x"))


def several(x: str, *moves: str, goes: str, limit: str = "") -> Row:
    """A row for a multi-instance over three people."""
    made = row(x, *moves, goes=goes, limit=limit)
    return Row(listed(made.body), made.moves, f"p_X {goes}", listed(made.limit))


LOOP = f"<bpmn:standardLoopCharacteristics><bpmn:loopCondition {FORMAL}>x.decision == '退回'</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
BEFORE = f'<bpmn:standardLoopCharacteristics testBefore="true"><bpmn:loopCondition {FORMAL}>1 == 2</bpmn:loopCondition></bpmn:standardLoopCharacteristics>'
WITHOUT = "<bpmn:standardLoopCharacteristics/>"
DECIDED = begin() + asked("p_T1") + node("businessRuleTask", RULE) + finish() + way("begin", "p_T1", "x", "finish")
CALL = begin() + script("p_X", "project_id = 7") + node("callActivity", calledElement="q") + finish() + way("begin", "p_X", "x", "finish")

ROWS = {
    "task": row(node("task", properties(roles="dept_handler")), "do x.1"),
    "userTask": row(asked(), "do x.1"),
    "manualTask": row(node("manualTask", properties(roles="dept_handler")), "do x.1"),
    "serviceTask": row(service("x", "plan.read", year="2025"), "finish x.1", limit=node("serviceTask")),
    "scriptTask": row(script("x", "n = 1 + 1"), "-", limit=script("x", "import os")),
    "businessRuleTask": Row(DECIDED, ("do p_T1.1",), "p_T1 x finish", DECIDED.replace(RULE, ""), more={"processes/D01.dmn": TABLE}),
    "sendTask": row(node("sendTask", messageRef="GO"), "-", limit=node("sendTask"), data={"project_id": 7, "a": 1}),
    "receiveTask": row(
        node("receiveTask", messageRef="GO"), "deliver x.1", limit=node("receiveTask", messageRef="GO", instantiate="true"), data={"project_id": 7}
    ),
    "subProcess": row(
        inside(PLAIN),
        "do x.1/p_T1.1",
        goes="in p_T1 out x finish",
        limit=inside(PLAIN + node("startEvent", element="second") + way("second", "p_T1")),
        at="second",
    ),
    "callActivity": Row(
        CALL,
        ("do x.1/q_T1.1",),
        "p_X q_begin q_T1 q_end x finish",
        CALL.replace('calledElement="q"', 'calledElement="none"'),
        more={"processes/q.bpmn": CALLED},
    ),
    "transaction": refused(inside(PLAIN, "transaction")),
    "adHocSubProcess": refused(node("adHocSubProcess", asked("p_T1"))),
    "subProcess triggeredByEvent isInterrupting": Row(
        begin()
        + asked("p_T1")
        + finish()
        + way("begin", "p_T1", "finish")
        + node(
            "subProcess",
            node("startEvent", '<bpmn:messageEventDefinition messageRef="GO"/>', "in", isInterrupting="false") + finish("out") + way("in", "out"),
            triggeredByEvent="true",
        )
    ),
    "globalTask": Row(CALL.replace('calledElement="q"', 'calledElement="g"'), roots='<bpmn:globalUserTask id="g" name="g"/>'),
    "choreographyTask": refused(node("choreographyTask", PARTIES + "<bpmn:messageFlowRef>m</bpmn:messageFlowRef>", initiatingParticipantRef="a")),
    "subChoreography": refused(node("subChoreography", PARTIES, initiatingParticipantRef="a")),
    "callChoreography": refused(node("callChoreography", PARTIES, initiatingParticipantRef="a")),
    "multiInstanceLoopCharacteristics": several(
        asked(inside=many(enough=ENOUGH)), "do x.1#2", "do x.1#0", goes="x x x finish", limit=node("receiveTask", many(), messageRef="GO")
    ),
    "multiInstanceLoopCharacteristics isSequential": several(
        asked(inside=many(isSequential="true")),
        "do x.1#0",
        "do x.1#1",
        "do x.1#2",
        goes="x x x x finish",
        limit=script("x", "a = 1").replace("</bpmn:s", many(isSequential="true") + "</bpmn:s", 1),
    ),
    "multiInstanceLoopCharacteristics behavior": Row(listed(row(asked(inside=many(behavior="None", noneBehaviorEventRef="S1"))).body)),
    "standardLoopCharacteristics": row(asked(inside=LOOP), "do x.1#0 no", "do x.1#1", goes="x x x finish", limit=asked(inside=WITHOUT)),
    "standardLoopCharacteristics testBefore": row(script("x", "n = 1").replace("<bpmn:script>", BEFORE + "<bpmn:script>"), "-", limit=asked(inside=WITHOUT)),
    "isForCompensation": refused(asked(isForCompensation="true")),
    "startQuantity": refused(asked(startQuantity="2")),
    "completionQuantity": refused(asked(completionQuantity="2")),
}
