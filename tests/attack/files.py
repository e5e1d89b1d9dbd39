# ruff: noqa: E501
"""Files that are meant to harm: what they want is to be expanded, fetched, nested, believed or computed. Name → files as they are sent to the check."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.engine.draw import HEAD
from tests.expressions.attacks import HEAVY, REACHING, SCRIPTS
from tests.rules.test_attacks import HARD, REFUSED, TOO_LARGE

OUTSIDE = (
    "file:///etc/passwd", "file:///dev/zero", "file:///dev/random", "file://localhost/proc/self/environ", "/etc/passwd", "../../../../etc/passwd",
    "http://127.0.0.1:9/x", "https://127.0.0.1:9/x", "ftp://127.0.0.1:9/x", "gopher://127.0.0.1:9/x", "jar:http://127.0.0.1:9/a!/b", "php://filter/read=x",
    "data:text/plain,x", "netdoc:///etc/passwd", "\\\\127.0.0.1\\share", "expect://id",
)  # fmt: skip
Files = dict[str, str]


def attacks() -> dict[str, Files]:
    """All of them."""
    found: dict[str, Files] = {}
    for make in (_known, _entities, _fetching, _encodings, _sizes, _markup, _expressions, _diagrams, _forms, _tables, _names):
        for name, files in make():
            assert name not in found, name
            found[name] = files
    return found


def _diagram(inside: str, *, roots: str = "") -> str:
    return f'{HEAD}{roots}<bpmn:process id="p" name="p" isExecutable="true">{inside}</bpmn:process></bpmn:definitions>'


def _one(text: str) -> Files:
    return {"processes/x.bpmn": text}


def _known() -> Iterator[tuple[str, Files]]:
    for group in (REFUSED, TOO_LARGE, HARD):
        yield from ((f"known: {name}", _one(text)) for name, text in group.items() if name != "bytes of a picture")


def _entities() -> Iterator[tuple[str, Files]]:
    for depth, width in ((3, 2), (10, 10), (30, 2), (100, 3)):
        tower = '<!ENTITY a0 "x">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * width}">' for i in range(1, depth))
        yield f"entities: a tower {depth} by {width}", _one(f"<!DOCTYPE d [{tower}]><d>&a{depth - 1};</d>")
    yield "entities: one long one, a thousand times", _one(f'<!DOCTYPE d [<!ENTITY a "{"x" * 100_000}">]><d>{"&a;" * 1000}</d>')
    yield "entities: one of itself", _one('<!DOCTYPE d [<!ENTITY a "&a;">]><d>&a;</d>')
    yield "entities: two of each other", _one('<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]><d>&a;</d>')
    yield "entities: made by a parameter", _one("<!DOCTYPE d [<!ENTITY % p \"<!ENTITY a 'x'>\">%p;]><d>&a;</d>")
    yield "entities: a parameter tower", _one('<!DOCTYPE d [<!ENTITY % a "x"><!ENTITY % b "&#37;a;&#37;a;&#37;a;">%b;]><d/>')
    yield "entities: declared and not used", _one('<!DOCTYPE d [<!ENTITY a "x">]>' + _diagram(""))
    yield "entities: an attribute with a default", _one('<!DOCTYPE d [<!ATTLIST d x CDATA "&a;"><!ENTITY a "x">]><d/>')
    yield "entities: a notation", _one('<!DOCTYPE d [<!NOTATION n SYSTEM "x"><!ENTITY a SYSTEM "y" NDATA n>]><d/>')
    yield "entities: in a sound diagram", _one(HEAD.replace("<bpmn:definitions", '<!DOCTYPE x [<!ENTITY a "b">]><bpmn:definitions', 1) + "&a;</bpmn:definitions>")
    yield "entities: a doctype of 200,000 characters", _one(f"<!DOCTYPE d [<!--{'x' * 200_000}-->]><d/>")
    declared = "".join(f'<!ENTITY a{i} "x">' for i in range(10_000))
    yield "entities: ten thousand declarations", _one(f"<!DOCTYPE d [{declared}]><d/>")


def _fetching() -> Iterator[tuple[str, Files]]:
    for place in OUTSIDE:
        yield f"fetch: as an entity {place}", _one(f'<!DOCTYPE d [<!ENTITY a SYSTEM "{place}">]><d>&a;</d>')
        yield f"fetch: as the doctype {place}", _one(f'<!DOCTYPE d SYSTEM "{place}"><d/>')
        yield f"fetch: as a parameter {place}", _one(f'<!DOCTYPE d [<!ENTITY % a SYSTEM "{place}">%a;]><d/>')
        quoted = place.replace("&", "&amp;")
        yield f"fetch: as an import {place}", _one(f'{HEAD}<bpmn:import importType="http://x" location="{quoted}" namespace="urn:x"/></bpmn:definitions>')
        yield f"fetch: as a schema {place}", _one(HEAD.replace(" id=", f' xsi:schemaLocation="urn:x {quoted}" id=', 1) + "</bpmn:definitions>")
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{quoted}" parse="text"/>'
        yield f"fetch: included {place}", _one(_diagram(include))
        yield f"fetch: as a form {place}", {"forms/X.json": json.dumps({"$ref": place, "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"})}


def _encodings() -> Iterator[tuple[str, Files]]:
    for name in ("UTF-7", "UTF-16", "UTF-32", "IBM037", "ISO-2022-JP", "rot13", "base64", "unicode_escape", "x" * 1000, "", "utf-8\x00"):
        yield f"encoding: {name[:20]!r}", _one(f'<?xml version="1.0" encoding="{name}"?>' + _diagram(""))
    yield "encoding: UTF-7 in the text", _one('<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE d SYSTEM +ACI-file:///etc/passwd+ACIAPg-')
    yield "encoding: two marks of order", _one("\ufeff\ufeff" + _diagram(""))
    yield "encoding: a mark in the middle", _one(_diagram("\ufeff"))
    yield "encoding: version 9.9", _one('<?xml version="9.9"?>' + _diagram(""))
    yield "encoding: version 1.1 with controls", _one('<?xml version="1.1"?><a>&#1;</a>')
    yield "encoding: the declaration in the middle", _one(f'<a><?xml version="1.0"?>{_diagram("")}</a>')
    for code in (0, 1, 0xB, 0x1F, 0xFFFE, 0xFFFF):
        yield f"encoding: the character {code:x}", _one(_diagram(f'<bpmn:task id="t" name="{chr(code)}"/>'))
        yield f"encoding: a reference to {code:x}", _one(_diagram(f'<bpmn:task id="t" name="&#{code};"/>'))
    yield "encoding: a reference beyond Unicode", _one("<a>&#x110000;</a>")
    yield "encoding: a reference of a million digits", _one(f"<a>&#{'9' * 1_000_000};</a>")


def _sizes() -> Iterator[tuple[str, Files]]:
    yield "size: a name of a million letters", _one(f"<{'a' * 1_000_000}/>")
    yield "size: an attribute's name of a million letters", _one(f'<a {"b" * 1_000_000}="1"/>')
    spaces = " ".join(f'xmlns:n{i}="urn:{i}"' for i in range(10_000))
    yield "size: ten thousand namespaces", _one(f"<a {spaces}/>")
    yield "size: a namespace on every level", _one("".join(f'<n{i}:a xmlns:n{i}="urn:{i}">' for i in range(190)) + "".join(f"</n{i}:a>" for i in reversed(range(190))))
    yield "size: a namespace of a million letters", _one(f'<a xmlns="urn:{"x" * 1_000_000}"/>')
    yield "size: a comment of four megabytes", _one(_diagram(f"<!--{'x' * 4_000_000}-->"))
    yield "size: text of four megabytes", _one(_diagram(f'<bpmn:task id="t"><bpmn:documentation>{"字" * 1_300_000}</bpmn:documentation></bpmn:task>'))
    yield "size: characters of four megabytes in CDATA", _one(_diagram(f"<bpmn:documentation><![CDATA[{'<' * 4_000_000}]]></bpmn:documentation>"))
    yield "size: an instruction of four megabytes", _one(f"<?x {'y' * 4_000_000}?>{_diagram('')}")
    yield "size: nineteen thousand empty elements", _one(_diagram("<bpmn:documentation/>" * 19_000))
    yield "size: nineteen thousand flows of one element", _one(_diagram('<bpmn:task id="t"/>' + "".join(f'<bpmn:sequenceFlow id="f{i}" sourceRef="t" targetRef="t"/>' for i in range(19_000))))
    yield "size: three hundred small files", {f"processes/{i}.bpmn": _diagram(f'<bpmn:task id="t{i}"/>') for i in range(300)}
    yield "size: three hundred files of the same process", {f"processes/{i}.bpmn": _diagram('<bpmn:task id="t"/>') for i in range(300)}
    fields = {f"a{i}": {"type": "string", "title": "x", "pattern": "^(a|b)*$"} for i in range(1_000)}
    yield "size: two hundred large forms", {f"forms/X{i}.json": json.dumps({"type": "object", "properties": fields}) for i in range(200)}
    for count in (40, 100):
        yield f"size: {count} large tables", {f"processes/D{i}.dmn": table("-", rows=400, key=f"D{i}") for i in range(count)}
    yield "size: thirty million characters", {f"processes/{i}.txt": "x" * 1_500_000 for i in range(12)} | {"a.bpmn": _diagram("")}
    yield "size: a thousand files", {f"processes/{i}.bpmn": "" for i in range(1000)}
    yield "size: no file", {}


def _markup() -> Iterator[tuple[str, Files]]:
    yield "markup: a stylesheet that runs", _one('<?xml-stylesheet type="text/xsl" href="#s"?><xsl:stylesheet version="1.0" id="s" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>')
    yield "markup: a script of a browser", _one(_diagram('<bpmn:task id="t" name="&lt;script&gt;alert(1)&lt;/script&gt;"/>'))
    yield "markup: a script as an element", _one(_diagram('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'))
    yield "markup: SOAP", _one('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>')
    yield "markup: a signature", _one('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Reference URI="http://127.0.0.1:9/"/></Signature>')
    yield "markup: another BPMN", _one('<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"><process id="p"/></definitions>')
    yield "markup: an XPath in an assignment", _one(_diagram('<bpmn:task id="t"><bpmn:dataInputAssociation><bpmn:assignment><bpmn:from>document("file:///etc/passwd")</bpmn:from></bpmn:assignment></bpmn:dataInputAssociation></bpmn:task>'))
    for language in ("http://www.java.com/java", "javascript", "groovy", "python", "juel", "http://www.w3.org/1999/XPath"):
        yield f"markup: a script in {language}", _one(_diagram(f'<bpmn:scriptTask id="t" scriptFormat="{language}"><bpmn:script>System.exit(1)</bpmn:script></bpmn:scriptTask>'))
    yield "markup: a class to be loaded", _one(_diagram('<bpmn:serviceTask id="t" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:class="java.lang.Runtime" camunda:expression="${x.exec()}"/>'))
    yield "markup: a script before a task", _one(_diagram('<bpmn:userTask id="t"><bpmn:extensionElements><spiffworkflow:preScript>import os</spiffworkflow:preScript></bpmn:extensionElements></bpmn:userTask>'))
    yield "markup: unit tests that run scripts", _one(_diagram('<bpmn:scriptTask id="t"><bpmn:extensionElements><spiffworkflow:unitTests><spiffworkflow:unitTest id="u"><spiffworkflow:inputJson>{"a": __import__("os")}</spiffworkflow:inputJson></spiffworkflow:unitTest></spiffworkflow:unitTests></bpmn:extensionElements><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>'))


def _escaped(text: str) -> str:
    legal = "".join(c for c in text if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _expressions() -> Iterator[tuple[str, Files]]:
    """Each attack on the language, at one of the places where a diagram may hold an expression."""
    places = (
        ("condition", '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"><bpmn:conditionExpression>{}</bpmn:conditionExpression></bpmn:sequenceFlow>'),
        ("script", '<bpmn:scriptTask id="t"><bpmn:script>x = {}</bpmn:script></bpmn:scriptTask>'),
        ("timer", '<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:timeDuration>{}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'),
        ("prefill", '<bpmn:userTask id="t"><bpmn:extensionElements><spiffworkflow:properties><spiffworkflow:property name="prefill" value="{}"/></spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>'),
        ("roles", '<bpmn:userTask id="t"><bpmn:extensionElements><spiffworkflow:properties><spiffworkflow:property name="roles" value="={}"/></spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>'),
        ("several", '<bpmn:userTask id="t"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>'),
        ("parameter", '<bpmn:serviceTask id="t"><bpmn:extensionElements><spiffworkflow:serviceTaskOperator id="x"><spiffworkflow:parameters><spiffworkflow:parameter id="a" type="str" value="{}"/></spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></bpmn:extensionElements></bpmn:serviceTask>'),
    )  # fmt: skip
    for n, text in enumerate((*REACHING, *HEAVY, *SCRIPTS)):
        place, around = places[n % len(places)]
        yield f"expression {n} as {place}: {ascii(text)[:50]}", _one(_diagram(around.format(_escaped(text))))


def _diagrams() -> Iterator[tuple[str, Files]]:
    flow = '<bpmn:sequenceFlow id="f{0}_{1}" sourceRef="{0}" targetRef="{1}"/>'
    for kind in ("exclusive", "parallel", "inclusive", "complex", "eventBased"):
        nodes = "".join(f'<bpmn:{kind}Gateway id="g{i}"/>' for i in range(30))
        yield f"diagram: all to all of thirty {kind} gateways", _one(_diagram(nodes + "".join(flow.format(f"g{a}", f"g{b}") for a in range(30) for b in range(30))))
        diamonds = "".join(f'<bpmn:{kind}Gateway id="g{i}"/><bpmn:task id="a{i}"/><bpmn:task id="b{i}"/>' for i in range(90))
        joined = "".join(flow.format(*pair) for i in range(89) for pair in ((f"g{i}", f"a{i}"), (f"g{i}", f"b{i}"), (f"a{i}", f"g{i + 1}"), (f"b{i}", f"g{i + 1}")))
        yield f"diagram: ninety diamonds of {kind} gateways", _one(_diagram('<bpmn:startEvent id="s"/>' + flow.format("s", "g0") + diamonds + joined))
    yield "diagram: it calls itself", _one(_diagram('<bpmn:startEvent id="s"/><bpmn:callActivity id="c" calledElement="p"/>' + flow.format("s", "c")))
    ring = {f"processes/{i}.bpmn": _diagram(f'<bpmn:callActivity id="c" calledElement="p{(i + 1) % 60}"/>').replace('id="p"', f'id="p{i}"') for i in range(60)}
    yield "diagram: sixty that call each other in a ring", ring
    yield "diagram: a hundred events on one task", _one(_diagram('<bpmn:task id="t"/>' + "".join(f'<bpmn:boundaryEvent id="b{i}" attachedToRef="t"/>' for i in range(300))))
    yield "diagram: an event on an event", _one(_diagram('<bpmn:boundaryEvent id="a" attachedToRef="b"/><bpmn:boundaryEvent id="b" attachedToRef="a"/>'))
    yield "diagram: three hundred lanes in each other", _one(_diagram('<bpmn:laneSet id="l">' + '<bpmn:lane><bpmn:childLaneSet>' * 90 + "</bpmn:childLaneSet></bpmn:lane>" * 90 + "</bpmn:laneSet>"))
    yield "diagram: a participant of nobody", _one(HEAD + '<bpmn:collaboration id="c"><bpmn:participant id="a" processRef="nobody"/></bpmn:collaboration></bpmn:definitions>')
    yield "diagram: an item definition of a class", _one(_diagram("", roots='<bpmn:itemDefinition id="i" structureRef="java.lang.Runtime" itemKind="Physical"/>'))
    yield "diagram: a timer of every nanosecond", _one(_diagram('<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeCycle>"R/PT0.000000001S"</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>'))


def _forms() -> Iterator[tuple[str, Files]]:
    base = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "x", "additionalProperties": False}
    schemas: dict[str, object] = {
        "a pattern that takes for ever": {"properties": {"a": {"type": "string", "pattern": "^(a+)+$", "default": "a" * 40 + "!"}}},
        "a pattern of many branches": {"properties": {"a": {"type": "string", "pattern": "(" + "|".join("a?" * 20 for _ in range(500)) + ")" + "a" * 20}}},
        "a pattern that is none": {"properties": {"a": {"type": "string", "pattern": "("}}},
        "a pattern that counts": {"properties": {"a": {"type": "string", "pattern": "(((a{1,1000}){1,1000}){1,1000})"}}},
        "a schema of itself": {"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        "a dynamic one of itself": {"$dynamicAnchor": "a", "properties": {"a": {"$dynamicRef": "#a"}}},
        "a tree of choices": {"properties": {"a": {"anyOf": [{"anyOf": [{"anyOf": [{"type": "string"}] * 20}] * 20}] * 20}}},
        "ten thousand fields": {"properties": {f"a{i}": {"type": "string"} for i in range(10_000)}},
        "a field named __proto__": {"properties": {"__proto__": {"type": "object"}, "constructor": {"type": "string"}, "typename": {"type": "string"}}},
        "a rule that escapes": {"properties": {"a": {"type": "string"}}, "x-rules": [{"when": "().__class__", "message": "x", "pointer": "/a"}]},
        "a rule that never ends": {"properties": {"a": {"type": "string"}}, "x-rules": [{"when": "9**9**9", "message": "x", "pointer": "/a"}]},
        "a computed field that never ends": {"properties": {"a": {"type": "string", "readOnly": True}}, "x-computed": {"a": "'a' * 10000000000"}},
        "fields computed from each other": {"properties": {k: {"type": "string", "readOnly": True} for k in "ab"}, "x-computed": {"a": "b", "b": "a"}},
        "a multiple of nothing": {"properties": {"a": {"type": "number", "multipleOf": 0}}},
        "a minimum of 400 digits": {"properties": {"a": {"type": "integer", "minimum": 10**400}}},
        "an unknown schema": {"$schema": "http://127.0.0.1:9/schema"},
        "an id of somewhere": {"$id": "http://127.0.0.1:9/", "$ref": "other"},
        "names of files": {"title": "../../etc/passwd", "properties": {"../x": {"type": "string"}}},
        "a title with markup": {"title": "<img src=x onerror=alert(1)>"},
        "properties that are a list": {"properties": []}, "required that is a text": {"required": "a"}, "x-rules that is a number": {"x-rules": 5},
        "x-computed that is a list": {"x-computed": ["a"]}, "a type of nobody": {"type": "nobody"}, "types within types": {"type": [["object"]]},
    }  # fmt: skip
    for name, schema in schemas.items():
        assert isinstance(schema, dict)
        yield f"form: {name}", {"forms/X.json": json.dumps(base | schema)}
    nested = '{"properties":{"a":' * 900 + "{}" + "}}" * 900
    texts = {
        "nothing": "", "half of it": '{"type": "object"', "a list": "[]", "a number": "5", "null": "null", "NaN": "NaN", "a text": '"x"', "twice the same name": '{"type": "object", "type": "array"}',
        "nine hundred levels": nested, "a hundred thousand brackets": "[" * 100_000 + "]" * 100_000, "a number of a million digits": '{"minimum": ' + "9" * 1_000_000 + "}",
        "comments": "{/* x */}", "half a character": '{"title": "\\ud800"}', "a NUL": '{"title": "\\u0000"}', "a mark of order": "\ufeff{}", "an exponent": '{"minimum": 1e999999999}',
    }  # fmt: skip
    for name, text in texts.items():
        yield f"form text: {name}", {"forms/X.json": text}
        yield f"ui text: {name}", {"forms/X.json": json.dumps(base), "forms/X.ui.json": text}
        yield f"parameters: {name}", {"processes/parameters.json": text}


HEAD_OF_TABLE = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d"><decision id="D99" name="D">'


def table(entry: str, *, policy: str = "UNIQUE", text: str = "x", rows: int = 1, output: str = '"a"', key: str = "D99") -> str:
    """A decision table of one input and one output; `entry`, `text`, `output` as they stand in the XML."""
    rule = f'<rule id="r{{0}}"><inputEntry id="i{{0}}"><text>{entry}</text></inputEntry><outputEntry id="o{{0}}"><text>{output}</text></outputEntry></rule>'
    inside = "".join(rule.replace("{0}", str(n)) for n in range(rows))
    shape = f'<input id="in"><inputExpression id="ie"><text>{text}</text></inputExpression></input><output id="out" name="a"/>'
    head = HEAD_OF_TABLE.replace("D99", key)
    return f'{head}<decisionTable id="t" hitPolicy="{policy}">{shape}{inside}</decisionTable></decision></definitions>'


def _tables() -> Iterator[tuple[str, Files]]:
    cells = (
        "().__class__", "for i in 1..1000000000 return i", "1..", "[1..99999999999999999999]", "not(not(not(1)))", "(" * 3000, "&lt; " * 900 + "1", '"' * 999, "function(x) x", "java.lang.Math",
        "9**9**9", "date(&quot;9999-99-99&quot;)", "some x in y satisfies x", "&quot;a&quot; * 1000000000", "a" * 100_000, "-,-,-", ",", "1," * 5000 + "1", "null", "@&quot;x&quot;",
    )  # fmt: skip
    for n, cell in enumerate(cells):
        yield f"table: cell {n} {cell[:20]}", {"processes/D99.dmn": table(cell)}
        yield f"table: input {n} {cell[:20]}", {"processes/D99.dmn": table("-", text=cell)}
        yield f"table: output {n} {cell[:20]}", {"processes/D99.dmn": table("-", output=cell)}
    yield "table: two thousand rows that all hit", {"processes/D99.dmn": table("-", rows=2000)}
    yield "table: a policy of nobody", {"processes/D99.dmn": table("-", policy="NOBODY")}
    yield "table: a decision that needs itself", {"processes/D99.dmn": f'{HEAD_OF_TABLE}<informationRequirement id="i"><requiredDecision href="#D99"/></informationRequirement></decision></definitions>'}
    yield "table: one from the network", {"processes/D99.dmn": HEAD_OF_TABLE.replace(' name="d"', ' name="d" xmlns:x="u"', 1) + '</decision><import importType="x" locationURI="http://127.0.0.1:9/" namespace="u"/></definitions>'}
    yield "table: entities", {"processes/D99.dmn": '<!DOCTYPE d [<!ENTITY a "b">]><definitions>&a;</definitions>'}
    yield "table: a diagram under its name", {"processes/D99.dmn": _diagram("")}
    yield "table: under a diagram's name", {"processes/x.bpmn": table("-")}


def _names() -> Iterator[tuple[str, Files]]:
    for name in ("../../etc/passwd.bpmn", "/etc/passwd", "processes/..\\..\\x.bpmn", "x\x00.bpmn", "x" * 200, "x" * 5000 + ".bpmn", "", " ", ".", "..", "县.bpmn", "a\nb.bpmn", "CON.bpmn", "processes/calendar.json", "forms/", "forms/../x.json", "http://127.0.0.1:9/x.bpmn", "%2e%2e/x.bpmn", "\u202enpmb.x"):  # fmt: skip
        yield f"name: {len(name)} {ascii(name)[:40]}", {name: _diagram("")}
