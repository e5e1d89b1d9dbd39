"""The program as a Flask application: config → db → handlers → blueprints → errors. (The commands are added by wsgi.py: they start programs like this one.)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application over these settings (see `app.config`); what they do not say comes from the environment."""
    from app import api, catalogue, config, models
    from app.db import db

    app = Flask("app", static_folder=None)
    app.config.update(config.load(settings))
    db.init_app(app)
    app.teardown_request(lambda _: db.session.remove())  # also where a context outlives its request, as in tests and commands
    assert models.__all__, "the tables are known before the first session"
    catalogue.discover()
    api.register(app)
    return app
