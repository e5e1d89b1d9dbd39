"""The first look at XML that strangers wrote: one streaming pass that stops at the first thing XML may not do here.

Nothing is built and nothing is fetched before the text has passed: no doctype (so no entities, no billion laughs), bounded
depth, number of elements, number and length of attributes. Sizes are bytes of UTF-8.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from app.engine import xml
from app.engine.facts import Finding
from app.errors import TooLarge, XmlRefused

MAX_BYTES = xml.MAX_BYTES
MAX_ELEMENTS = 20_000
MAX_DEPTH = 200
MAX_ATTRIBUTES = 64
MAX_ATTRIBUTE_LENGTH = 20_000
# What Chinese offices still export in; others must be ASCII.
ENCODINGS = frozenset({"utf-16", "gbk", "gb2312", "gb18030", "us-ascii", "ascii", "iso-8859-1"})
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")


class _Refused(Exception):
    def __init__(self, zh: str, en: str, fix: str, fix_en: str, *, large: bool = False) -> None:
        super().__init__(zh)
        self.zh, self.en, self.fix, self.fix_en, self.large = zh, en, fix, fix_en, large


class _Pass:
    """What the stream is checked for while it is read."""

    def __init__(self) -> None:
        self.depth = self.elements = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def _doctype(self, *_: Any) -> None:
        raise _Refused(
            "不允许 DOCTYPE 或实体声明",
            "A DOCTYPE or an entity declaration is not allowed",
            "删除 DOCTYPE 声明和实体，直接写出文字",
            "Remove the DOCTYPE and the entities and write the text itself",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise _Refused(
                f"元素嵌套超过 {MAX_DEPTH} 层",
                f"Elements are nested more than {MAX_DEPTH} deep",
                "减少嵌套层数，把内层画成单独的流程",
                "Nest less: draw the inner part as a process of its own",
            )
        if self.elements > MAX_ELEMENTS:
            raise _Refused(
                f"元素超过 {MAX_ELEMENTS} 个",
                f"There are more than {MAX_ELEMENTS} elements",
                "把流程拆成几个文件",
                "Split the diagram into several files",
                large=True,
            )
        if len(attributes) > MAX_ATTRIBUTES:
            raise _Refused(
                f"元素 {name[:60]} 的属性超过 {MAX_ATTRIBUTES} 个",
                f"Element {name[:60]} has more than {MAX_ATTRIBUTES} attributes",
                "删除多余的属性",
                "Remove attributes",
            )
        for key, value in attributes.items():
            if len(key) + len(value) > MAX_ATTRIBUTE_LENGTH:
                raise _Refused(
                    f"元素 {name[:60]} 的属性 {key[:60]} 超过 {MAX_ATTRIBUTE_LENGTH} 字符",
                    f"Attribute {key[:60]} of {name[:60]} is longer than {MAX_ATTRIBUTE_LENGTH} characters",
                    "缩短属性内容",
                    "Shorten the attribute",
                )

    def _end(self, _name: str) -> None:
        self.depth -= 1


def guard(text: str, file: str) -> None:
    """Look at the whole text once.

    Raises  XmlRefused (malformed, doctype, too deep, attributes), TooLarge (above 5 MB or 20,000 elements); both with `findings`.
    """
    if len(text) > MAX_BYTES or len(data := _bytes(text, file)) > MAX_BYTES:
        raise _too_large(file)
    reading = _Pass()
    try:
        reading.parser.Parse(data, True)
    except _Refused as refused:
        at = f"（第 {reading.parser.CurrentLineNumber} 行）"
        finding = Finding(
            "safe-xml", None, refused.zh + at, refused.fix, "error", file, f"{refused.en} (line {reading.parser.CurrentLineNumber})", refused.fix_en
        )
        raise _refusal(finding, large=refused.large) from refused
    except expat.ExpatError as error:
        why = f"{expat.errors.messages.get(error.code, 'error')}, line {error.lineno}, column {error.offset}"
        raise _refusal(_malformed(file, why)) from error


def decoded(data: bytes, file: str) -> str:
    """The text of a file on disk: UTF-8, or what its byte order mark or XML declaration says.

    Raises  XmlRefused when the bytes are no text of that encoding; TooLarge above 5 MB.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(file)
    declared = _ENCODING.match(data[:200])
    name = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        return data.decode("utf-8-sig" if name in ("utf-8", "utf8") else name if name in ENCODINGS else "ascii")
    except (UnicodeDecodeError, LookupError) as error:
        raise _refusal(_malformed(file, f"the bytes are not {name[:40]}")) from error


def read(text: str, file: str) -> Any:
    """The root element of a text that has passed `guard`; raises as `guard`."""
    guard(text, file)
    try:
        return xml.read(text, file)
    except XmlRefused as refused:
        if "findings" in refused.facts:
            raise
        raise _refusal(_malformed(file, refused.detail_en)) from refused


def _bytes(text: str, file: str) -> bytes:
    try:
        return _DECLARATION.sub("", text, count=1).removeprefix("\ufeff").encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refusal(_malformed(file, f"not a Unicode character at position {error.start}")) from error


def _malformed(file: str, why: str) -> Finding:
    return Finding(
        "safe-xml",
        None,
        f"XML 格式错误，不能读取：{why}",
        "用流程设计器重新导出该文件（UTF-8 编码）",
        "error",
        file,
        f"The XML is malformed: {why}",
        "Export the file again from the modeller, in UTF-8",
    )


def _too_large(file: str) -> TooLarge:
    finding = Finding(
        "safe-xml",
        None,
        f"文件超过 {MAX_BYTES // 1_000_000} MB",
        "把流程拆成几个文件",
        "error",
        file,
        f"The file is larger than {MAX_BYTES // 1_000_000} MB",
        "Split the diagram into several files",
    )
    refusal = _refusal(finding, large=True)
    assert isinstance(refusal, TooLarge)
    return refusal


def _refusal(finding: Finding, *, large: bool = False) -> XmlRefused | TooLarge:
    kind = TooLarge if large else XmlRefused
    return kind(f"{finding.file}：{finding.message}", f"{finding.file}: {finding.message_en}", findings=[finding])
