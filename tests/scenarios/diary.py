"""Scenarios as diaries: what happens at which moment. Several diaries are played in one county, in the order of their moments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.scenarios.play import Stage


def at(moment: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A page of a diary: `2025-06-10 09:00:00`, Shanghai."""

    def mark(page: Callable[..., None]) -> Callable[..., None]:
        page.moment = moment  # type: ignore[attr-defined]
        return page

    return mark


class Diary:
    """Pages are the methods marked with `at`; of one moment in the order in which they are written."""

    stage: Stage

    def pages(self) -> list[tuple[str, Callable[[], None]]]:
        """(moment, what is done); a page that is written anew takes the place of the old one."""
        found = {name: page.moment for kind in reversed(type(self).__mro__) for name, page in vars(kind).items() if hasattr(page, "moment")}
        return sorted(((moment, getattr(self, name)) for name, moment in found.items()), key=lambda page: page[0])


def play(stage: Stage, *diaries: Diary) -> None:
    """All pages of all diaries by their moments; of one moment in the order of the diaries."""
    pages: list[tuple[str, int, Callable[[], None]]] = []
    for number, diary in enumerate(diaries):
        diary.stage = stage
        pages += [(moment, number, page) for moment, page in diary.pages()]
    stood = ""
    for moment, _, page in sorted(pages, key=lambda p: p[:2]):
        if moment != stood:
            stage.clock(moment)
            stood = moment
        page()


def shown(stage: Stage, case: str, element: str, who: str) -> dict[str, Any]:
    """What the open form shows at first."""
    [task] = stage.tasks(case, element)
    return dict(stage.person(who).get(f"/tasks/{task['id']}")["form"]["data"])


def project(stage: Stage, case: str) -> dict[str, Any]:
    """The project's record of a case."""
    number = stage.case(case)["project"]["id"]
    return next(row for row in stage.records("project") if row["id"] == number)


def of_project(stage: Stage, kind: str, case: str) -> list[dict[str, Any]]:
    """The project's rows of a kind, oldest first."""
    return sorted(stage.records(kind, project=stage.case(case)["project"]["id"]), key=lambda row: int(row["id"]))
