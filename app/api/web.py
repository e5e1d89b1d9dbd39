"""The web application: its built files, its page with a fresh nonce for every answer, and its addresses (which the browser resolves)."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import Path
from secrets import token_urlsafe

from flask import Blueprint, Response, current_app, g, request, send_from_directory
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from app.api._headers import policy
from app.api._pages import page

web = Blueprint("web", __name__)
WORD = "__CSP_NONCE__"
YEAR = 31536000
# What the build writes beside each text file, the smaller one first.
ENCODINGS = {"br": ".br", "gzip": ".gz"}


def folder() -> Path:
    """Where the built application lies."""
    return Path(current_app.config.get("WEB_FOLDER") or Path(current_app.root_path) / "web" / "dist")


@lru_cache(maxsize=4)
def _text(path: Path, changed: int) -> str:
    return path.read_text(encoding="utf-8")


@web.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A built file; its name holds its hash, so it never changes."""
    response = _sent(folder() / "assets", name, YEAR)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _sent(place: Path, name: str, seconds: int) -> Response:
    """A file, compressed as the browser takes it where the build has compressed it."""
    for encoding, suffix in ENCODINGS.items():
        if request.accept_encodings.quality(encoding) > 0 and (place / (name + suffix)).is_file():
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            response = send_from_directory(place, name + suffix, mimetype=kind, max_age=seconds)
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_from_directory(place, name, max_age=seconds)
    response.vary.add("Accept-Encoding")
    return response


@web.get("/", defaults={"path": ""})
@web.get("/<address:path>")
def application(path: str) -> Response:
    """The page, for every address that is not the server's own; or a file that lies beside it."""
    built = folder()
    index = built / "index.html"
    if not index.is_file():
        return _how_to_build()
    if path and "." in path.rsplit("/", 1)[-1]:
        return _sent(built, path, 3600)
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        raise NotFound
    nonce = token_urlsafe(16)
    g.policy = policy(nonce)
    response = Response(_text(index, index.stat().st_mtime_ns).replace(WORD, nonce), mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _how_to_build() -> Response:
    body = Markup(
        "<p>浏览器应用尚未构建。在程序目录运行：</p><pre>make run</pre><p>或：</p><pre>cd app/web\nnpm ci\nnpm run build</pre>"
        '<p>接口可以直接使用：<a href="/api/docs">/api/docs</a></p>'
        "<p>The browser application has not been built: run <code>make run</code>, or <code>npm ci</code> and <code>npm run build</code> in app/web.</p>"
    )
    return page("浏览器应用尚未构建 / not built yet", body, 503)
