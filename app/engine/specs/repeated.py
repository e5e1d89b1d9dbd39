"""Standard loops: an activity that is done again while a condition is true."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.base import Spec
from app.engine.specs.live import Activity
from app.engine.spiff import TaskState


class Repeated(Spec):
    """A standard loop: again while the condition is true, at most `maximum` times."""

    item_name = None

    def __init__(self, wf_spec: Any, bpmn_id: str, task_spec: str, maximum: int | None, condition: str | None, test_before: bool, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.task_spec, self.maximum, self.condition, self.test_before = task_spec, maximum, condition, test_before

    def _update_hook(self, my_task: Any) -> None:
        super()._update_hook(my_task)
        my_task.internal_data["done"] = 0
        my_task._set_state(TaskState.STARTED)
        if self.test_before and not self._again(my_task):
            my_task._ready()
        else:
            self._begin(my_task)

    def _begin(self, task: Activity) -> None:
        child = task.add(self._wf_spec.task_specs[self.task_spec])
        child.internal_data["index"] = task.internal_data["done"]
        child.task_spec._update(child)

    def _again(self, task: Activity) -> bool:
        if self.maximum is not None and task.internal_data["done"] >= self.maximum:
            return False
        return self.condition is None or bool(task.workflow.script_engine.evaluate(task, self.condition))

    def counts(self, task: Activity) -> bool:
        """Its rounds are counted, not itself."""
        return "done" not in task.internal_data

    def is_round(self, task: Activity) -> bool:
        """Its rounds were counted one by one."""
        return False

    def is_reminded(self, task: Activity) -> bool:
        """Each round begins to wait anew."""
        return False

    def merge_child(self, task: Activity, child: Activity) -> None:
        """One round is complete."""
        task.internal_data["done"] += 1
        task.data = child.data
        if self._again(task):
            self._begin(task)
        else:
            task._ready()
