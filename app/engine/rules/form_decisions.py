"""The decisions that a task allows are decisions that its form offers."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error, near


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """A decision the form does not know, or a form without any decision."""
    for node in diagram.nodes:
        allowed = node.properties.get("decisions", "").strip()
        schema = known.forms.get(node.form or "")
        if not allowed or allowed.startswith("=") or schema is None:
            continue
        field = schema.get("x-decision", "decision")
        described = (schema.get("properties") or {}).get(field)
        offered = described.get("enum") if isinstance(described, dict) else None
        if not isinstance(offered, list):
            yield error(
                "form-decisions",
                node.id,
                f"{node.label} 写了 decisions，但表单没有决定字段「{field}」",
                f"{node.label} lists decisions, but its form has no decision field “{field}”",
                "删除属性 decisions，或换一个有决定字段的表单",
                "Remove the property decisions, or use a form that has one",
            )
            continue
        for decision in (part.strip() for part in allowed.split(",")):
            if decision and decision not in offered:
                fix, fix_en = near(decision, [str(value) for value in offered])
                yield error(
                    "form-decisions",
                    node.id,
                    f"{node.label}：表单不提供决定「{decision}」",
                    f"{node.label}: the form does not offer the decision “{decision}”",
                    fix,
                    fix_en,
                )
