"""Some hundred mutated diagrams through the check; `python -m tests.attack` sends thousands, and every attack file."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.attack.door import Door
from tests.attack.mutate import mutants
from tests.attack.spoilt import publish_surroundings, send, send_sound, sources
from tests.build import sign_in

SEED, COUNT = "small", 300


@pytest.mark.slow
def test_spoilt_diagrams_are_answered_with_findings_in_time_and_never_by_an_accident(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    publish_surroundings()
    door, known = Door(sign_in(app, "owner")), sources()
    send_sound(door, known)
    for _ in send(door, known, SEED, COUNT):
        pass
    with capsys.disabled():
        print("", *door.lines(), sep="\n")
    assert door.faults == []
    assert door.answers[200] > COUNT / 2 and door.answers[422] > 20 and door.findings > COUNT


def test_a_seed_spoils_the_same_again_and_every_time_something() -> None:
    texts = {name: source.text for name, source in sources().items()}
    one, two = (list(mutants("twice", texts, 60)) for _ in range(2))
    assert one == two
    assert sum(mutant.text != texts[mutant.source] for mutant in one) == 60
