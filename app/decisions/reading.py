"""DMN XML → the texts of its decision tables. No entities, no doctype, no network, bounded size. Nothing is judged here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from app.errors import TooLarge, XmlRefused

NAMESPACES = frozenset(
    {
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    }
)
BYTES = 5_000_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class RawColumn:
    """A column as written: `text` is the input expression, or the name of the output."""

    id: str
    label: str
    text: str
    language: str = ""
    values: str = ""
    default: str = ""


@dataclass(frozen=True)
class RawRule:
    """A row as written: (id, text) of every cell."""

    id: str
    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    description: str = ""


@dataclass(frozen=True)
class RawTable:
    """A decision as written; `other` names what stands there instead of, or beside, a decision table."""

    id: str
    name: str
    hit_policy: str = "UNIQUE"
    aggregation: str = ""
    inputs: tuple[RawColumn, ...] = ()
    outputs: tuple[RawColumn, ...] = ()
    rules: tuple[RawRule, ...] = ()
    other: tuple[str, ...] = field(default=())


def raw_tables(xml: str, file: str = "DMN") -> list[RawTable]:
    """Every decision of a DMN file. XmlRefused when it is malformed, has a doctype or is no DMN; TooLarge above 5 MB."""
    root = _root(xml, file)
    namespace = etree.QName(root).namespace
    if etree.QName(root).localname != "definitions" or namespace not in NAMESPACES:
        raise XmlRefused(f"{file}：不是 DMN 1.1–1.3 文件", f"{file}: not a DMN file of version 1.1 to 1.3")
    return [_decision(node, f"{{{namespace}}}") for node in root.findall(f"{{{namespace}}}decision")]


def _root(xml: str, file: str) -> Any:
    if len(xml) > BYTES:
        raise TooLarge(f"{file} 超过 5 MB", f"{file} is larger than 5 MB")
    if _FORBIDDEN.search(xml):
        raise XmlRefused(f"{file}：不允许 DOCTYPE 或实体声明", f"{file}: no DOCTYPE or entity declarations are allowed")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(_DECLARATION.sub("", xml.removeprefix("\ufeff"), count=1).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlRefused(f"{file}：XML 不能读取（{error}）", f"{file}: the XML cannot be read ({error})") from error


def _decision(node: Any, dmn: str) -> RawTable:
    identifier, name = node.get("id", ""), node.get("name", "")
    other = [part for part in ("literalExpression", "context", "invocation", "relation", "list", "functionDefinition") if node.find(dmn + part) is not None]
    other += ["requiredDecision" for _ in node.findall(f"{dmn}informationRequirement/{dmn}requiredDecision")][:1]
    table = node.find(dmn + "decisionTable")
    if table is None:
        return RawTable(identifier, name, other=tuple(other))
    return RawTable(
        identifier,
        name,
        table.get("hitPolicy", "UNIQUE"),
        table.get("aggregation", ""),
        tuple(_input(column, dmn) for column in table.findall(dmn + "input")),
        tuple(_output(column, dmn) for column in table.findall(dmn + "output")),
        tuple(_rule(rule, number, identifier, dmn) for number, rule in enumerate(table.findall(dmn + "rule"), start=1)),
        tuple(other),
    )


def _text(node: Any, path: str) -> str:
    found = node.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def _input(column: Any, dmn: str) -> RawColumn:
    expression = column.find(f"{dmn}inputExpression")
    language = "" if expression is None else expression.get("expressionLanguage", "")
    return RawColumn(column.get("id", ""), column.get("label", ""), _text(column, f"{dmn}inputExpression/{dmn}text"), language)


def _output(column: Any, dmn: str) -> RawColumn:
    values, default = _text(column, f"{dmn}outputValues/{dmn}text"), _text(column, f"{dmn}defaultOutputEntry/{dmn}text")
    return RawColumn(column.get("id", ""), column.get("label", ""), column.get("name", ""), "", values, default)


def _rule(rule: Any, number: int, table: str, dmn: str) -> RawRule:
    def cells(kind: str) -> tuple[tuple[str, str], ...]:
        return tuple((cell.get("id", ""), _text(cell, dmn + "text")) for cell in rule.findall(dmn + kind))

    return RawRule(rule.get("id") or f"{table}_{number}", cells("inputEntry"), cells("outputEntry"), _text(rule, dmn + "description"))
