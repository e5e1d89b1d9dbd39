"""Tasks of people and start events name forms that exist."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import PEOPLE, Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error, near, warning


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """A form that is missing, a user task without one."""
    for node in diagram.nodes:
        form = node.form or ""
        if form and form not in known.forms:
            fix, fix_en = near(form, known.forms)
            yield error("forms", node.id, f"{node.label} 的表单「{form}」不存在", f"There is no form “{form}” ({node.label})", fix, fix_en)
        elif not form and node.kind == "userTask":
            yield warning(
                "forms",
                node.id,
                f"用户任务 {node.label} 没有表单，办理时不填写任何内容",
                f"User task {node.label} has no form: nothing is filled in",
                "在属性 formJsonSchemaFilename 中写表单文件名，例如 F21.json",
                "Name a form file in formJsonSchemaFilename, such as F21.json",
            )
        ui = node.properties.get("formUiSchemaFilename", "")
        if form and ui and node.kind in PEOPLE | {"startEvent"} and ui.rpartition("/")[2] != f"{form}.ui.json":
            yield warning(
                "forms",
                node.id,
                f"{node.label} 的界面文件「{ui}」与表单「{form}」不同名，不会使用",
                f"The ui file “{ui}” of {node.label} is not that of form “{form}”: it is not used",
                f"写 {form}.ui.json",
                f"Write {form}.ui.json",
            )
