"""What the engine could only run wrong: refused when a diagram is read, naming the element and what to draw instead.

The friendly checks of a diagram stand in `rules/`; these are the hard stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.facts import Finding
from app.engine.reading.describe import nodes_of
from app.engine.reading.stops.activities import activities
from app.engine.reading.stops.events import events
from app.engine.reading.stops.flows import flows
from app.engine.reading.stops.stop import Stop
from app.engine.reading.stops.structure import structure
from app.engine.xml import find, tag

_KIND_WORDS = {
    "transaction": ("事务子流程", "transactions", "用普通子流程和边界事件代替", "use an embedded subprocess with boundary events"),
    "adHocSubProcess": ("自由子流程", "ad hoc subprocesses", "用并行网关画出各项任务", "draw the tasks behind a parallel gateway"),
    "complexGateway": ("复杂网关", "complex gateways", "用排他或包容网关代替", "use an exclusive or inclusive gateway"),
}
_RESERVED = frozenset({"start", "end", "root"})


def hard_stops(process: Any, file: str = "") -> list[Finding]:
    """The hard stops of one process."""
    return [
        Finding("engine", element, f"{zh}（{element}）", fix, file=file, message_en=f"{en} ({element})", fix_en=fix_en)
        for element, zh, en, fix, fix_en in _all(process)
    ]


def _all(process: Any) -> Iterator[Stop]:
    nodes = nodes_of(process)
    outgoing: dict[str, list[Any]] = {}
    for flow in find(process, ".//bpmn:sequenceFlow"):
        outgoing.setdefault(str(flow.get("sourceRef")), []).append(flow)
    yield from structure(process)
    for node in nodes:
        ident, kind = str(node.get("id")), tag(node)
        if kind in _KIND_WORDS:
            zh, en, fix, fix_en = _KIND_WORDS[kind]
            yield ident, f"不支持{zh}", f"{en.capitalize()} are not supported", fix, fix_en
        if kind == "subProcess" and node.get("triggeredByEvent") == "true":
            yield ident, "不支持事件子流程", "Event subprocesses are not supported", "用子流程上的边界事件代替", "use a boundary event on a subprocess"
        if ident.lower() in _RESERVED:
            yield ident, f"元素编号 {ident} 与引擎内部名称冲突", f"The id {ident} collides with a name of the engine", "换一个编号", "choose another id"
        yield from events(node, ident, kind)
        yield from activities(node, ident, kind)
        yield from flows(node, outgoing.get(ident, []), nodes, process)
