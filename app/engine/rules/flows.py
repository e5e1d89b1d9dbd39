"""Sequence flows: both ends in the same (sub)process, conditions only behind a gateway that asks them, one flow out of a task."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import GATEWAYS, Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error

ASKING = frozenset({"exclusiveGateway", "inclusiveGateway"})


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Loose ends, conditions that nobody asks, several flows out of something that is no gateway."""
    for scope in diagram.scopes:
        for flow in scope.flows:
            if flow.source is None or flow.target is None:
                end, end_en = ("起点", "start") if flow.source is None else ("终点", "end")
                yield error(
                    "flows",
                    flow.id,
                    f"连线 {flow.id} 的{end}不在 {scope.label} 中",
                    f"The {end_en} of flow {flow.id} is not in {scope.label}",
                    "重新连接；连线不能穿过子流程的边界",
                    "Connect it again; a flow may not cross the border of a subprocess",
                )
            elif flow.condition is not None and flow.source.kind not in ASKING:
                yield error(
                    "flows",
                    flow.id,
                    f"{flow.source.label} 后面连线上的条件不会被判断，总会通过",
                    f"The condition on the flow behind {flow.source.label} is never asked",
                    "在它后面加一个排他网关，把条件写在网关的连线上",
                    "Put an exclusive gateway behind it and the condition on the gateway's flow",
                )
        for node in scope.nodes:
            if len(node.outgoing) > 1 and node.kind not in GATEWAYS and node.kind != "endEvent":
                yield error(
                    "flows",
                    node.id,
                    f"{node.label} 后面有 {len(node.outgoing)} 条连线",
                    f"{len(node.outgoing)} flows leave {node.label}",
                    "并行时在后面加并行网关，选择时加排他网关",
                    "Fork with a parallel gateway, choose with an exclusive one",
                )
            if node.xml.get("default") and node.kind not in GATEWAYS:
                yield error(
                    "flows",
                    node.id,
                    f"{node.label} 不是网关，不能有默认连线",
                    f"{node.label} is no gateway: it has no default flow",
                    "在后面加排他网关",
                    "Put an exclusive gateway behind it",
                )
