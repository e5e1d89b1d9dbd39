"""An operator moves tokens about in random diagrams: what is not refused runs on, alike in memory, stored and replayed, and nothing gets stuck."""

from __future__ import annotations

import os
import random

from app import engine
from app.engine.running.state import activities
from app.errors import EngineStuck, HouseError, MoveRefused, TaskNotOpen
from tests.oracle.arms import BEGINNING, Arm, Replayed, Stored
from tests.oracle.drive import Driver
from tests.oracle.grow import grow
from tests.oracle.render import files
from tests.oracle.seen import Act, packed

MOVES = int(os.environ.get("MOVE_RUNS", "60"))


def a_move(state: engine.State, draw: random.Random, now: object) -> Act | None:
    """Any open activity, any element of its process."""
    open_ones = sorted((t.address, t.flow.process) for t in activities(state))
    if not open_ones:
        return None
    address, process = draw.choice(open_ones)
    return Act("move", address, draw.choice(sorted(state.release.elements(process))), now)  # type: ignore[arg-type]


def outcome(arms: list[Arm], act: Act) -> dict[str, object]:
    """What all arms give; they must agree."""
    first, *others = (arm.act(act) for arm in arms)
    for other in others:
        assert packed(other) == packed(first), act
    answer: dict[str, object] = first["answer"]
    return answer


def test_what_an_operator_may_move_runs_on_and_nothing_gets_stuck() -> None:
    moved, refused, steps, ended = 0, 0, 0, 0
    for number in range(MOVES):
        seed = f"move-{number}"
        plan, draw = grow(seed, 14, 3), random.Random(seed)
        bundle, data = files(plan), dict(plan.data)
        try:
            arms = [kind(bundle, seed, data) for kind in (Arm, Stored, Replayed)]
        except HouseError:
            continue
        driver, now, state = Driver(plan, seed), BEGINNING, arms[0].state
        for step in range(120):
            state = arms[0].state
            if state.ended:
                ended += 1
                break
            wanted = a_move(state, draw, now) if step < 40 and draw.random() < 0.4 else None
            if wanted is not None and not allowed(arms[1], wanted):
                refused += 1
                wanted = None
            moved += wanted is not None
            act = wanted or driver.next(state, now, step)
            if act is None:
                assert list(activities(state)), (seed, "nothing is open and the case has not ended")
                break
            now, steps = act.now, steps + 1
            answer = outcome(arms, act)
            if "answer" not in answer:
                assert "EngineStuck" not in str(answer), (seed, act, answer)
                break  # an expression over what was never written: refused, as it should be
    print(f"\nmoves {moved}, refused {refused}, steps {steps}, ended {ended} of {MOVES}")
    assert moved > MOVES / 2 and refused > MOVES / 2 and ended > MOVES / 4


def allowed(arm: Arm, act: Act) -> bool:
    """Try it on a copy: a state that refused is spoilt."""
    state = engine.restore(arm.release, engine.freeze(arm.state), now=act.now, calendar=arm.state.ledger.calendar)
    try:
        engine.move(state, act.address, act.what)
    except (MoveRefused, TaskNotOpen):
        return False
    except EngineStuck as stuck:
        raise AssertionError(f"stuck after {act}: {stuck.detail_en}") from stuck
    except HouseError:
        return False
    return True
