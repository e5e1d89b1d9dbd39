"""One run: driven in memory, followed by all other arms step by step; and what must hold of any case at any time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.errors import HouseError
from tests.oracle.arms import BEGINNING, Arm, Elsewhere, Mixed, Other, Replayed, Stored
from tests.oracle.balance import Balance
from tests.oracle.drive import Driver
from tests.oracle.plan import Plan
from tests.oracle.render import files
from tests.oracle.seen import Act, first_difference, packed


@dataclass
class Run:
    """What came of a run. `problem` is None when all agree; `kind` groups problems of the same cause."""

    problem: str | None = None
    kind: str = ""
    step: int = 0
    ended: bool = False
    log: list[Act] = field(default_factory=list)
    acts: dict[str, int] = field(default_factory=dict)


def play(plan: Plan, seed: str, other: Other) -> Run:
    """Play a plan once."""
    run = Run()
    try:
        bundle, data = files(plan), dict(plan.data)
        lead = Arm(bundle, seed, data)
        arms: dict[str, Arm] = {
            "stored": Stored(bundle, seed, data), "replayed": Replayed(bundle, seed, data), "mixed": Mixed(bundle, seed, data),
            "elsewhere": Elsewhere(bundle, seed, data, other),
        }  # fmt: skip
    except HouseError as refused:
        run.problem, run.kind = f"refused at the start: {refused.detail_en} {refused.facts}", f"start {type(refused).__name__}"
        return run
    driver, balance = Driver(plan, seed), Balance(plan)
    view, now = lead.first(), BEGINNING
    _compare(run, view, {name: arm.first() for name, arm in arms.items()})
    while run.problem is None:
        if "refused" in view["answer"] and run.acts.get("move"):
            run.ended = True  # a moved token may come to where it lacks data: refused, and by all alike
            return run
        _sound(run, balance, view)
        if run.problem or lead.state.ended:
            break
        act = driver.next(lead.state, now, run.step)
        if act is None:
            break
        now = act.now
        run.step += 1
        run.log.append(act)
        run.acts[act.kind] = run.acts.get(act.kind, 0) + 1
        view = lead.act(act)
        _compare(run, view, {name: arm.act(act) for name, arm in arms.items()})
    run.ended = lead.state.ended
    return run


def _compare(run: Run, view: dict[str, Any], others: dict[str, dict[str, Any]]) -> None:
    wanted = packed(view)
    for name, seen in others.items():
        if packed(seen) != wanted:
            where = first_difference(view, seen)
            run.problem, run.kind = f"{name} differs from memory at {where}", f"{name} {where.split(':')[0].split('[')[0]}"
            return


def _sound(run: Run, balance: Balance, view: dict[str, Any]) -> None:
    answer = view["answer"]
    if "answer" not in answer:
        run.problem, run.kind = f"the command raised: {answer}", f"raised {answer.get('refused') or answer['broken'].split(':')[0]}"
        return
    wrong = balance.look(view)
    if wrong:
        run.problem, run.kind = wrong, f"balance {wrong.split(':')[0]}"
