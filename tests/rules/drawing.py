"""Small diagrams for the tests of the rules: `diagram(body)` is a whole file round what lies in its one process."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from app.decisions import problems_of_table
from app.engine.checking import Known, check
from app.engine.facts import Finding
from app.engine.rules.known import CalledFacts, DecisionFacts, ServiceFacts
from app.forms import problems_of_form

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="D" targetNamespace="http://county">'
)
KNOWN = Known(
    services={
        "plan.read": ServiceFacts("读计划", "records", {"year": True, "remark": False}, frozenset({"entry", "total_wan"})),
        "mail.send": ServiceFacts("发信", "outside", {"text": True}, frozenset()),
    },
    readers=frozenset({"project_facts"}),
    roles=frozenset({"dept_handler", "dept_leader", "expert"}),
    forms={
        "F15": {
            "properties": {"decision": {"type": "string", "enum": ["同意", "退回", "终止"]}, "opinion": {}, "total_wan": {}, "experts": {}},
            "required": ["decision"],
        },
        "F10": {"properties": {"dept_code": {}, "year": {}}},
    },
    decisions={
        "D04": DecisionFacts("D04.dmn", {"result": frozenset({"增补", "不受理"})}, ("D04_in.days",), False),
        "D03": DecisionFacts("D03.dmn", {"code": frozenset({"x"})}, (), True),
    },
    processes={
        "sub_process": CalledFacts("s.bpmn", ("project_id", "window"), frozenset({"通过", "终止"}), frozenset(), frozenset({"S_T1"}), False),
        "no_io": CalledFacts("n.bpmn", None, frozenset(), frozenset(), frozenset(), False),
    },
    form_problems=problems_of_form,
    table_problems=problems_of_table,
)


def diagram(body: str, *, process: str = "", around: str = "", key: str = "p") -> str:
    """A file with one executable process. `process`: what stands before the elements; `around`: messages and errors beside it."""
    opening = f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}{around}<bpmn:process id="{key}" name="试验" isExecutable="true">'
    return f"{opening}{process}{body}</bpmn:process></bpmn:definitions>"


def properties(**values: str) -> str:
    """The extension elements with these properties."""
    inside = "".join(f'<spiffworkflow:property name="{name}" value="{_quoted(value)}"/>' for name, value in values.items())
    return f"<bpmn:extensionElements><spiffworkflow:properties>{inside}</spiffworkflow:properties></bpmn:extensionElements>"


def user(element: str, **values: str) -> str:
    """A user task of the department with form F15."""
    given = {"roles": "dept_handler", "formJsonSchemaFilename": "F15.json", **values}
    return f'<bpmn:userTask id="{element}" name="{element}">{properties(**{k: v for k, v in given.items() if v})}</bpmn:userTask>'


def service(element: str, name: str, result: str = "", **parameters: str) -> str:
    """A service task; the parameters are expressions."""
    inside = "".join(f'<spiffworkflow:parameter id="{key}" type="str" value="{_quoted(value)}"/>' for key, value in parameters.items())
    variable = f' resultVariable="{result}"' if result else ""
    return (
        f'<bpmn:serviceTask id="{element}" name="{element}"><bpmn:extensionElements><spiffworkflow:serviceTaskOperator id="{name}"{variable}>'
        f"<spiffworkflow:parameters>{inside}</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></bpmn:extensionElements></bpmn:serviceTask>"
    )


def script(element: str, text: str) -> str:
    """A script task."""
    return f'<bpmn:scriptTask id="{element}" name="{element}"><bpmn:script>{_quoted(text)}</bpmn:script></bpmn:scriptTask>'


def flow(source: str, target: str, condition: str = "", element: str = "") -> str:
    """A sequence flow, with a condition if one is given."""
    identity = f'id="{element or f"{source}__{target}"}" sourceRef="{source}" targetRef="{target}"'
    if not condition:
        return f"<bpmn:sequenceFlow {identity}/>"
    text = _quoted(condition)
    return f'<bpmn:sequenceFlow {identity}><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{text}</bpmn:conditionExpression></bpmn:sequenceFlow>'


def way(*elements: str) -> str:
    """Flows from one to the next."""
    return "".join(flow(a, b) for a, b in pairwise(elements))


def between(*steps: str, ids: tuple[str, ...]) -> str:
    """Start, the given steps in a row, end."""
    return start() + "".join(steps) + end() + way("begin", *ids, "finish")


def start(element: str = "begin", inside: str = "") -> str:
    """A start event."""
    return f'<bpmn:startEvent id="{element}" name="开始">{inside}</bpmn:startEvent>'


def end(element: str = "finish", inside: str = "") -> str:
    """An end event."""
    return f'<bpmn:endEvent id="{element}" name="结束">{inside}</bpmn:endEvent>'


def gateway(kind: str, element: str, default: str = "") -> str:
    """A gateway: `exclusive`, `parallel`, `inclusive`, `eventBased`."""
    chosen = f' default="{default}"' if default else ""
    return f'<bpmn:{kind}Gateway id="{element}" name="{element}"{chosen}/>'


def findings(text: str, known: Known = KNOWN, name: str = "p.bpmn", **more: str) -> list[Finding]:
    """All findings over one diagram."""
    return check({name: text, **more}, known)


def found(text: str, rule: str, known: Known = KNOWN) -> list[tuple[str | None, str]]:
    """(element, severity) of the findings of one rule."""
    return [(finding.element, finding.severity) for finding in findings(text, known) if finding.rule == rule]


def errors(files: Mapping[str, str] | str, known: Known = KNOWN) -> list[tuple[str, str | None]]:
    """(rule, element) of all errors."""
    given: Mapping[str, Any] = {"p.bpmn": files} if isinstance(files, str) else files
    return [(finding.rule, finding.element) for finding in check(given, known) if finding.severity == "error"]


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
