"""From the XML of a BPMN file to the diagram that the rules look at."""

from __future__ import annotations

from typing import Any

from app.engine.clauses import cited
from app.engine.reading.links import MARK, pairs
from app.engine.rules.diagram import NODES, SCOPES, Diagram, Flow, Node, Scope, q
from app.engine.xml import BPMN, properties, tag


def name_of(xml: Any) -> str:
    """The label of an element, in one line."""
    return " ".join((xml.get("name") or "").split())


def clauses(xml: Any) -> list[str]:
    """The R numbers that an element's documentation cites."""
    return list(cited(documentation(xml)))


def documentation(xml: Any) -> str:
    """What is written about an element."""
    return "\n".join("".join(found.itertext()) for found in xml.iterfind(q("documentation")))


def read_diagram(root: Any, file: str, text: str) -> Diagram:
    """The diagram of a BPMN file's root element."""
    found = list(root.iterfind(q("process")))
    running = [process for process in found if process.get("isExecutable") != "false"] or found
    scopes: list[Scope] = []
    for process in running:
        if any(tag(child) in NODES for child in process if isinstance(child.tag, str)):
            _read_scope(process, None, None, scopes)
    ids = {
        element.get("id"): element for element in root.iter() if isinstance(element.tag, str) and element.tag.startswith(f"{{{BPMN}}}") and element.get("id")
    }
    return Diagram(file, text, root, scopes, ids)


def _read_scope(xml: Any, process: Scope | None, owner: Node | None, scopes: list[Scope]) -> None:
    scope = Scope(xml.get("id") or "", tag(xml), name_of(xml), xml, process, owner)
    scopes.append(scope)
    for child in xml:
        if not isinstance(child.tag, str) or not child.tag.startswith(f"{{{BPMN}}}"):
            continue
        kind = tag(child)
        if kind in NODES:
            scope.nodes.append(Node(child.get("id") or "", kind, name_of(child), child, scope, properties(child)))
        elif kind == "sequenceFlow":
            condition = child.find(q("conditionExpression"))
            text = None if condition is None else "".join(condition.itertext()).strip()
            scope.flows.append(Flow(child.get("id") or "", name_of(child), child, text))
    here = {node.id: node for node in scope.nodes}
    for flow in scope.flows:
        flow.source, flow.target = here.get(flow.xml.get("sourceRef", "")), here.get(flow.xml.get("targetRef", ""))
        if flow.source is not None:
            flow.source.outgoing.append(flow)
        if flow.target is not None:
            flow.target.incoming.append(flow)
    for throw, catch in pairs(xml):
        source, target = here[throw.get("id") or ""], here[catch.get("id") or ""]
        link = Flow(f"{source.id}.{MARK}", "", throw, None, source, target)  # no flow of the drawing: only what follows is asked of it
        source.outgoing.append(link)
        target.incoming.append(link)
    for node in scope.nodes:
        if node.kind == "boundaryEvent":
            node.host = here.get(node.xml.get("attachedToRef", ""))
            if node.host is not None:
                node.host.boundaries.append(node)
        if node.kind in SCOPES:
            _read_scope(node.xml, scope.top, node, scopes)
