"""Diagrams that somebody, or a broken modeller, has spoilt: each mutant follows from its seed and its source alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from lxml import etree

from tests.expressions.attacks import HEAVY, REACHING, SCRIPTS

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
NAMES = """
    task userTask manualTask scriptTask serviceTask sendTask receiveTask businessRuleTask callActivity subProcess transaction adHocSubProcess startEvent
    endEvent boundaryEvent intermediateCatchEvent intermediateThrowEvent exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway
    sequenceFlow messageFlow association dataObject dataObjectReference dataStoreReference lane laneSet participant collaboration process definitions message
    signal error escalation timerEventDefinition messageEventDefinition errorEventDefinition escalationEventDefinition signalEventDefinition
    terminateEventDefinition cancelEventDefinition compensateEventDefinition conditionalEventDefinition linkEventDefinition timeDuration timeDate timeCycle
    conditionExpression multiInstanceLoopCharacteristics standardLoopCharacteristics loopCardinality completionCondition extensionElements ioSpecification
    dataInput dataOutput incoming outgoing textAnnotation group nobody
""".split()  # noqa: SIM905 - a list of words
ODD = (
    "", " ", "0", "-1", "true", "null", "None", "Start", "End", "Root", "__class__", "../../etc/passwd", "a" * 5000, "县" * 2000, "\u202e\u200b",
    "😀" * 300, "{}", "${x}", "#{x}", "'", '"', "]]>", "<a/>", "&amp;", "%s%n", "P9999999999Y", "R/PT0S", "R99999999999/PT0.001S", "2026-13-45", "9" * 400,
    "1e999", "NaN", "\t\n", "a b", "a:b", "ns0:x",
)  # fmt: skip
WORDS = (
    "<", ">", "&", '"', "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "&#0;", "&#xD800;", "&#1114112;", "<!DOCTYPE x>", 'xmlns=""', "\u0000",
    "\ufffe", "\r",
)  # fmt: skip
EXPRESSIONS = {"conditionExpression", "script", "timeDuration", "timeDate", "timeCycle", "parameter", "property", "completionCondition", "messagePath"}
REFERENCES = "sourceRef targetRef attachedToRef default calledElement messageRef errorRef escalationRef signalRef processRef bpmnElement".split()  # noqa: SIM905


@dataclass(frozen=True)
class Mutant:
    """`how`: the mutations, for saying what it was."""

    seed: str
    source: str
    how: tuple[str, ...]
    text: str


def mutants(seed: str, sources: dict[str, str], count: int) -> Iterator[Mutant]:
    """`count` of them, over all sources in turn; most by one to three changes of elements, some by changes of the text itself."""
    names = sorted(sources)
    for n in range(count):
        name = names[n % len(names)]
        yield mutant(f"{seed}:{n}", name, sources[name])


def mutant(seed: str, name: str, text: str) -> Mutant:
    """The mutant of this seed."""
    random, done = Random(f"{seed}:{name}"), []
    if random.random() < 0.75:
        root = etree.fromstring(text.encode())
        for _ in range(random.choice((1, 1, 1, 2, 2, 3, 8))):
            change = random.choice(OF_ELEMENTS)
            done.append(change.__name__.strip("_"))
            try:
                change(root, random)
            except (ValueError, TypeError, AttributeError, IndexError):
                done[-1] += " (nothing)"
        text = etree.tostring(root, encoding="unicode", xml_declaration=False)
    if not done or random.random() < 0.15:
        for _ in range(random.choice((1, 1, 2, 5))):
            change_text = random.choice(OF_TEXTS)
            done.append(change_text.__name__.strip("_"))
            text = change_text(text or " ", random)
    return Mutant(seed, name, tuple(done), text)


def _any(root: Any, random: Random) -> Any:
    return random.choice([node for node in root.iter() if isinstance(node.tag, str) and node is not root])


def _some_id(root: Any, random: Random) -> str:
    return str(random.choice([value for node in root.iter() if isinstance(node.tag, str) and (value := node.get("id"))]))


def _remove(root: Any, random: Random) -> None:
    node = _any(root, random)
    node.getparent().remove(node)


def _repeat(root: Any, random: Random) -> None:
    node = _any(root, random)
    for _ in range(random.choice((1, 1, 2, 40))):
        node.addnext(etree.fromstring(etree.tostring(node)))


def _repeat_under_another_id(root: Any, random: Random) -> None:
    node = _any(root, random)
    copy = etree.fromstring(etree.tostring(node, with_tail=False))
    copy.set("id", f"{copy.get('id', 'x')}_2")
    node.addnext(copy)


def _move(root: Any, random: Random) -> None:
    _any(root, random).append(_any(root, random))


def _swap(root: Any, random: Random) -> None:
    one, two = _any(root, random), _any(root, random)
    mark = etree.Element("mark")
    one.addprevious(mark)
    two.addprevious(one)
    mark.addprevious(two)
    mark.getparent().remove(mark)


def _call_it_something_else(root: Any, random: Random) -> None:
    _any(root, random).tag = BPMN + random.choice(NAMES)


def _other_namespace(root: Any, random: Random) -> None:
    node = _any(root, random)
    node.tag = random.choice(("{urn:nobody}", "", "{http://www.omg.org/spec/DMN/20180521/MODEL/}")) + etree.QName(node).localname


def _take_an_attribute(root: Any, random: Random) -> None:
    node = _any(root, random)
    del node.attrib[random.choice(list(node.attrib))]


def _odd_attribute(root: Any, random: Random) -> None:
    node = _any(root, random)
    node.set(random.choice([*node.attrib, "id", "name", "isSequential", "cancelActivity", "isInterrupting"]), random.choice(ODD))


def _another_reference(root: Any, random: Random) -> None:
    node = _any(root, random)
    known = [name for name in node.attrib if name in REFERENCES]
    node.set(random.choice(known or list(REFERENCES)), _some_id(root, random))


def _the_same_id(root: Any, random: Random) -> None:
    _any(root, random).set("id", _some_id(root, random))


def _flow_in_a_circle(root: Any, random: Random) -> None:
    flows = list(root.iter(f"{BPMN}sequenceFlow"))
    random.choice(flows).set("targetRef", random.choice(flows).get("sourceRef"))


def _odd_text(root: Any, random: Random) -> None:
    _any(root, random).text = random.choice(ODD)


def _attack_in_an_expression(root: Any, random: Random) -> None:
    attack = random.choice((*REACHING, *HEAVY, *SCRIPTS))
    places = [n for n in root.iter() if isinstance(n.tag, str) and etree.QName(n).localname in EXPRESSIONS]
    node = random.choice(places)
    if "value" in node.attrib:
        node.set("value", attack)
    else:
        node.text = attack


def _wrap(root: Any, random: Random) -> None:
    node = _any(root, random)
    for n in range(random.choice((1, 3, 150))):
        outer = etree.Element(BPMN + "subProcess", id=f"wrap{n}")
        node.addprevious(outer)
        outer.append(node)


def _event_definition(root: Any, random: Random) -> None:
    node = random.choice([n for n in root.iter() if isinstance(n.tag, str) and etree.QName(n).localname.endswith("Event")])
    etree.SubElement(node, BPMN + random.choice([name for name in NAMES if name.endswith("EventDefinition")]), id=f"d{random.random()}"[2:8])


def _marker(root: Any, random: Random) -> None:
    node = random.choice([n for n in root.iter() if isinstance(n.tag, str) and etree.QName(n).localname.lower().endswith(("task", "process", "activity"))])
    inner = etree.SubElement(node, BPMN + random.choice(("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")))
    inner.set("isSequential", random.choice(("true", "false", "maybe")))
    etree.SubElement(inner, BPMN + random.choice(("loopCardinality", "loopDataInputRef", "completionCondition", "loopCondition"))).text = random.choice(ODD)


def _cut(text: str, random: Random) -> str:
    return text[: random.randrange(len(text))]


def _cut_out(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + text[at + random.choice((1, 2, 10, 500)) :]


def _double(text: str, random: Random) -> str:
    at, size = random.randrange(len(text)), random.choice((1, 20, 500, 5000))
    return text[:at] + text[at : at + size] * random.choice((2, 3, 20)) + text[at + size :]


def _put_in(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice((*WORDS, *ODD)) + text[at:]


def _other_letter(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    letter = random.choice((random.randrange(32, 127), random.randrange(0x4E00, 0x9FFF), random.randrange(0, 32), 0xD800, 0x1F600))
    return text[:at] + chr(letter) + text[at + 1 :]


def _other_declaration(text: str, random: Random) -> str:
    words = ('encoding="UTF-16"', 'encoding="rot13"', 'version="9.9"', 'encoding="GBK" standalone="maybe"', "")
    return f'<?xml version="1.0" {random.choice(words)}?>{text}'


def _twice(text: str, random: Random) -> str:
    return text + random.choice(("", "\n", "x")) + text


OF_ELEMENTS: tuple[Callable[[Any, Random], None], ...] = (
    _remove, _repeat, _repeat_under_another_id, _move, _swap, _call_it_something_else, _other_namespace, _take_an_attribute, _odd_attribute, _another_reference,
    _the_same_id, _flow_in_a_circle, _odd_text, _attack_in_an_expression, _wrap, _event_definition, _marker,
)  # fmt: skip
OF_TEXTS: tuple[Callable[[str, Random], str], ...] = (_cut, _cut_out, _double, _put_in, _other_letter, _other_declaration, _twice)
