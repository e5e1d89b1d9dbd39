"""People read words: no text that the shipped release shows holds one of our codes (R7, D01, F21, I2, AM-03, MSG_…)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.engine.clauses import cited, notice_of
from app.records import clauses

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"(?<![A-Za-z0-9_.-])(?:[PDF]\d\d[A-Z]?(?:_\w+)?|R\d{1,3}[a-z]?|I\d{1,2}|SD\d|AM-\d\d|MSG_[A-Z_]+)(?![A-Za-z0-9_])")
CHINESE = re.compile(r"[一-鿿]")
SHOWN = frozenset(
    [
        "process", "lane", "participant", "subProcess", "sequenceFlow", "exclusiveGateway", "parallelGateway", "callActivity", "userTask", "serviceTask",
        "scriptTask", "businessRuleTask", "sendTask", "receiveTask", "startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent",
        "intermediateThrowEvent", "textAnnotation",
    ]
)  # fmt: skip
NOTICE = notice_of((ROOT / "processes/clauses.json").read_text("utf-8"))[0]


def texts(value: Any) -> Iterator[str]:
    """Every Chinese text in a JSON value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("$id", "$comment", "when", "value", "x-computed"):
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str) and CHINESE.search(value):
        yield value


def shown_by(diagram: Path) -> Iterator[str]:
    """Names, instructions and texts of parameters; the documentation as it is shown."""
    for node in etree.parse(diagram).iter():
        if not isinstance(node.tag, str):
            continue
        kind = etree.QName(node).localname
        if kind == "documentation":
            yield NOTICE.said(node.text or "")
        elif kind == "instructionsForEndUser":
            yield node.text or ""
        elif kind == "parameter":
            yield from re.findall(r"'([^']*[一-鿿][^']*)'", node.get("value") or "")
        elif kind in SHOWN and node.get("name"):
            yield str(node.get("name"))


def told_by(table: Path) -> Iterator[str]:
    """Labels of a table and the texts that it gives."""
    for node in etree.parse(table).iter():
        if isinstance(node.tag, str):
            yield str(node.get("label") or "")
            if etree.QName(node).localname == "outputEntry":
                yield "".join(node.itertext()).strip().replace('"P60"', "")  # what the diagram asks for; no screen shows it


@pytest.mark.parametrize("form", sorted((ROOT / "forms").glob("*.json")), ids=lambda p: p.stem)
def test_a_form_says_no_code(form: Path) -> None:
    assert [text for text in texts(json.loads(form.read_text("utf-8"))) if CODE.search(text)] == []


@pytest.mark.parametrize("diagram", sorted((ROOT / "processes").glob("*.bpmn")), ids=lambda p: p.stem)
def test_a_diagram_says_no_code_and_cites_what_there_is(diagram: Path) -> None:
    assert [text for text in shown_by(diagram) if CODE.search(text)] == []
    assert set(cited(diagram.read_text("utf-8"))) <= set(NOTICE.clauses)


@pytest.mark.parametrize("table", sorted((ROOT / "processes").glob("*.dmn")), ids=lambda p: p.stem)
def test_a_table_says_no_code(table: Path) -> None:
    assert [text for text in told_by(table) if CODE.search(text)] == []


def test_a_refusal_says_no_code() -> None:
    said = [value for name, value in vars(clauses).items() if isinstance(value, str) and not name.startswith("__")]
    assert [text for text in said if CODE.search(text)] == []


PLACE = r"(?:附件\d(?: 说明)?|[一二三](?:\([一二三四五]\)\d?)?)"


def test_every_place_that_a_form_names_is_one_of_the_notice() -> None:
    for form in (ROOT / "forms").glob("*.json"):
        for said in re.findall(rf"《通知》({PLACE}(?:、{PLACE})*)", form.read_text("utf-8")):
            assert all(place in NOTICE.sections for place in said.split("、")), (form.name, said)
