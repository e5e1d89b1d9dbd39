"""Multi-instance: a list in, a list out, each with its item: all four names; a loop count instead of the input list is fine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.facts import Finding
from app.engine.rules.diagram import PEOPLE, SCOPES, Diagram, Node, q
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.rules.writes import key_of

MANY = PEOPLE | SCOPES | {"serviceTask", "callActivity"}
PARTS = {
    "loopDataInputRef": ("输入列表", "the input list"),
    "inputDataItem": ("输入项变量", "the item's variable"),
    "loopDataOutputRef": ("输出列表", "the output list"),
    "outputDataItem": ("输出项变量", "the item's result"),
}


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Missing parts, an output that is not the task's key, kinds of task that cannot be many."""
    for node in diagram.nodes:
        loop = node.xml.find(q("standardLoopCharacteristics"))
        if loop is not None and not loop.get("loopMaximum") and loop.find(q("loopCondition")) is None:
            yield error(
                "multi-instance",
                node.id,
                f"循环 {node.label} 既没有条件也没有次数",
                f"Loop {node.label} has neither a condition nor a maximum",
                "写 loopCondition 或 loopMaximum",
                "Write loopCondition or loopMaximum",
            )
        multi = node.multi
        if multi is None:
            continue
        if node.kind not in MANY:
            yield error(
                "multi-instance",
                node.id,
                f"{node.label} 不能是多实例",
                f"{node.label} cannot be multi-instance",
                "放进一个多实例子流程中",
                "Put it into a multi-instance subprocess",
            )
            continue
        has = {name: _text(multi, name) for name in PARTS}
        counted = _text(multi, "loopCardinality")
        needed = [name for name in PARTS if not has[name] and not (counted and name in ("loopDataInputRef", "inputDataItem"))]
        if bool(counted) == bool(has["loopDataInputRef"]):
            yield error(
                "multi-instance",
                node.id,
                f"多实例 {node.label} 应写输入列表或次数，二者只写一个",
                f"Multi-instance {node.label} needs an input list or a count, one of them",
                "写 loopDataInputRef（列表）",
                "Write loopDataInputRef, a list",
            )
        elif needed:
            yield (warning if diagram.foreign(node.scope) else error)(
                "multi-instance",
                node.id,
                f"多实例 {node.label} 缺少{'、'.join(PARTS[name][0] for name in needed)}（{', '.join(needed)}）",
                f"Multi-instance {node.label} lacks {', '.join(PARTS[name][1] for name in needed)} ({', '.join(needed)})",
                "四项都写：输入列表、输入项变量、输出列表、输出项变量",
                "Write all four: input list, item, output list, result",
            )
        if not diagram.foreign(node.scope):
            yield from _output(node, has["loopDataOutputRef"])


def _output(node: Node, output: str) -> Iterator[Finding]:
    if output and node.kind in PEOPLE and output != key_of(node):
        yield error(
            "multi-instance",
            node.id,
            f"{node.label} 的输出列表应与其键「{key_of(node)}」相同，现为「{output}」",
            f"The output list of {node.label} must be its key “{key_of(node)}”, not “{output}”",
            f"loopDataOutputRef 写 {key_of(node)}",
            f"Write {key_of(node)} as loopDataOutputRef",
        )
    if output and not output.isidentifier():
        yield error(
            "multi-instance",
            node.id,
            f"{node.label} 的输出列表「{output}」应是一个顶层名称",
            f"The output list “{output}” of {node.label} must be a top-level name",
            "只写一个名称，不带点",
            "Write one name, without a point",
        )


def _text(multi: Any, name: str) -> str:
    found = multi.find(q(name))
    if found is None:
        return ""
    return ("".join(found.itertext()) if name.startswith("loop") else found.get("id") or "").strip()
