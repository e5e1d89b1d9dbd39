"""What everybody may know of this server."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import func, select

from app.db import reading
from app.ground.case_clock import case_now, training
from app.ground.releases import definition
from app.models import Person, Release
from app.views.tasks import moment


def show_meta() -> dict[str, Any]:
    """Name, clock, release; `rule_version`: the notice it works by, a parameter of the current release (R1).

    `demo`: whether the demo people are here and their password is the known one.
    """
    with reading() as session:
        release, demo = session.execute(
            select(select(func.max(Release.id)).scalar_subquery(), select(Person.username).where(Person.username == "wjw.handler").exists())
        ).one()
        now = case_now(session)
        rule = str(definition(release).parameters.get("rule_version", "")) if release else ""
    return {
        "name": "霍邱县电子政务项目全流程管理", "name_en": "Huoqiu e-government projects", "training": training(), "now": moment(now),
        "rule_version": rule, "release": release, "languages": ["zh", "en"],
        "demo": bool(demo) and current_app.config["DEMO_PASSWORD"] == "demo",  # noqa: S105 - the published one
    }  # fmt: skip
