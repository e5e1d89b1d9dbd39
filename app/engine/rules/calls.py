"""Call activities name processes that exist, that say what they take, and that do not call themselves."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.say import error, near, warning
from app.engine.rules.writes import names_of


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Unknown process, no ioSpecification in it, inputs nobody writes, a circle of calls."""
    for node in diagram.nodes:
        if node.kind != "callActivity":
            continue
        name = node.xml.get("calledElement", "")
        called = known.processes.get(name)
        if not name:
            yield error(
                "calls",
                node.id,
                f"调用活动 {node.label} 没有写明调用的流程",
                f"Call activity {node.label} names no process",
                "在 calledElement 中写流程 id",
                "Write the id of a process into calledElement",
            )
        elif called is None:
            fix, fix_en = near(name, known.processes)
            yield error("calls", node.id, f"{node.label}：没有流程「{name}」", f"{node.label}: there is no process “{name}”", fix, fix_en)
        else:
            if called.inputs is None and not called.foreign:
                yield error(
                    "calls",
                    node.id,
                    f"{node.label} 调用的流程 {name} 没有 ioSpecification",
                    f"Process {name}, called by {node.label}, has no ioSpecification",
                    "在被调用的流程中列出 dataInput 和 dataOutput outcome",
                    "List dataInputs and the dataOutput outcome in the called process",
                )
            if _circle(name, node.scope.top.id, known):
                yield error(
                    "calls",
                    node.id,
                    f"{node.label} 调用 {name}，后者又回到本流程",
                    f"{node.label} calls {name}, which comes back to this process",
                    "用网关画成回路，不要递归调用",
                    "Draw a loop with a gateway instead",
                )
            if not diagram.foreign(node.scope):
                yield from _inputs(node, set(called.inputs or ()) - called.optional, diagram, known)


def _inputs(node: Node, wanted: set[str], diagram: Diagram, known: Known) -> Iterator[Finding]:
    for name in sorted(wanted - names_of(node.scope.top, diagram, known).keys()):
        yield warning(
            "calls",
            node.id,
            f"{node.label}：被调用流程的输入「{name}」在这里没有步骤写入，将为空",
            f"{node.label}: nothing here writes the input “{name}”; it will be null",
            f"在调用前用脚本写 {name} = …",
            f"Write {name} = … in a script before the call",
        )


def _circle(name: str, home: str, known: Known) -> bool:
    todo, seen = [name], set()
    while todo:
        current = todo.pop()
        if current == home:
            return True
        if current not in seen and (facts := known.processes.get(current)):
            seen.add(current)
            todo += facts.calls
    return False
