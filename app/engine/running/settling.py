"""After a command: run what machines can run, until only people, calls, timers and messages are waited for."""

from __future__ import annotations

from app.engine.running.prune import prune
from app.engine.running.state import State, activities
from app.engine.spiff import SpiffWorkflowException, TaskState
from app.errors import EngineStuck

MAX_ACTIVITIES = 10_000
PRUNE_EVERY = 400


def settle(state: State) -> None:
    """Run everything that is ready, in the order it became ready. EngineStuck after 10,000 activities, or when nothing is left to wait for."""
    ledger = state.ledger
    ready = ledger.ready
    ran = 0
    while ready:
        task = ready.popleft()
        if task._state != TaskState.READY or task.id not in task.workflow.tasks:
            continue
        ran += 1
        if ran > MAX_ACTIVITIES:
            raise EngineStuck(
                f"流程在一步中运行了 {MAX_ACTIVITIES} 个环节仍未停下，可能是没有任务的循环",
                f"The process ran {MAX_ACTIVITIES} activities without stopping: a loop without a task?",
                element=task.task_spec.name,
            )
        if ran % PRUNE_EVERY == 0:
            prune(state.case)
        try:
            task.run()
        except SpiffWorkflowException as error:
            raise EngineStuck(f"流程无法继续：{error}", f"The process cannot go on: {error}", element=task.task_spec.name) from error
    if not state.ended and not any(_waits(task) for task in activities(state)):
        raise EngineStuck("流程没有结束，也没有任何等待的事项", "The process has not ended, and nothing is waited for")


def _waits(task: object) -> bool:
    own = task.internal_data  # type: ignore[attr-defined]
    return "open" in own or "call" in own or "due" in own or "cycle" in own or "wait" in own or "ask" in own
