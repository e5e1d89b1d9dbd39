"""Who asks for a check: the process owner before publishing, a stranger over HTTP's action, the command line over files."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.actions.release.check_files import calendar_findings, check_files, require_publishable
from app.actions.release.check_paths import check_paths
from app.actions.release.publish import publish_folder
from app.errors import DiagramRefused, NotFound, RequestMalformed, XmlRefused
from app.models import Release
from app.periods import Calendar
from tests.rules.drawing import between, diagram, user

HOME = Path(__file__).parents[2]


def test_a_bundle_with_errors_is_not_published_and_says_each(database: object) -> None:
    text = diagram(between(user("p_T1", roles="nobody"), user("Start", formJsonSchemaFilename="F99.json"), ids=("p_T1", "Start")))
    with pytest.raises(DiagramRefused) as refused:
        require_publishable({"processes/p.bpmn": text})
    shown = refused.value.as_problem("/api/v1/releases", "en")["findings"]
    assert {(f["rule"], f["element"]) for f in shown if f["severity"] == "error"} == {
        ("roles", "p_T1"),
        ("forms", "p_T1"),
        ("forms", "Start"),
        ("ids", "Start"),
    }
    assert all(f["file"] == "processes/p.bpmn" and f["message"] and f["fix"] for f in shown)


def test_before_anything_is_published_files_are_checked_against_the_catalogue_alone(app: Flask) -> None:
    found = check_files({"p.bpmn": diagram(between(user("p_T1"), ids=("p_T1",)))})
    assert [(f.rule, f.element) for f in found if f.severity == "error"] == [("forms", "p_T1")]


def test_a_check_knows_the_forms_and_processes_of_the_current_release_and_stores_nothing(app: Flask, db: object) -> None:
    published = publish_folder(HOME, "first")
    assert published.release is not None
    call = '<bpmn:callActivity id="P11" name="谋划" calledElement="project_planning"/>'
    found = check_files({"p.bpmn": diagram(between(user("p_T1"), call, ids=("p_T1", "P11")))})
    assert [f for f in found if f.severity == "error"] == []
    assert db.query(Release).count() == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [0, 301])
def test_a_check_takes_one_to_three_hundred_files(app: Flask, count: int) -> None:
    with pytest.raises(RequestMalformed):
        check_files({f"{i}.json": "{}" for i in range(count)})


def test_attacking_xml_is_refused_in_the_language_of_the_reader(app: Flask) -> None:
    with pytest.raises(XmlRefused) as refused:
        check_files({"p.bpmn": '<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'})
    zh, en = (refused.value.as_problem("/api/v1/checks", language) for language in ("zh", "en"))
    assert "DOCTYPE" in zh["findings"][0]["message"] and zh["findings"][0]["fix"] != en["findings"][0]["fix"]


def test_a_case_that_came_otherwise_is_a_finding(tmp_path: Path) -> None:
    for folder in ("processes", "forms"):
        shutil.copytree(HOME / folder, tmp_path / folder)
    book = tmp_path / "processes" / "cases" / "project_planning.json"
    assert [f for f in check_paths([tmp_path]) if f.severity == "error"] == []
    book.write_text(book.read_text(encoding="utf-8").replace('"outcome": "通过"', '"outcome": "终止"', 1), encoding="utf-8")
    [finding] = [f for f in check_paths([tmp_path]) if f.severity == "error"]
    assert (finding.rule, finding.file) == ("cases", "processes/cases/project_planning.json") and "通过" in finding.message


def test_a_bundle_whose_cases_come_otherwise_is_not_published(app: Flask, db: object, tmp_path: Path) -> None:
    for folder in ("processes", "forms"):
        shutil.copytree(HOME / folder, tmp_path / folder)
    book = tmp_path / "processes" / "cases" / "project_planning.json"
    whole = book.read_text(encoding="utf-8")
    book.write_text(whole.replace('"outcome": "通过"', '"outcome": "终止"', 1), encoding="utf-8")
    with pytest.raises(DiagramRefused) as refused:
        publish_folder(tmp_path, "first", play=True)
    assert [f.rule for f in refused.value.facts["findings"]] == ["cases"]
    assert db.query(Release).count() == 0  # type: ignore[attr-defined]
    book.write_text(whole, encoding="utf-8")
    published = publish_folder(tmp_path, "first", play=True).release
    assert published is not None and not [path for path in published.manifest if path.startswith("processes/cases/")]


def test_one_file_on_disk_is_checked_within_the_folder_it_lies_in() -> None:
    assert [f for f in check_paths([HOME / "processes" / "project_declaration.bpmn"]) if f.severity == "error"] == []


def test_a_path_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.bpmn"):
        with pytest.raises(NotFound):
            check_paths([path])


def test_a_calendar_that_does_not_know_the_coming_year_is_a_warning() -> None:
    calendar = Calendar.from_json((HOME / "processes" / "calendar.json").read_text(encoding="utf-8"))
    assert calendar_findings(calendar, datetime(2025, 6, 1, tzinfo=UTC)) == []
    [finding] = calendar_findings(calendar, datetime(2026, 6, 1, tzinfo=UTC))
    assert finding.severity == "warning" and "2027" in finding.message
