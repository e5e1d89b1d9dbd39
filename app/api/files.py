"""Files beside answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, current_app, request
from marshmallow import Schema, fields
from werkzeug.exceptions import UnsupportedMediaType

from app.actions.file.show import show_file
from app.actions.file.upload import upload_file
from app.api._book import Book
from app.api._schemas import doc, identifier, moment
from app.api._who import actor
from app.errors import DataInvalid, TooLarge

book = Book("files", __name__, "Files")


class StoredFile(Schema):
    """A file without its bytes."""

    id = identifier("the file; answers name it so")
    name = fields.String(required=True)
    size = fields.Integer(required=True, metadata=doc("bytes"))
    type = fields.String(required=True, metadata=doc("media type, by content"))
    sha256 = fields.String(required=True)
    uploaded_by = fields.String(required=True)
    uploaded_at = moment("when it came")
    instance = fields.String(required=True, allow_none=True, metadata=doc("the case whose answers name it"))


FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
UPLOAD = {"required": True, "content": {"multipart/form-data": {"schema": FILE}}}
BYTES = {"schema": {"type": "string", "format": "binary"}}


@book.post("/files")
@book.doc(requestBody=UPLOAD)
@book.gives(201, StoredFile, 400, 403, 413, 415)
def upload() -> dict[str, Any]:
    """Send a file: at most 20 MB; its kind is told by its content."""
    limit: int = current_app.config["MAX_FILE_BYTES"]
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType
    sent = request.files.get("file")
    if sent is None:
        raise DataInvalid("请选择文件。", "There is no file.", errors=[{"pointer": "/file", "message": "请选择文件 / there is no file"}])
    content = sent.stream.read(limit + 1)
    if len(content) > limit:
        size = limit // (1024 * 1024)
        raise TooLarge(f"文件超过 {size} MB。", f"A file has at most {size} MB.")
    return upload_file(actor(), sent.filename or "file", content)


@book.get("/files/<number:file_id>")
@book.doc(responses={"200": {"description": "the bytes, under the media type that their content has", "content": {"*/*": BYTES}}})
@book.refuses(403, 404)
def download(file_id: int) -> Response:
    """The file's bytes, to be saved, never shown in the page."""
    shown = show_file(actor(), file_id)
    response = Response(shown.content, mimetype=shown.about["type"])
    response.headers["Content-Disposition"] = f"attachment; filename=\"file\"; filename*=UTF-8''{quote(shown.about['name'], safe='')}"
    response.headers["ETag"] = f'"{shown.about["sha256"]}"'
    return response
