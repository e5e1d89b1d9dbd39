"""What is not under /api: the application, its policy, health, the explanations of refusals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app
from app.clock import real_now
from app.models import WorkerSeen


@pytest.fixture
def built(app: Flask, tmp_path: Path) -> FlaskClient:
    """A browser before a built application."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text('<script nonce="__CSP_NONCE__" src="/assets/a-1.js"></script>', encoding="utf-8")
    (tmp_path / "assets" / "a-1.js").write_text("1", encoding="utf-8")
    (tmp_path / "assets" / "a-1.js.br").write_bytes(b"brotli")
    (tmp_path / "assets" / "a-1.js.gz").write_bytes(b"gzip")
    (tmp_path / "assets" / "b-2.js").write_text("2", encoding="utf-8")
    (tmp_path / "emblem.svg").write_text("<svg/>", encoding="utf-8")
    app.config["WEB_FOLDER"] = tmp_path
    return app.test_client()


@pytest.fixture(autouse=True)
def _usual_folder(app: Flask) -> object:
    yield None
    app.config.pop("WEB_FOLDER", None)


def test_every_page_has_a_nonce_of_its_own_and_a_strict_policy(built: FlaskClient) -> None:
    nonces = set()
    for path in ("/", "/tasks/17", "/cases/3/replay"):
        page = built.get(path, headers={"Accept": "text/html"})
        [nonce] = re.findall(r'nonce="([^"]+)"', page.text)
        policy = page.headers["Content-Security-Policy"]
        assert f"style-src 'self' 'nonce-{nonce}'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and page.headers["Cache-Control"] == "no-store"
        nonces.add(nonce)
    assert len(nonces) == 3


def test_built_files_are_kept_for_ever_and_nothing_else_is_served(built: FlaskClient) -> None:
    asset = built.get("/assets/a-1.js")
    assert asset.status_code == 200 and "immutable" in asset.headers["Cache-Control"] and asset.headers["X-Content-Type-Options"] == "nosniff"
    assert built.get("/emblem.svg").status_code == 200
    for path in ("/assets/../index.html", "/assets/none.js", "/../setup.cfg", "/..%2f..%2fsetup.cfg", "/none.js", "/api/none", "/api/v1/none"):
        assert built.get(path).status_code == 404, path


def test_built_files_are_sent_as_the_browser_takes_them_best(built: FlaskClient) -> None:
    best = [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=1.0", "gzip"), ("identity", None), ("", None)]
    for accepted, encoding in best:
        sent = built.get("/assets/a-1.js", headers={"Accept-Encoding": accepted})
        assert (sent.headers.get("Content-Encoding"), sent.headers["Vary"], sent.mimetype) == (encoding, "Accept-Encoding", "text/javascript"), accepted
        assert sent.data == {"br": b"brotli", "gzip": b"gzip", None: b"1"}[encoding] and "immutable" in sent.headers["Cache-Control"]
    whole = built.get("/assets/b-2.js", headers={"Accept-Encoding": "br"})
    assert (whole.data, whole.headers.get("Content-Encoding"), whole.headers["Vary"]) == (b"2", None, "Accept-Encoding")


def test_without_a_build_the_page_says_how_to_build(app: Flask, tmp_path: Path) -> None:
    app.config["WEB_FOLDER"] = tmp_path / "none"
    page = app.test_client().get("/")
    assert page.status_code == 503 and "npm run build" in page.text


def test_ready_means_database_migrations_and_a_worker_seen_lately(client: FlaskClient, db: Session) -> None:
    assert client.get("/healthz").status_code == 200
    waiting = client.get("/readyz")
    assert (waiting.status_code, waiting.get_json()["database"], waiting.get_json()["migrations"]) == (503, "ok", "ok")
    db.add(WorkerSeen(name="w", seen_at=real_now()))
    db.commit()
    assert client.get("/readyz").get_json() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}


def test_every_kind_of_refusal_has_its_page(client: FlaskClient) -> None:
    listed = set(re.findall(r'href="(/problems/[a-z-]+)"', client.get("/problems/").text))
    assert {"/problems/task-not-open", "/problems/rule-refused", "/problems/csrf"} <= listed
    for path in listed:
        assert client.get(path).status_code == 200
    assert client.get("/problems/none").status_code == 404


def test_the_readable_documentation_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/api/docs").text
    assert "/tasks/{task_id}/complete" in page and "Idempotency-Key" in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page) and "<script" not in page


def test_what_nobody_expected_is_told_without_its_trace(app: Flask, client: FlaskClient) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    broken = app.view_functions["meta.meta"]
    app.view_functions["meta.meta"] = lambda: {}["secret"]  # type: ignore[typeddict-item]
    try:
        said = client.get("/api/v1/meta")
    finally:
        app.view_functions["meta.meta"] = broken
    assert said.status_code == 500 and said.content_type == "application/problem+json" and "secret" not in said.text and "Traceback" not in said.text


def test_a_database_that_is_away_is_said_plainly_and_nothing_breaks() -> None:
    away = create_app({"DATABASE_URL": "postgresql://nobody:none@127.0.0.1:1/none", "HISTORY_KEY": b"a key for tests, 32 bytes or more"})
    browser = away.test_client()
    browser.set_cookie("desk_session", "x")
    for path in ("/api/v1/me", "/api/v1/meta", "/api/v1/tasks"):
        said = browser.get(path)
        assert (said.status_code, said.get_json()["type"]) == (503, "/problems/database-away") and said.headers["Retry-After"]
    assert browser.get("/readyz").get_json()["database"] == "away" and browser.get("/healthz").status_code == 200
