"""The fixed processes of the benchmark: seq5, loop, par4 (and timed, phased for the map, and wide for the check).

Each task has the same five-field form, lane roles and separation of duties.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

PEOPLE = {role: role.replace("_", ".") for role in ("sgj_handler", "sgj_leader", "fgw_reviewer", "czj_reviewer", "xzf_meeting")}
ROLES = list(PEOPLE)
PHASES, STEPS = 5, 6  # of the process that the map shows

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'id="{id}_definitions" targetNamespace="http://bpmn.io/schema/bpmn">\n<bpmn:process id="{id}" name="{name}" isExecutable="true">\n'
)
FORM = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "测试表单",
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "amount", "approved", "due", "kind"],
    "properties": {
        "name": {"type": "string", "title": "名称", "minLength": 1, "maxLength": 200},
        "amount": {"type": "integer", "title": "数量", "minimum": 0},
        "approved": {"type": "boolean", "title": "同意"},
        "due": {"type": "string", "format": "date", "title": "日期"},
        "kind": {"type": "string", "enum": ["a", "b", "c"], "title": "类别"},
    },
}


def answers(n: int) -> dict[str, object]:
    """Distinct data each time."""
    return {"name": f"事项{n}", "amount": n, "approved": n % 2 == 0, "due": f"2026-{n % 12 + 1:02d}-{n % 28 + 1:02d}", "kind": "abc"[n % 3]}


def _properties(**values: str) -> str:
    inner = "".join(f'<spiffworkflow:property name="{k}" value="{v}"/>' for k, v in values.items())
    return f"<bpmn:extensionElements><spiffworkflow:properties>{inner}</spiffworkflow:properties></bpmn:extensionElements>"


def _lanes(lanes: dict[str, list[str]]) -> str:
    said = "".join(
        f'<bpmn:lane id="L_{role}" name="{role}">{_properties(roles=role)}{"".join(f"<bpmn:flowNodeRef>{n}</bpmn:flowNodeRef>" for n in nodes)}</bpmn:lane>'
        for role, nodes in lanes.items()
    )
    return f'<bpmn:laneSet id="lanes">{said}</bpmn:laneSet>\n'


def _start() -> str:
    return f'<bpmn:startEvent id="begin" name="开始">{_properties(roles="sgj_handler")}</bpmn:startEvent>\n'


def _task(element: str, excluded: str = "") -> str:
    values = {"formJsonSchemaFilename": "BENCH.json"} | ({"excludeActorsOf": excluded} if excluded else {})
    return f'<bpmn:userTask id="{element}" name="办理 {element}">{_properties(**values)}</bpmn:userTask>\n'


def _end() -> str:
    return f'<bpmn:endEvent id="finish" name="办结">{_properties(outcome="办结")}</bpmn:endEvent>\n'


def _flows(*pairs: tuple[str, str]) -> str:
    return "".join(f'<bpmn:sequenceFlow id="f_{a}_{b}" sourceRef="{a}" targetRef="{b}"/>\n' for a, b in pairs)


def _process(key: str, name: str, body: str) -> str:
    return HEAD.format(id=key, name=name) + body + "</bpmn:process>\n</bpmn:definitions>\n"


def seq5() -> str:
    """Five user tasks in a row, five roles; each excludes who did the one before."""
    steps = [f"S{i}" for i in range(1, 6)]
    lanes = {role: [step] for role, step in zip(ROLES, steps, strict=True)}
    lanes[ROLES[0]] += ["begin", "finish"]
    tasks = "".join(_task(step, steps[i - 1] if i else "") for i, step in enumerate(steps))
    chain = ["begin", *steps, "finish"]
    return _process("seq5", "五步串行", _lanes(lanes) + _start() + tasks + _end() + _flows(*itertools.pairwise(chain)))


def loop() -> str:
    """One user task and an exclusive gateway back to it, until kind is «c» and the amount is 0."""
    gate = '<bpmn:exclusiveGateway id="again" name="再来一轮？" default="f_again_L1"/>\n'
    out = (
        '<bpmn:sequenceFlow id="f_again_finish" name="结束" sourceRef="again" targetRef="finish"><bpmn:conditionExpression '
        'xsi:type="bpmn:tFormalExpression">L1.name == "结束"</bpmn:conditionExpression></bpmn:sequenceFlow>\n'
    )
    flows = _flows(("begin", "L1"), ("L1", "again"), ("again", "L1"))
    return _process("loop", "循环", _lanes({"sgj_handler": ["begin", "L1", "again", "finish"]}) + _start() + _task("L1") + gate + _end() + flows + out)


def par4() -> str:
    """Parallel split, four user tasks of four roles, join."""
    steps = [f"B{i}" for i in range(1, 5)]
    lanes = {role: [step] for role, step in zip(ROLES, steps, strict=False)}
    lanes[ROLES[0]] += ["begin", "split", "join", "finish"]
    gates = '<bpmn:parallelGateway id="split" name="分开"/>\n<bpmn:parallelGateway id="join" name="汇合"/>\n'
    flows = _flows(("begin", "split"), *(("split", s) for s in steps), *((s, "join") for s in steps), ("join", "finish"))
    return _process("par4", "四路并行", _lanes(lanes) + _start() + gates + "".join(map(_task, steps)) + _end() + flows)


def timed() -> str:
    """A timer, then a user task: the case waits until the timer fires."""
    timer = (
        '<bpmn:intermediateCatchEvent id="W1" name="等待期满"><bpmn:timerEventDefinition id="W1_timer"><bpmn:timeDuration '
        'xsi:type="bpmn:tFormalExpression">\'P30D\'</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>\n'
    )
    lanes = {"sgj_handler": ["begin", "W1", "T1", "finish"]}
    return _process("timed", "定时", _lanes(lanes) + _start() + timer + _task("T1") + _end() + _flows(("begin", "W1"), ("W1", "T1"), ("T1", "finish")))


def phased() -> str:
    """Five phases of six tasks each, as the map shows them."""
    phases, steps = [f"PH{n}" for n in range(1, PHASES + 1)], [f"K{m}" for m in range(1, STEPS + 1)]
    body = ""
    for n, phase in enumerate(phases, 1):
        own = [f"{step}_{n}" for step in steps]
        chain = [f"begin_{n}", *own, f"finish_{n}"]
        inner = f'<bpmn:startEvent id="begin_{n}"/>\n' + "".join(map(_task, own)) + f'<bpmn:endEvent id="finish_{n}"/>\n' + _flows(*itertools.pairwise(chain))
        body += f'<bpmn:subProcess id="{phase}" name="阶段 {n}">{_properties(phase=f"阶段{n}")}{inner}</bpmn:subProcess>\n'
    chain = ["begin", *phases, "finish"]
    return _process("phased", "五个阶段", _lanes({"sgj_handler": chain}) + _start() + body + _end() + _flows(*itertools.pairwise(chain)))


def wide(key: str, blocks: int = 24) -> str:
    """100 elements and more: blocks of a task, a decision, two tasks and a join (4 x 24 nodes, start, task and end, beside their flows)."""
    nodes, body, flows, last = ["begin", "T0", "finish"], _task("T0"), [("begin", "T0")], "T0"
    for n in range(1, blocks // 2 + 1):
        task, gate, one, other = f"T{n}", f"G{n}", f"A{n}", f"B{n}"
        join, after, extra, tail = f"J{n}", f"C{n}", f"D{n}", f"E{n}"
        nodes += [task, gate, one, other, join, after, extra, tail]
        body += _task(task) + f'<bpmn:exclusiveGateway id="{gate}" name="同意？" default="f_{gate}_{other}"/>\n' + _task(one) + _task(other)
        body += f'<bpmn:exclusiveGateway id="{join}"/>\n' + _task(after) + _task(extra) + _task(tail)
        flows += [(last, task), (task, gate), (gate, other), (one, join), (other, join), (join, after), (after, extra), (extra, tail)]
        body += (
            f'<bpmn:sequenceFlow id="f_{gate}_{one}" name="同意" sourceRef="{gate}" targetRef="{one}"><bpmn:conditionExpression '
            f'xsi:type="bpmn:tFormalExpression">{task}.approved == True</bpmn:conditionExpression></bpmn:sequenceFlow>\n'
        )
        last = tail
    return _process(key, "宽", _lanes({"sgj_handler": nodes}) + _start() + body + _end() + _flows(*flows, (last, "finish")))


def write(folder: Path) -> Path:
    """A bundle that `flask release publish` takes."""
    (folder / "processes").mkdir(parents=True, exist_ok=True)
    (folder / "forms").mkdir(exist_ok=True)
    for name, text in (("seq5", seq5()), ("loop", loop()), ("par4", par4()), ("timed", timed()), ("phased", phased())):
        (folder / "processes" / f"{name}.bpmn").write_text(text, encoding="utf-8")
    (folder / "processes" / "parameters.json").write_text("{}", encoding="utf-8")
    (folder / "forms" / "BENCH.json").write_text(json.dumps(FORM, ensure_ascii=False), encoding="utf-8")
    (folder / "forms" / "BENCH.ui.json").write_text("{}", encoding="utf-8")
    return folder
