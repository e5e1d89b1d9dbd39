"""The file is valid BPMN 2.0: the OMG's own schema, in the copy that SpiffWorkflow brings."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error

MOST = 20
_NAMESPACE = re.compile(r"\{[^}]*\}")
# libxml2 keeps the errors of a validation in the schema object: one validation at a time.
_ONE = Lock()


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """One finding per schema error, with line and nearest element."""
    root = copy.deepcopy(diagram.root)
    with _ONE:
        validator: Any = VALIDATOR
        validator.preprocess(root)
        valid = validator.validator.validate(root)
        errors = [] if valid else [(e.line, e.message, _element_at(root, e.path, e.line)) for e in validator.validator.error_log][:MOST]
    for line, message, element in errors:
        said = _NAMESPACE.sub("", message)[:300]
        yield error(
            "xml-schema",
            element,
            f"第 {line} 行不符合 BPMN 2.0 规范：{said}",
            f"Line {line} breaks the BPMN 2.0 schema: {said}",
            "用流程设计器修改该元素；手工编辑时注意子元素的顺序和必填属性",
            "Change it in the modeller; by hand, mind the order of children and required attributes",
        )


def _element_at(root: Any, path: str | None, line: int) -> str | None:
    """The id of the element that the error lies in: by its path, else the last one that begins before the line."""
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    try:
        inside = root.getroottree().xpath(path, namespaces=prefixes) if path else []
    except etree.XPathError:
        inside = []
    for node in inside[:1]:
        return next((holder.get("id") for holder in (node, *node.iterancestors()) if holder.get("id")), None)
    before = [element.get("id") for element in root.iter(etree.Element) if element.get("id") and (element.sourceline or 0) <= line]
    return before[-1] if before else None
