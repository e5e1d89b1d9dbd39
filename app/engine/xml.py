"""Reading XML that strangers wrote: no entities, no doctype, no network, bounded in size and depth; comments and processing instructions fall away."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from app.errors import TooLarge, XmlRefused

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
NAMESPACES = {
    "bpmn": BPMN,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "spiffworkflow": SPIFF,
}
_BPMN = f"{{{BPMN}}}"
MAX_BYTES = 5_000_000
MAX_ELEMENTS = 60_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read(text: str, file: str) -> Any:
    """The root element of an XML text; XmlRefused when it is malformed, too deep or brings a doctype, TooLarge above 5 MB."""
    data = _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1).encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise TooLarge(f"文件 {file} 超过 {MAX_BYTES // 1_000_000} MB", f"{file} is larger than {MAX_BYTES // 1_000_000} MB")
    if _FORBIDDEN.search(text):
        raise XmlRefused(f"{file}：不允许 DOCTYPE 或实体声明", f"{file}: no DOCTYPE or entity declarations are allowed")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlRefused(f"{file}：XML 不能读取（{error}）", f"{file}: the XML cannot be read ({error})") from error
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise TooLarge(f"文件 {file} 的元素超过 {MAX_ELEMENTS} 个", f"{file} has more than {MAX_ELEMENTS} elements")
    return root


def find(node: Any, path: str) -> list[Any]:
    """Nodes, or texts, of an XPath in the namespaces of diagrams."""
    found: list[Any] = _compiled(path)(node)
    return found


@lru_cache(maxsize=256)
def _compiled(path: str) -> Any:
    return etree.XPath(path, namespaces=NAMESPACES)


def tag(node: Any) -> str:
    """The local name of an element: `userTask`."""
    return str(node.tag).rpartition("}")[2]


def is_bpmn(node: Any) -> bool:
    """Whether an element belongs to the BPMN model itself."""
    return isinstance(node.tag, str) and node.tag.startswith(_BPMN)


def properties(node: Any) -> dict[str, str]:
    """The `spiffworkflow:property` entries of an element itself."""
    path = "./bpmn:extensionElements/spiffworkflow:properties/spiffworkflow:property"
    return {p.get("name", ""): p.get("value", "") for p in find(node, path)}


def text_of(node: Any, path: str) -> str | None:
    """The stripped text of the first node of a path; None when there is none or it is empty."""
    for found in find(node, path):
        text = (found.text or "").strip()
        if text:
            return str(text)
    return None
