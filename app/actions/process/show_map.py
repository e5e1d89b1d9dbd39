"""The map: the phases of the running release and how many projects stand at each step (annex 4 of the notice)."""

from __future__ import annotations

from typing import Any

from app import engine
from app.access.reading import readable_cases
from app.db import reading
from app.engine.looking.chart import Chart, Phase, Step
from app.ground.case_clock import case_now
from app.ground.releases import current
from app.models import Release
from app.people import Actor
from app.views.places import Place, Standing, places
from app.views.tasks import moment

NOBODY = Place(0, 0)


def show_map(actor: Actor) -> dict[str, Any]:
    """Counts are of the cases that this person may read; a release that names no phases has an empty map."""
    with reading() as session:
        number, release = current(session)
        chart = engine.chart_of(release)
        standing = places(session, release, chart, readable_cases(actor), case_now(session)) if chart else Standing({}, 0, 0)
        published = session.get_one(Release, number).published_at
    return {
        "release": {"id": str(number), "published_at": moment(published)}, "process": chart and chart.process, "name": chart and chart.name,
        "projects": standing.total, "elsewhere": standing.elsewhere,
        "phases": [_phase(phase, standing) for phase in chart.phases] if chart else [], "ways": _ways(chart) if chart else [],
    }  # fmt: skip


def _phase(phase: Phase, standing: Standing) -> dict[str, Any]:
    return {
        "phase": phase.key,
        **_node(phase, standing),
        "steps": [_step(step, standing) | {"parts": [_step(p, standing) for p in step.parts]} for step in phase.steps],
    }


def _step(step: Step, standing: Standing) -> dict[str, Any]:
    return {**_node(step, standing), "kind": step.kind}


def _node(node: Phase | Step, standing: Standing) -> dict[str, Any]:
    here = standing.at.get(node.way, NOBODY)
    return {"element": "/".join(node.way), "name": node.name, "clauses": list(node.clauses), "projects": here.cases, "overdue": here.overdue}


def _ways(chart: Chart) -> list[dict[str, Any]]:
    return [{"from": way.source, "to": way.to, "name": way.name, "back": way.back} for way in chart.ways]
