"""Business rule tasks name decision tables that exist, and write what the tables read."""

from __future__ import annotations

from collections.abc import Iterator

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error, near
from app.engine.rules.writes import names_of


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No decision named, an unknown one, or one that reads what nothing here writes."""
    for node in diagram.nodes:
        if node.kind != "businessRuleTask":
            continue
        name = node.text("calledDecisionId")
        decision = known.decisions.get(name)
        if not name:
            yield error(
                "decisions",
                node.id,
                f"业务规则任务 {node.label} 没有写明决策表",
                f"Business rule task {node.label} names no decision table",
                "在 calledDecisionId 中写决策表的 id",
                "Write the id of a decision table into calledDecisionId",
            )
        elif decision is None:
            fix, fix_en = near(name, known.decisions)
            yield error("decisions", node.id, f"{node.label}：没有决策表「{name}」", f"{node.label}: there is no decision table “{name}”", fix, fix_en)
        elif not diagram.foreign(node.scope) and not node.properties.get("inputs", "").strip():
            written = names_of(node.scope.top, diagram, known)
            for read in sorted({name for text in decision.inputs for name in expressions.names(text)} - written.keys()):
                yield error(
                    "decisions",
                    node.id,
                    f"{node.label}：决策表 {name} 读取「{read}」，但流程中没有任何步骤写入它",
                    f"{node.label}: table {name} reads “{read}”, which nothing in the process writes",
                    f"在它前面用脚本写 {read} = …",
                    f"Write {read} = … in a script before it",
                )
