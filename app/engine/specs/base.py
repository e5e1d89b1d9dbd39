"""What every element of a diagram can do in the engine. Specs are shared by all cases and threads: nothing here writes to `self` after parsing."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.facts import ElementFacts
from app.engine.specs.live import Activity
from app.engine.specs.reminding import remind
from app.engine.spiff import SpiffBpmnTask, TaskState


class Spec(SpiffBpmnTask):
    """One node. `element` is the id in the diagram (None for nodes of ours), `facts` what the diagram says of it."""

    element: str | None = None
    facts: ElementFacts
    gathers = False  # a join: waits for other branches, and is entered only when it goes on
    reminds = False  # says so in the diagram
    embedded = False  # owns an embedded subprocess

    def mark(self, task: Activity) -> str:
        """The own part of the address of a new activation."""
        if "index" in task.internal_data:
            parent: Any = task.parent
            return f"{parent.mark}#{task.internal_data['index']}"
        return task.flow.ledger.activation(task.flow.address, str(self.element))

    def entered(self, task: Activity) -> None:
        """The activity was reached."""
        task.flow.ledger.note(task.flow.process, str(self.element), task.address, "entered")
        if self.reminds and self.is_reminded(task):
            remind(task, self.facts)

    def is_reminded(self, task: Activity) -> bool:
        """Of a multi-instance each item reminds its own people; where roles are named, the whole reminds them once."""
        parent: Any = task.parent
        return not ("index" in task.internal_data and parent.task_spec.whole and self.facts.properties.get("remindTells"))

    def left(self, task: Activity, state: int) -> None:
        """The activity was completed, failed or cancelled."""
        if task.mark is not None:
            what = {TaskState.COMPLETED: "completed", TaskState.CANCELLED: "cancelled"}.get(state, "failed")
            task.flow.ledger.note(task.flow.process, str(self.element), task.address, what, counted=self.counts(task))
            if what == "completed" and self.is_round(task):
                task.flow.count_round(str(self.element))

    def counts(self, task: Activity) -> bool:
        """Whether the picture counts it; of a multi-instance it counts the items."""
        return True

    def is_round(self, task: Activity) -> bool:
        """Whether `rounds` counts it: a multi-instance as a whole, not its items; of a standard loop each round."""
        if "index" not in task.internal_data:
            return True
        parent: Any = task.parent
        return not parent.task_spec.whole

    whole = False

    def following(self, task: Activity) -> list[Any]:
        """The nodes that a completed activity leads to."""
        return [] if task.flow.completed else self.outputs

    def release_guard(self, task: Activity) -> None:
        """Tell the node above which of its branches is done."""
        parent: Any = task.parent
        if parent is not None:
            parent.task_spec.child_done(parent, task)

    def child_done(self, task: Activity, child: Activity) -> None:
        """A branch below this node is done; guards and event gateways end the others."""

    def outlives(self, child: Activity) -> bool:
        """Whether an open branch below goes on when this node is cancelled."""
        return False

    def take_result(self, task: Activity, sub: Any) -> None:
        """The (sub)process of this activity has ended."""

    def entry(self, task: Activity, output: str | None) -> Any:
        """What one item of a multi-instance leaves in the list."""
        return task.data.get(output) if output else None

    # The library's hooks, without what is not used here: pre- and post-scripts, data objects, events to subscribe to.

    def _update_hook(self, my_task: Any) -> Any:
        my_task._inherit_data()
        return True

    def _on_ready_hook(self, my_task: Any) -> None:
        pass

    def _run_hook(self, my_task: Any) -> Any:
        return True

    def _on_complete_hook(self, my_task: Any) -> None:
        pass

    def _on_error(self, my_task: Any) -> None:
        pass

    def _on_cancel(self, my_task: Any) -> None:
        pass


class Guard(Spec):
    """Stands before an activity with boundary events; its children are the activity and its events."""

    def child_done(self, task: Activity, child: Activity) -> None:
        """The activity ends its events; an interrupting event ends the activity and the other events."""
        boundary = child.task_spec.is_boundary if hasattr(child.task_spec, "is_boundary") else False
        if boundary and not child.task_spec.cancel_activity:
            return
        for other in task.children:
            if other is not child:
                other.cancel()
