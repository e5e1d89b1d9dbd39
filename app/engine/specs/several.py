"""Activities that are done for each item of a list: multi-instances, parallel and one after the other.

The list of results is empty at each start and stands in order of completion. The completion condition sees the case's data, the list so far,
and `numberOfInstances`, `numberOfCompletedInstances`, `numberOfActiveInstances`.
"""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.activities import PersonTask, keep_round
from app.engine.specs.base import Spec
from app.engine.specs.live import Activity
from app.engine.spiff import TaskState
from app.errors import ExpressionRefused

MAX_ITEMS = 1_000


class Several(Spec):
    """A multi-instance. Its children are the items, each with `index` and `item`; `todo` holds those not begun yet."""

    at_once = True
    whole = True

    def __init__(self, wf_spec: Any, bpmn_id: str, task_spec: str, cardinality: Any, data_input: Any, data_output: Any, input_item: Any,
                 output_item: Any, condition: str | None, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.task_spec, self.cardinality, self.condition = task_spec, cardinality, condition
        self.input_name = data_input.bpmn_id if data_input else None
        self.output_name = data_output.bpmn_id if data_output else None
        self.item_name = input_item.bpmn_id if input_item else None
        self.entry_name = output_item.bpmn_id if output_item else None

    @property
    def inner(self) -> Spec:
        """The activity that is done for each item."""
        found: Spec = self._wf_spec.task_specs[self.task_spec]
        return found

    @property
    def key(self) -> str | None:
        """Where the list lies; None when nothing comes back."""
        inner = self.inner
        if isinstance(inner, PersonTask) and not inner.foreign:
            return inner.key
        return self.output_name

    def items(self, task: Activity) -> list[Any]:
        """The items; refused when they are no list, or more than 1,000."""
        language = task.workflow.script_engine
        found = language.evaluate(task, self.input_name or self.cardinality)
        if self.input_name is None and isinstance(found, int) and not isinstance(found, bool):
            found = list(range(min(found, MAX_ITEMS + 1)))
        if not isinstance(found, list):
            name = self.facts.name or self.element
            raise ExpressionRefused(f"多实例「{name}」的输入 {self.input_name or self.cardinality} 不是清单", f"The input of {self.element} is no list")
        if len(found) > MAX_ITEMS:
            raise ExpressionRefused(f"多实例「{self.facts.name or self.element}」超过 {MAX_ITEMS} 项", f"{self.element} has more than {MAX_ITEMS} items")
        return found

    def _update_hook(self, my_task: Any) -> None:
        super()._update_hook(my_task)
        items = self.items(my_task)
        my_task.internal_data.update(total=len(items), next=0, done=0, todo=items)
        if self.key:
            my_task.data[self.key] = []
        my_task._set_state(TaskState.STARTED)
        self._go_on(my_task)

    def _go_on(self, task: Activity) -> None:
        """Begin what is to begin; when nothing is open or to do, the activity is complete."""
        own = task.internal_data
        while own["todo"] and (self.at_once or not open_items(task)):
            item, own["todo"] = own["todo"][0], own["todo"][1:]
            self._begin(task, item)
        if not open_items(task) and not own["todo"] and task._state == TaskState.STARTED:
            task._ready()

    def _begin(self, task: Activity, item: Any) -> None:
        own = task.internal_data
        child = task.add(self.inner)
        child.internal_data.update(index=own["next"], item=item)
        own["next"] += 1
        child.task_spec._update(child)

    def merge_child(self, task: Activity, child: Activity) -> None:
        """One item is complete."""
        own = task.internal_data
        own["done"] += 1
        if self.key:
            task.data = {**task.data, self.key: [*task.data[self.key], child.task_spec.entry(child, self.entry_name)]}
        elif self.entry_name is None and getattr(self.inner, "foreign", False):
            task.data = {name: value for name, value in child.data.items() if name != self.item_name}
        self.look(task)

    def look(self, task: Activity) -> None:
        """Enough, or all, or go on."""
        if self._enough(task):
            task.internal_data["todo"] = []
            for child in open_items(task):
                child.cancel()
        self._go_on(task)

    def _enough(self, task: Activity) -> bool:
        own = task.internal_data
        if self.condition is None or not own["done"]:
            return False
        active = len(open_items(task))
        counts = {"numberOfInstances": own["total"], "numberOfCompletedInstances": own["done"], "numberOfActiveInstances": active}
        return bool(task.workflow.script_engine.evaluate(task, self.condition, counts))

    def drop(self, task: Activity, child: Activity) -> None:
        """Cancel one item: it is no longer counted."""
        task.internal_data["total"] -= 1
        child.cancel()
        self.look(task)

    def append(self, task: Activity, item: Any) -> None:
        """One more item."""
        task.internal_data["total"] += 1
        task.internal_data["todo"] = [*task.internal_data["todo"], item]
        self._go_on(task)

    def is_reminded(self, task: Activity) -> bool:
        """As a whole only where roles are named."""
        return bool(self.facts.properties.get("remindTells"))

    def counts(self, task: Activity) -> bool:
        """Its items are counted, not itself; unless there are none."""
        return not task.internal_data.get("next")

    def _on_complete_hook(self, my_task: Any) -> None:
        if self.key:
            keep_round(my_task, self.facts.properties, self.key, my_task.data[self.key])


class OneAfterTheOther(Several):
    """A sequential multi-instance."""

    at_once = False


def open_items(task: Activity) -> list[Activity]:
    """The items that are not finished."""
    return [child for child in task.children if "index" in child.internal_data and not child.finished]
