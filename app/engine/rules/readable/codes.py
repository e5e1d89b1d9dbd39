"""People read names: the codes under which we know processes, tables, forms, clauses and messages mean nothing to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Scope, q
from app.engine.rules.reading import name_of
from app.engine.rules.say import warning

CODE = re.compile(r"(?<![A-Za-z0-9_-])(?:[PDF]\d\d(?:_\w+)?|R\d{1,3}[a-z]?|I\d{1,2}|SD\d|AM-\d\d|MSG_[A-Z_]+)(?![A-Za-z0-9])")


def check(diagram: Diagram, process: Scope) -> Iterator[Finding]:
    """Codes of ours in the names that the drawing shows."""
    names = [(process.id, process.name), *((lane.get("id"), name_of(lane)) for lane in process.xml.iter(q("lane")))]
    names += [(pool.get("id"), name_of(pool)) for pool in diagram.root.iterfind(f"{q('collaboration')}/{q('participant')}")]
    for scope in diagram.scopes:
        if scope.top is process:
            names += [(node.id, node.name) for node in scope.nodes]
            names += [(flow.id, flow.name) for flow in scope.flows]
    for element, name in names:
        if found := CODE.search(name):
            yield warning(
                "readable",
                element,
                f"名称「{name}」中有内部代码「{found[0]}」",
                f"The name “{name}” contains a code of ours, “{found[0]}”",
                "按通知的说法写名称；条款号写在说明（documentation）中",
                "Name it as the notice does; clause numbers belong into the documentation",
            )
