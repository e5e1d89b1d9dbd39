"""What kind a file is, by its content alone; what could run on a reader's machine is refused."""

from __future__ import annotations

import io
import re
import zipfile

from app.errors import DataInvalid

OFFICE = "application/vnd.openxmlformats-officedocument."
INSIDE = {
    "word/": OFFICE + "wordprocessingml.document",
    "xl/": OFFICE + "spreadsheetml.sheet",
    "ppt/": OFFICE + "presentationml.presentation",
    "OFD.xml": "application/ofd",
}
OLD_OFFICE = {
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works", "et": "application/vnd.ms-excel", "dps": "application/vnd.ms-powerpoint",
}  # fmt: skip
MARKUP = re.compile(rb"<\s*(!doctype|html|script|svg|iframe|body|head|\?xml)", re.IGNORECASE)
RUNS = frozenset(
    "exe dll com scr bat cmd ps1 vbs js jse wsf hta msi jar sh py html htm xhtml svg xml lnk reg apk".split()  # noqa: SIM905 - read as a list of words
)
ACCEPTED = "PDF、Word、Excel、PPT、WPS、OFD、PNG、JPG、TXT、ZIP"
KINDS = ACCEPTED.replace("、", ", ")


def kind_of(name: str, content: bytes) -> str:
    """The media type.

    Raises  DataInvalid for an empty file and for any other kind.
    """
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    found = None if extension in RUNS or not content else _by_content(extension, content)
    if found is None:
        zh, en = f"不接受这种文件；可以上传：{ACCEPTED}", f"this kind of file is not accepted; send {KINDS}"
        if not content:
            zh, en = "文件是空的", "the file is empty"
        raise DataInvalid(f"{zh}。", f"{en[0].upper()}{en[1:]}.", errors=[{"pointer": "/file", "message": f"{zh} / {en}"}])
    return found


def _by_content(extension: str, content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLD_OFFICE.get(extension)
    return "text/plain" if _is_text(content) else None


def _zipped(content: bytes) -> str | None:
    """Only the list of names is read: nothing is unpacked."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if any(n.rsplit("/", 1)[-1] == "vbaProject.bin" for n in names):
        return None
    if "[Content_Types].xml" in names or "OFD.xml" in names:
        for start, kind in INSIDE.items():
            if any(n.startswith(start) for n in names):
                return kind
    return "application/zip"


def _is_text(content: bytes) -> bool:
    if b"\x00" in content or content.startswith((b"MZ", b"\x7fELF", b"#!")) or MARKUP.search(content[:4096]):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
