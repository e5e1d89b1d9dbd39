"""Play the appraisal (P13, P13B) as its persons do; each function does one step, whole() all of them."""

from __future__ import annotations

from typing import Any

from tests.scenarios import forms
from tests.scenarios.play import Stage

EXPERTS = [f"expert.{n}" for n in range(3, 8)]
UNITS = {"P13_T4a": "fgw.reviewer", "P13_T4b": "czj.reviewer", "P13_T4c": "sgj.leader"}


def check(stage: Stage, case: str, decision: str = "通过", status: int = 200, **changes: Any) -> Any:
    """P13_T1: the pre-review, over what the form shows at first."""
    return stage.do(case, "P13_T1", "sgj.handler", forms.checklist(decision, **changes), status, prefill=True)


def convene(stage: Stage, case: str, day: str, experts: list[str] | None = None, status: int = 200) -> Any:
    """P13_T2: a panel for this day."""
    return stage.do(case, "P13_T2", "sgj.handler", forms.arrangement(day, experts or EXPERTS), status)


def hear(stage: Stage, case: str, against: dict[str, str] | None = None, **changes: Any) -> None:
    """P13_T3 and P13_T4: everybody who is asked says 通过, but who is named in `against`."""
    said = against or {}
    for task in stage.tasks(case, "P13_T3"):
        stage.do(case, "P13_T3", task["assignee"], forms.appraised(said.get(task["assignee"], "通过"), **changes))
    for element, who in UNITS.items():
        stage.do(case, element, who, forms.appraised(said.get(who, "通过"), **changes))


def sign(stage: Stage, case: str, conclusion: str = "通过", **changes: Any) -> None:
    """P13_T5 and P13_T5b: the opinion is drafted and signed."""
    stage.do(case, "P13_T5", "sgj.handler", forms.conclusion(conclusion, **changes), prefill=True)
    stage.do(case, "P13_T5b", "sgj.leader", forms.sign("同意"))


def submit(stage: Stage) -> str:
    """P13B: all that waits goes to the meeting; gives the batch's case."""
    batch = stage.start("sgj.handler", "meeting_batch", {})
    stage.do(batch, "P13B_T1", "sgj.handler", {}, prefill=True)
    stage.do(batch, "P13B_T2", "sgj.leader", forms.sign("同意"))
    stage.settle()
    return batch


def meet(stage: Stage, case: str, day: str, result: str = "同意", **changes: Any) -> None:
    """P13_T6: what the meeting decided."""
    stage.do(case, "P13_T6", "xzf.meeting", forms.meeting(result, day) | changes)


def finish(stage: Stage, case: str, dept: str, **changes: Any) -> None:
    """P13_T7 and P13_T8: the final version is filed, checked and frozen."""
    stage.do(case, "P13_T7", f"{dept}.handler", forms.final(stage.person(f"{dept}.handler").upload(), **changes), prefill=True)
    agree(stage, case)


def agree(stage: Stage, case: str) -> None:
    """P13_T8: every item is resolved."""
    [task] = stage.tasks(case, "P13_T8")
    rows = stage.person("sgj.handler").get(f"/tasks/{task['id']}")["form"]["data"]["consistent_items"]
    stage.do(case, "P13_T8", "sgj.handler", {"consistent_items": [row | {"resolved": True} for row in rows], "decision": "符合"})


def whole(stage: Stage, case: str, dept: str, day: str, *, separate: bool = False, **changes: Any) -> None:
    """From the pre-review to the frozen final version, in one day; `changes` go into F34."""
    check(stage, case)
    convene(stage, case, day)
    hear(stage, case, separate="单独立项" if separate else "不单独立项")
    sign(stage, case, needs_separate_approval=separate, **changes)
    submit(stage)
    meet(stage, case, day)
    finish(stage, case, dept)
