"""A county whose cases stand in as many places as they can: eight years of cycles, and projects that were left standing on their way.

Whoever stores a landed version plays it with that version's program (`store.py`); it goes through the interface, as people do.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from sqlalchemy import select

from app.actions.case.run_call import run_call
from app.db import transaction
from app.models import ServiceCall
from tests.histories.desk import Desk
from tests.histories.f9afdbe.answers import notice, registration

OFFICES = ("wjw", "jyj", "scj", "rsj", "gaj", "zjj", "cgj", "zrj", "jtj")
RETURNED = {"decision": "退回", "opinion": "请修改"}


class Play:
    """Named projects, their cases, the years; each step is what somebody does at a moment."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.stage = desk, desk.stage
        self.cases: dict[str, str] = {}
        self.offices: dict[str, str] = {}
        self.years: dict[int, str] = {}

    def at(self, moment: str) -> None:
        """The clock goes on, and everything that becomes due happens."""
        self.stage.clock(moment)

    def announce(self, plan_year: int) -> None:
        """P10 of a year is started."""
        self.years[plan_year] = self.stage.start("sgj.handler", "annual_cycle", notice(plan_year))

    def register(self, *names: str, office: str = "", **changes: Any) -> None:
        """Projects are registered, each in the next department."""
        for name in names:
            dept = office or OFFICES[len(self.cases) % len(OFFICES)]
            self.offices[name] = dept
            self.cases[name] = self.stage.start(f"{dept}.handler", "egov_lifecycle", registration(dept, f"信息化项目{name}", **changes))

    def walk(self, names: str | tuple[str, ...], to: str, **changes: dict[str, Any]) -> None:
        """These projects go on until `to` is open."""
        for name in (names,) if isinstance(names, str) else names:
            self.desk.walk(self.cases[name], to, **changes)

    def do(self, name: str, element: str, who: str | None = None, **changes: Any) -> None:
        """One task of a project is completed."""
        self.desk.do(self.cases[name], element, who, **changes)

    def again(self, name: str, back: str, there: str, times: int = 1, **said: Any) -> None:
        """The task `back` sends the project back to `there`, so many times; then `there` is open."""
        for _ in range(times):
            self.walk(name, back)
            self.do(name, back, **said)
            assert there in self.stage.open(self.cases[name]), (name, self.stage.open(self.cases[name]))

    def batch(self, process: str, until: str = "") -> str:
        """A list is begun and goes on until this task is open."""
        case = str(self.stage.start("sgj.handler", process, {}))
        if until:
            self.desk.walk(case, until)
        return case

    def meet(self) -> None:
        """Everything that waits for the meeting is put on a list and sent."""
        self.batch("meeting_batch", "nothing")
        self.stage.settle()

    def approve(self) -> None:
        """Everything in the pool is asked for together and approved."""
        self.batch("unified_approval_batch", "nothing")
        self.stage.settle()

    def declare(self, *names: str) -> None:
        """From the registration to the stamp, on one day."""
        self.register(*names)
        self.walk(names, "P12_T6")

    def appraise(self, *names: str, to: str = "P14_T1") -> None:
        """From the pre-review to the frozen final version, on one day."""
        self.walk(names, "nothing")
        self.meet()
        self.walk(names, to)

    def by_owner(self, case: str, act: str, **said: Any) -> None:
        """The process owner suspends, resumes, cancels or moves a case."""
        self.stage.person("owner").post(f"/instances/{case}/{act}", {"reason": "演练", **said})

    def task(self, name: str, element: str) -> dict[str, Any]:
        """The project's open task."""
        return dict(self.stage.tasks(self.cases[name], element)[0])

    def draft(self, name: str, element: str, who: str, **said: Any) -> None:
        """Somebody begins to fill a form in."""
        self.stage.person(who).post(f"/tasks/{self.task(name, element)['id']}/draft", {"data": said})

    def number(self, name: str) -> str:
        """The id of the project's record."""
        return str(self.stage.case(self.cases[name])["project"]["id"])

    def with_office_system(self, address: str) -> None:
        """Where 协同办公系统 answers, from now on; empty: nowhere."""
        self.stage.app.config["OA_URL"] = address

    @contextmanager
    def talking_nonsense(self) -> Iterator[None]:
        """An office system whose answers are no HTTP."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            Thread(target=_mumble, args=(server,), daemon=True).start()
            self.with_office_system(f"http://127.0.0.1:{server.getsockname()[1]}/")
            yield
            self.with_office_system("")

    def give_up_calls(self, case: str) -> None:
        """The open call of a case is tried until the program tells a person."""
        for _ in range(10):
            with transaction() as session:
                waiting = select(ServiceCall.id).where(ServiceCall.instance_id == int(case), ServiceCall.status == "open")
                calls = list(session.scalars(waiting))
            for call in calls:
                run_call(call)
        assert self.stage.case(case)["status"] == "incident"


def _mumble(server: socket.socket) -> None:
    """Answers everybody with a word, until the door is closed."""
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        with caller:
            caller.recv(4096)
            caller.sendall(b"mumble\r\n\r\n")
