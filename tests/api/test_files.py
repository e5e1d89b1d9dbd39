"""Files: told by their content, kept as sent, never run in a reader's browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.build import PDF, Caller

People = Callable[[str], Caller]


def packed(*names: str) -> bytes:
    """A zip with these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
TYPES = packed("[Content_Types].xml", "word/document.xml")
ACCEPTED = [
    ("方案.pdf", PDF, "application/pdf"),
    ("方案.docx", TYPES, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("表.xlsx", packed("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("照片.png", b"\x89PNG\r\n\x1a\n....", "image/png"),
    ("照片.jpg", b"\xff\xd8\xff\xe0....", "image/jpeg"),
    ("旧.doc", OLE, "application/msword"),
    ("旧.wps", OLE, "application/vnd.ms-works"),
    ("说明.txt", "说明".encode(), "text/plain"),
    ("说明.txt", "说明".encode("gb18030"), "text/plain"),
    ("打包.zip", packed("a/b.txt"), "application/zip"),
    ("假的.pdf", b"\x89PNG\r\n\x1a\n....", "image/png"),
]
REFUSED = [
    ("run.exe", b"MZ" + b"\x00" * 100), ("方案.pdf", b"MZ" + b"\x00" * 100), ("run", b"\x7fELF" + b"\x02" * 100), ("run.txt", b"#!/bin/sh\n"),
    ("page.html", b"<p>"), ("page.txt", b"<html><script>alert(1)</script>"), ("pic.svg", b"<svg onload=alert(1)>"), ("pic.png", b"<svg>"), ("empty.pdf", b""),
    ("macro.docm", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")), ("broken.zip", b"PK\x03\x04broken"), ("x.bin", b"\x00\x01\x02"),
    ("old.msi", OLE),
]  # fmt: skip


def test_the_kind_of_a_file_is_told_by_its_content(people: People) -> None:
    sender = people("wjw.handler")
    for name, content, kind in ACCEPTED:
        sent = sender.upload(content, name)
        assert (sent["name"], sent["type"], sent["size"]) == (name, kind, len(content))
    for name, content in REFUSED:
        said = sender.upload(content, name, 422)
        assert said["errors"][0]["pointer"] == "/file", name


def test_a_file_comes_back_as_it_was_sent_and_only_to_be_saved(people: People) -> None:
    sender = people("wjw.handler")
    number = sender.upload(PDF, '方案 "最终".pdf')["id"]
    back = sender.client.get(f"/api/v1/files/{number}")
    assert back.data == PDF and back.mimetype == "application/pdf"
    assert back.headers["Content-Disposition"].startswith("attachment;") and "filename*=UTF-8''%E6%96%B9" in back.headers["Content-Disposition"]
    assert back.headers["X-Content-Type-Options"] == "nosniff" and back.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "  passwd.txt. "])
def test_a_name_is_a_name_and_no_path(people: People, name: str) -> None:
    assert people("wjw.handler").upload(b"text", name)["name"] == "passwd.txt"


def test_twenty_megabytes_and_no_more(people: People) -> None:
    sender = people("wjw.handler")
    limit = 20 * 1024 * 1024
    assert sender.upload(PDF + b"x" * (limit - len(PDF)))["size"] == limit
    assert sender.upload(PDF + b"x" * (limit - len(PDF) + 1), status=413)["type"] == "/problems/too-large"
    head = {"X-CSRF-Token": sender.csrf, "Content-Type": "multipart/form-data; boundary=x"}
    answer = sender.client.post("/api/v1/files", data=b"x" * 50_000_000, headers=head)
    assert answer.status_code == 413 and answer.content_type == "application/problem+json"


def test_an_upload_without_a_file_is_refused(people: People) -> None:
    sender = people("wjw.handler")
    head = {"X-CSRF-Token": sender.csrf}
    assert sender.client.post("/api/v1/files", data={"other": "x"}, headers=head).status_code == 415
    assert sender.client.post("/api/v1/files", data={"other": (io.BytesIO(PDF), "x.pdf")}, headers=head).status_code == 422
    assert sender.client.post("/api/v1/files", json={}, headers=head).status_code == 415


def test_an_empty_file_is_refused_in_both_languages(people: People) -> None:
    said = people("wjw.handler").upload(b"", "方案.pdf", 422)
    assert said["detail"] == "文件是空的。"
    assert said["errors"] == [{"pointer": "/file", "message": "文件是空的 / the file is empty"}]
