"""Diagrams of other houses, and broken ones: findings with element and remedy, never an exception."""

from __future__ import annotations

import random
import time
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from app.engine.checking import Known, blocks, check, known_of
from app.errors import TooLarge, XmlRefused
from app.publishing.known import catalogue_known
from tests.rules.drawing import HEAD, KNOWN, diagram, end, errors, flow, gateway, start, way

HOME = Path(__file__).parents[2]
KINDS = ("processes/*.bpmn", "processes/*.dmn", "forms/*.json", "processes/parameters.json")
OWN = {path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8") for kind in KINDS for path in sorted(HOME.glob(kind))}
FOREIGN = diagram(
    start()
    + '<bpmn:userTask id="_9f-1" name="Check order"/><bpmn:task id="_9f-2" name="Ship"/>'
    + gateway("exclusive", "g", "b")
    + end("e1")
    + end("e2")
    + way("begin", "_9f-1", "g")
    + flow("g", "_9f-2", "approved == True", "a")
    + flow("g", "e2", "", "b")
    + way("_9f-2", "e1"),
    process='<bpmn:laneSet id="L"><bpmn:lane id="l" name="Sales"><bpmn:flowNodeRef>_9f-1</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
)


@lru_cache(maxsize=1)
def release() -> Known:
    """What the current release offers."""
    return known_of(OWN, catalogue_known())


def test_a_foreign_diagram_may_read_any_name_and_name_its_own_roles() -> None:
    assert errors(FOREIGN) == []


def test_a_foreign_pool_that_does_not_run_is_a_picture() -> None:
    other = '<bpmn:process id="customer" isExecutable="false"><bpmn:startEvent id="cs"/></bpmn:process></bpmn:definitions>'
    found = check({"x.bpmn": FOREIGN.replace("</bpmn:definitions>", other)}, KNOWN)
    assert blocks(found) == [] and ("process-count", "customer") in {(f.rule, f.element) for f in found}


def test_two_files_do_not_draw_the_same_process() -> None:
    found = check({"a.bpmn": FOREIGN, "b.bpmn": FOREIGN}, KNOWN)
    assert [(f.file, f.rule, f.element) for f in blocks(found)] == [("b.bpmn", "process-twice", "p")]


def test_files_that_are_no_diagram_are_told_apart() -> None:
    found = check({"a.bpmn": "<html/>", "forms/F1.json": "[]", "processes/parameters.json": "{", "b.dmn": HEAD + "</bpmn:definitions>", "c.doc": "x"}, KNOWN)
    assert {(f.file, f.rule) for f in found if f.severity == "error"} == {
        ("a.bpmn", "files"),
        ("forms/F1.json", "form"),
        ("processes/parameters.json", "files"),
        ("b.dmn", "files"),
    }


def test_the_processes_of_this_house_have_no_error() -> None:
    assert [(f.file, f.rule, f.element, f.message) for f in blocks(check(OWN, catalogue_known()))] == []


def test_one_file_is_checked_against_the_release_around_it() -> None:
    for path in (path for path in OWN if path.endswith(".bpmn")):
        assert blocks(check({path: OWN[path]}, release())) == []


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_broken_in_a_diagram_the_check_answers(seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice([path for path in OWN if path.endswith((".bpmn", ".dmn"))])
    text = broken(OWN[path], chance)
    release()
    before = time.perf_counter()
    try:
        found = check({path: text}, release())
    except (XmlRefused, TooLarge) as refused:
        found = refused.facts["findings"]
    assert time.perf_counter() - before < 2
    assert all(f.message and f.fix and f.message_en and f.fix_en and f.file for f in found)


def broken(text: str, chance: random.Random) -> str:
    """The file with a few of its elements removed, doubled, moved, renamed, or with characters lost."""
    root = etree.fromstring(text.encode())
    for _ in range(chance.randint(1, 12)):
        nodes = [node for node in root.iter(etree.Element) if node is not root]
        if not nodes:
            break
        node, other = chance.choice(nodes), chance.choice(nodes)
        act = chance.randrange(7)
        if act == 0 and node.getparent() is not None:
            node.getparent().remove(node)
        elif act == 1:
            other.append(etree.fromstring(etree.tostring(node)))
        elif act == 2 and node.attrib:
            del node.attrib[chance.choice(list(node.attrib))]
        elif act == 3 and node.attrib:
            node.set(chance.choice(list(node.attrib)), chance.choice(["", "x y", "Start", "=(", "0", other.get("id") or "?"]))
        elif act == 4:
            node.text = chance.choice(["", "=", "x.y.z", "9" * 50, "'", "a < b"])
        elif act == 5:
            node.tag = other.tag
        elif node not in other.iterancestors() and node is not other:
            other.append(node)
    changed = etree.tostring(root, encoding="unicode")
    return changed if chance.random() < 0.8 else changed[: chance.randrange(len(changed))]
