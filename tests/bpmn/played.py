"""Plays a row: its diagram from the start to the end, a snapshot between any two moves."""

from __future__ import annotations

from app import engine
from tests.bpmn.row import Row
from tests.engine.world import World


def completed(row: Row) -> list[str]:
    """The elements that are completed, in order, but for the start; the case must have ended."""
    world = World(engine.parse(row.files(row.body), name="row"), dict(row.data), process="p")
    found = done(world)
    for move in row.moves:
        verb, *words = move.split()
        if verb == "do":
            world.do(words[0], decision="退回" if words[1:] == ["no"] else "同意")
        elif verb == "finish":
            world.finish(words[0], {})
        elif verb == "fail":
            assert world.fails(words[0], words[1]), "the error is caught"
        elif verb == "fire":
            world.fire(words[0])
        elif verb == "deliver":
            world.deliver(words[0], a=1)
        else:
            assert verb == "-", move
            continue
        found += done(world)
    assert world.state.ended, f"open: {world.open} {world.calls} {world.timers} {world.waits}"
    return [name for name in found if name != "begin"]


def done(world: World) -> list[str]:
    """What the last step completed."""
    return [visit.element for visit in world.last.visits if visit.what == "completed"]
