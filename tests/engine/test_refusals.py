"""What would run wrong is refused when the diagram is read, naming the element; hostile XML is refused before anything is built."""

from __future__ import annotations

import time

import pytest

from app import engine
from app.errors import DiagramRefused, TooLarge, XmlRefused
from tests.engine.draw import FORMAL, HEAD, Drawing, diagram, extended, message
from tests.engine.world import release_of


def around(node: str, ident: str, roots: str = "") -> str:
    """A process with one element between start and end."""
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t")
    p.nodes.append(node)
    p.chain("s", "t", ident, "e")
    return diagram(p, roots=roots)


EVENT = '<bpmn:intermediateCatchEvent id="x">{}</bpmn:intermediateCatchEvent>'
BAD = {
    "signal": EVENT.format("<bpmn:signalEventDefinition/>"),
    "link": EVENT.format('<bpmn:linkEventDefinition name="l"/>'),
    "condition": EVENT.format(f"<bpmn:conditionalEventDefinition><bpmn:condition {FORMAL}>a</bpmn:condition></bpmn:conditionalEventDefinition>"),
    "nothing to wait for": EVENT.format(""),
    "cycle in between": EVENT.format("<bpmn:timerEventDefinition><bpmn:timeCycle>'R/P1D'</bpmn:timeCycle></bpmn:timerEventDefinition>"),
    "timer without time": EVENT.format("<bpmn:timerEventDefinition/>"),
    "compensation": '<bpmn:intermediateThrowEvent id="x"><bpmn:compensateEventDefinition/></bpmn:intermediateThrowEvent>',
    "complex gateway": '<bpmn:complexGateway id="x"/>',
    "ad hoc": '<bpmn:adHocSubProcess id="x"/>',
    "transaction": '<bpmn:transaction id="x"><bpmn:startEvent id="ts"/></bpmn:transaction>',
    "event subprocess": '<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="ts"/></bpmn:subProcess>',
    "subprocess without start": '<bpmn:subProcess id="x"/>',
    "receive without message": '<bpmn:receiveTask id="x"/>',
    "send without message": '<bpmn:sendTask id="x"/>',
    "service without handler": '<bpmn:serviceTask id="x"/>',
    "decision without table": '<bpmn:businessRuleTask id="x"/>',
    "empty script": '<bpmn:scriptTask id="x"/>',
    "call of nothing": '<bpmn:callActivity id="x"/>',
    "pre-script": f'<bpmn:userTask id="x">{extended("<spiffworkflow:preScript>a = 1</spiffworkflow:preScript>")}</bpmn:userTask>',
    "data association": '<bpmn:userTask id="x"><bpmn:dataInputAssociation id="q"/></bpmn:userTask>',
    "several of nothing": '<bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>',
    "endless loop": '<bpmn:userTask id="x"><bpmn:standardLoopCharacteristics/></bpmn:userTask>',
}


@pytest.mark.parametrize("name", BAD)
def test_what_the_engine_would_run_wrong_is_refused(name: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        engine.parse({"processes/x.bpmn": around(BAD[name], "x")}, name="x")
    finding = refused.value.facts["findings"][0]
    assert finding["element"] == "x" and finding["message"] and finding["fix"] and finding["file"] == "processes/x.bpmn"


@pytest.mark.parametrize("ident", ["Start", "end", "ROOT"])
def test_ids_of_the_engine_are_refused(ident: str) -> None:
    with pytest.raises(DiagramRefused, match=ident):
        engine.parse({"x.bpmn": around(f'<bpmn:userTask id="{ident}"/>', ident)}, name="x")


def test_flows_that_mean_nothing_are_refused() -> None:
    def drawn(*, condition: str | None = None, second: bool = False, nowhere: bool = False) -> None:
        p = Drawing("main")
        p.start()
        p.end("e")
        p.user("t")
        p.flow("s", "t")
        p.flow("t", "e", condition)
        if second:
            p.flow("t", "e")
        if nowhere:
            p.flow("t", "nobody")
        release_of(p)

    drawn()
    for wrong in ({"condition": "x == 1"}, {"second": True}, {"nowhere": True}):
        with pytest.raises(DiagramRefused):
            drawn(**wrong)  # type: ignore[arg-type]


def test_flows_and_boundary_events_stay_inside_their_subprocess() -> None:
    def drawn(change: str) -> None:
        inside = Drawing("in")
        inside.start("is")
        inside.end("ie")
        inside.user("u")
        inside.chain("is", "u", "ie")
        p = Drawing("main")
        p.start()
        p.end("e")
        p.user("t")
        p.sub("body", inside)
        p.chain("s", "body", "t", "e")
        if change == "crossing":
            p.flows.append('<bpmn:sequenceFlow id="x" sourceRef="u" targetRef="t"/>')
        elif change == "after the end":
            p.flow("e", "t")
        elif change == "into the start":
            p.flow("t", "s")
        elif change == "unattached":
            p.timer("b", "timeDuration", "'P1D'", on="u")
        release_of(p)

    drawn("")
    for change in ("crossing", "after the end", "into the start", "unattached"):
        with pytest.raises(DiagramRefused):
            drawn(change)


def test_a_parallel_gateway_that_merges_a_loop_is_refused() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("m", kind="parallel")
    p.gateway("g")
    p.user("t")
    p.chain("s", "m", "t", "g")
    p.route("g", "e", m="t.again")
    with pytest.raises(DiagramRefused, match="m"):
        release_of(p)


def test_two_starts_a_message_start_and_double_ids_are_refused() -> None:
    for change in (
        lambda p: p.node("startEvent", "s2"),
        lambda p: p.node("userTask", "t"),
        lambda p: p.nodes.__setitem__(0, '<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="MSG"/></bpmn:startEvent>'),
    ):
        p = Drawing("main")
        p.start()
        p.end("e")
        p.user("t")
        p.chain("s", "t", "e")
        change(p)
        with pytest.raises(DiagramRefused):
            release_of(p, roots=message("MSG"))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {c} "{("&" + chr(ord(c) - 1) + ";") * 10}">' for c in "bcdefghi") + "]>"
HOSTILE = {
    "entity bomb": HEAD.replace("?>", "?>" + BOMB, 1) + "&i;</bpmn:definitions>",
    "external entity": HEAD.replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1) + "&a;</bpmn:definitions>",
    "doctype in lower case": HEAD.replace("?>", "?><!doctype x>", 1) + "</bpmn:definitions>",
    "not closed": HEAD,
    "empty": "",
    "too deep": HEAD + "<bpmn:a>" * 5000 + "</bpmn:a>" * 5000 + "</bpmn:definitions>",
    "a lone surrogate": HEAD + "\ud800</bpmn:definitions>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_at_once(name: str) -> None:
    began = time.monotonic()
    with pytest.raises(XmlRefused):
        engine.parse({"x.bpmn": HOSTILE[name]}, name="x")
    assert time.monotonic() - began < 1


def test_fifty_megabytes_are_too_large() -> None:
    with pytest.raises(TooLarge):
        engine.parse({"x.bpmn": HEAD + " " * 50_000_000}, name="x")


def test_an_xml_comment_and_an_encoding_do_no_harm() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.node("scriptTask", "x", "<!-- note --><bpmn:script><!-- note -->a = '汉字'</bpmn:script>")
    p.chain("s", "x", "e")
    text = diagram(p).replace('encoding="UTF-8"', 'encoding="GB18030"')
    from tests.engine.world import World

    assert World(engine.parse({"x.bpmn": text}, name="x")).data() == {"a": "汉字"}
