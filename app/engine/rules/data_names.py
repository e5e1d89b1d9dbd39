"""What a process takes and gives back lies under the id of its dataInput or dataOutput, as the sets refer to it; a name beside it that says something
else is read by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, q
from app.engine.rules.known import Known
from app.engine.rules.say import error


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """A name that differs from the id: whoever fills it in under its name is heard by nobody, and the value is null."""
    for process in diagram.processes:
        for kind in ("dataInput", "dataOutput"):
            listed = {"".join(ref.itertext()).strip() for ref in process.xml.iterfind(f".//{q(f'{kind}Refs')}")}
            for found in process.xml.iterfind(f"{q('ioSpecification')}/{q(kind)}"):
                key, name = found.get("id", ""), found.get("name", "").strip()
                if name and name != key and key in listed:
                    yield error(
                        "data-names",
                        key,
                        f"流程 {process.label} 的 {kind}「{name}」的 id 是「{key}」：数据只按 id 传递，「{name}」将为空",
                        f"{kind} “{name}” of process {process.label} has the id “{key}”: data are handed over by id alone, “{name}” will be null",
                        f"把 id（以及引用它的地方）改为 {name}，或把 name 改为 {key}",
                        f"Change the id (and what refers to it) to {name}, or the name to {key}",
                    )
