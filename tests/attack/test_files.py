"""Files that are meant to harm, through the check: refused or answered with findings, in time, and nothing is fetched."""

from __future__ import annotations

import socket

import pytest
from flask import Flask

from tests.attack.door import Door
from tests.attack.files import attacks
from tests.build import county, sign_in
from tests.expressions.attacks import REACHING


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check speaks to nobody; the database has a socket of its own, and a driver of its own."""

    def refuse(*_: object) -> None:
        raise AssertionError("the check went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.slow
def test_attacking_files_are_refused_or_answered_in_time_and_fetch_nothing(app: Flask, no_network: None, capsys: pytest.CaptureFixture[str]) -> None:
    county()
    door, known = Door(sign_in(app, "owner")), attacks()
    for name, files in known.items():
        door.put(name, files)
    with capsys.disabled():
        print("", *door.lines(), sep="\n")
    assert door.faults == []
    assert len(known) > 500 and door.answers[422] > 100 and door.answers[413] >= 2


def test_every_escape_is_found_at_the_place_of_the_diagram_where_it_stands(app: Flask) -> None:
    """But for two that no XML can hold."""
    county()
    door, missed = Door(sign_in(app, "owner")), []
    for name, files in attacks().items():
        if name.startswith("expression ") and int(name.split()[1]) < len(REACHING):
            found = door.put(name, files) or []
            if not any(f["severity"] == "error" and f["rule"] in ("expressions", "scripts") for f in found):
                missed.append(REACHING[int(name.split()[1])])
    assert missed == ["x\x00y", "\ud800"] and door.faults == []
