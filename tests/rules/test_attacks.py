"""XML from strangers: refused or answered, never fetched, never more than two seconds, never an exception of another kind."""

from __future__ import annotations

import socket
import time

import pytest

from app.engine.checking import check
from app.engine.reading.safe_xml import decoded
from app.errors import TooLarge, XmlRefused
from tests.rules.drawing import HEAD, KNOWN, diagram, end, flow, gateway, start

LAUGHS = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
REFUSED = {
    "nothing at all": "",
    "only blanks": "  \n ",
    "bytes of a picture": "".join(map(chr, range(256))) * 40,
    "a billion laughs": f"<!DOCTYPE l [{LAUGHS}]><l>&a9;</l>",
    "an entity in an attribute": f'<!DOCTYPE l [{LAUGHS}]><l x="&a9;"/>',
    "a file of the server": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]><x/>',
    "a doctype from the network": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    "an entity nobody declared": "<a>&foo;</a>",
    "a hundred thousand levels": "<a>" * 100_000 + "</a>" * 100_000,
    "one attribute of three megabytes": f'<a b="{"x" * 3_000_000}"/>',
    "many attributes": "<a " + " ".join(f'a{i}="1"' for i in range(100_000)) + "/>",
    "the same attribute twice": '<a b="1" b="2"/>',
    "half a file": diagram(start())[:-30],
    "a lone surrogate": "<a>\ud800</a>",
    "a null character": "<a>\0</a>",
}
TOO_LARGE = {"fifty megabytes": "<a>" + "x" * 50_000_000 + "</a>", "two hundred thousand tasks": diagram("<bpmn:task/>" * 200_000)}


def dense(kind: str, count: int) -> str:
    """Every gateway leads to every later one."""
    nodes = "".join(gateway(kind, f"g{i}") for i in range(count))
    return diagram(start() + end() + nodes + flow("begin", "g0") + "".join(flow(f"g{i}", f"g{k}") for i in range(count) for k in range(i + 1, count)))


HARD = {
    "fifteen thousand tasks": diagram("".join(f'<bpmn:task id="t{i}"/>' for i in range(15_000))),
    "a chain of 390": diagram(start() + "".join(f'<bpmn:task id="t{i}"/>{flow(f"t{i - 1}" if i else "begin", f"t{i}")}' for i in range(390))),
    "all to all, exclusive": dense("exclusive", 48),
    "all to all, parallel": dense("parallel", 48),
    "all to all, inclusive": dense("inclusive", 48),
    "subprocess in subprocess": diagram("".join(f'<bpmn:subProcess id="s{i}">' for i in range(180)) + "</bpmn:subProcess>" * 180),
    "expressions without end": diagram(
        start() + gateway("exclusive", "g") + end() + "".join(flow("g", "finish", "+".join(["x"] * 900), f"f{i}") for i in range(30))
    ),
    "other XML": "<html><body/></html>",
    "definitions of nobody": "<definitions/>",
    "a file to be included": diagram('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    "a schema from the network": HEAD.replace("id=", 'xsi:schemaLocation="http://county http://127.0.0.1:9/x.xsd" id=') + "</bpmn:definitions>",
    "an import from the network": f'{HEAD}<bpmn:import importType="x" location="http://127.0.0.1:9/a.bpmn" namespace="x"/></bpmn:definitions>',
    "a stylesheet from the network": '<?xml-stylesheet href="http://127.0.0.1:9/"?>' + HEAD + "</bpmn:definitions>",
    "another encoding than it says": diagram(start()).replace("UTF-8", "UTF-16"),
    "thousands of comments": diagram(start() + "<!-- x -->" * 50_000 + end()),
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the check went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_malformed_or_attacking_xml_is_refused_with_a_finding(text: str) -> None:
    before = time.process_time()
    with pytest.raises(XmlRefused) as refused:
        check({"x.bpmn": text}, KNOWN)
    [finding] = refused.value.facts["findings"]
    assert finding.rule == "safe-xml" and finding.file == "x.bpmn" and finding.message and finding.fix
    assert time.process_time() - before < 2


@pytest.mark.parametrize("text", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_too_large_is_refused_as_too_large(text: str) -> None:
    with pytest.raises(TooLarge):
        check({"x.bpmn": text}, KNOWN)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_whatever_is_well_formed_gets_findings_within_two_seconds(text: str) -> None:
    before = time.process_time()
    found = check({"x.bpmn": text}, KNOWN)
    assert time.process_time() - before < 2
    assert found and all(finding.message and finding.fix and finding.message_en and finding.fix_en for finding in found)


def test_all_files_that_cannot_be_read_are_named_at_once() -> None:
    with pytest.raises(XmlRefused) as refused:
        check({"a.bpmn": "<a", "b.bpmn": diagram(start()), "c.dmn": ""}, KNOWN)
    assert [finding.file for finding in refused.value.facts["findings"]] == ["a.bpmn", "c.dmn"]


def test_a_check_that_runs_out_of_time_says_which_files_it_left() -> None:
    found = check({"a.bpmn": diagram(start()), "b.bpmn": diagram(start(), key="q")}, KNOWN, enough=lambda: True)
    assert [(finding.file, finding.rule) for finding in found] == [("a.bpmn", "size"), ("b.bpmn", "size")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a>县</a>".encode(), "<a>县</a>"),
        (b"\xef\xbb\xbf" + "<a>县</a>".encode(), "<a>县</a>"),
        ('<?xml version="1.0" encoding="GBK"?><a>县</a>'.encode("gbk"), '<?xml version="1.0" encoding="GBK"?><a>县</a>'),
        ('<?xml version="1.0" encoding="UTF-16"?><a>县</a>'.encode("utf-16"), '<?xml version="1.0" encoding="UTF-16"?><a>县</a>'),
    ],
)
def test_a_file_on_disk_is_read_in_its_own_encoding(data: bytes, text: str) -> None:
    assert decoded(data, "a.bpmn") == text


@pytest.mark.parametrize("data", ["<a>县</a>".encode("gbk"), b'<?xml version="1.0" encoding="rot13"?><a>\xe5</a>', b"\xff\xfe\x00"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(XmlRefused):
        decoded(data, "a.bpmn")
