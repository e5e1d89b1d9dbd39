"""Whether the conditions of a gateway cover every case: a condition and its opposite, or all values of one decision."""

from __future__ import annotations

import ast
from typing import Any

from app.engine.rules.diagram import PEOPLE, Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.writes import key_of


def exhaustive(gateway: Node, diagram: Diagram, known: Known) -> bool:
    """True only when it can be proven; False means «not known»."""
    try:
        trees = [ast.parse((flow.condition or "").strip(), mode="eval").body for flow in gateway.outgoing]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    shown = {ast.dump(tree) for tree in trees}
    if any(isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not) and ast.dump(tree.operand) in shown for tree in trees):
        return True
    chosen = [_values(tree) for tree in trees]
    subjects = {subject for subject, _ in chosen}
    if len(subjects) != 1 or "" in subjects:
        return False
    wanted = domain(subjects.pop(), gateway, diagram, known)
    return wanted is not None and wanted <= {value for _, values in chosen for value in values}


def _values(tree: ast.expr) -> tuple[str, list[Any]]:
    """`x == 'a'` and `x in ['a', 'b']`: the text of x and the values; ("", []) for anything else."""
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        right = tree.comparators[0]
        if isinstance(tree.ops[0], ast.Eq) and isinstance(right, ast.Constant):
            return ast.unparse(tree.left), [right.value]
        if isinstance(tree.ops[0], ast.In) and isinstance(right, (ast.List, ast.Tuple, ast.Set)):
            values = [element.value for element in right.elts if isinstance(element, ast.Constant)]
            return ast.unparse(tree.left), values
    return "", []


def domain(subject: str, near: Node, diagram: Diagram, known: Known) -> frozenset[Any] | None:
    """The values `P12_T2.decision` or `P12.outcome` can have when it is written; None when unknown."""
    name, _, attribute = subject.partition(".")
    found: set[Any] = set()
    if not attribute:
        return _outcomes(name, near, diagram)
    writers = [node for node in diagram.within(near.scope.top) if key_of(node) == name and node.multi is None]
    for node in writers:
        values = _values_of(node, attribute, known)
        if values is None:
            return None
        found |= values
    return frozenset(found) or None


def _outcomes(name: str, near: Node, diagram: Diagram) -> frozenset[Any] | None:
    """What the end events of an embedded subprocess leave under its `outcomeKey`, when each of them leaves something and nobody else does."""
    owners = [scope for scope in diagram.scopes if scope.owner is not None and scope.top is near.scope.top and scope.owner.properties.get("outcomeKey") == name]
    ends = [node for scope in owners for node in scope.nodes if node.kind == "endEvent"]
    values = [end.properties.get("outcome", "").strip() for end in ends]
    return frozenset(values) if len(owners) == 1 and all(value and not value.startswith("=") for value in values) else None


def _values_of(node: Node, attribute: str, known: Known) -> frozenset[Any] | None:
    if node.kind == "callActivity" and attribute == "outcome":
        called = known.processes.get(node.xml.get("calledElement", ""))
        known_all = called is not None and called.outcomes and not any(outcome.startswith("=") for outcome in called.outcomes)
        return called.outcomes if called is not None and known_all else None
    if node.kind == "businessRuleTask":
        decision = known.decisions.get(node.text("calledDecisionId"))
        return None if decision is None or decision.gives_list else decision.outputs.get(attribute) or None
    if node.kind in PEOPLE:
        return choices(node, attribute, known)
    return None


def choices(node: Node, attribute: str, known: Known) -> frozenset[Any] | None:
    """The values a required field of the task's form offers, narrowed by the task's `decisions`."""
    schema = known.forms.get(node.form or "", {})
    described = (schema.get("properties") or {}).get(attribute)
    if not isinstance(described, dict) or attribute not in (schema.get("required") or ()):
        return None
    values = described.get("enum")
    offered = node.properties.get("decisions", "")
    if attribute == schema.get("x-decision", "decision") and offered and not offered.startswith("="):
        return frozenset(part.strip() for part in offered.split(",") if part.strip())
    return frozenset(values) if isinstance(values, list) and all(isinstance(value, str) for value in values) else None
