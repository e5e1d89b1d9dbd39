"""The case's project: known from the start data, or since a service of the case made it; its department is the case's department."""

from __future__ import annotations

from typing import Any

from app.casework.case import Case
from app.models.search import search_vector
from app.records.project import get_project


def adopt_project(case: Case) -> None:
    """Give the instance its project, department, build unit and title, once; the input that caused it names them. A refusal if the id names no project."""
    instance = case.instance
    if instance.project_id is not None or (found := case.project_id) is None:
        return
    project = get_project(case.session, found)
    instance.project_id, instance.dept, instance.build_unit = project.id, project.dept, project.build_unit
    instance.title = project.name
    instance.search = searched(case, project.name)
    cause = next(note for note in reversed(case.notes) if "after" in note.payload)
    joined = {"id": project.id, "title": project.name, "dept": project.dept, "build_unit": project.build_unit}
    cause.payload = {**cause.payload, "project": joined}


def searched(case: Case, *texts: str | None) -> Any:
    """What `q` finds a case by."""
    return search_vector(*texts, case.instance.business_key, case.release.process(case.instance.process).name)
