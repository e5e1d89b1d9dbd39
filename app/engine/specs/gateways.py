"""Gateways that choose: exclusive, inclusive, event-based. (The parallel one only gathers: `joins.ParallelJoin`.)"""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.base import Spec
from app.engine.specs.joins import Join, open_specs
from app.engine.specs.live import Activity
from app.errors import EngineStuck


class Choice(Spec):
    """Outgoing flows with conditions; `routes` are (condition, node), None for the default flow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.routes: list[tuple[str | None, str]] = []

    def connect_route(self, condition: str | None, node: Any) -> None:
        """Add a flow while parsing."""
        self.connect(node)
        self.routes.append((condition, node.name))

    def chosen(self, task: Activity) -> list[str]:
        """The nodes whose conditions are true; else those of the default flow; EngineStuck when there is none."""
        language = task.workflow.script_engine
        taken = []
        for condition, node in self.routes:
            if condition is not None and language.evaluate(task, condition):
                taken.append(node)
                if self.one_only:
                    break
        taken = taken or [node for condition, node in self.routes if condition is None]
        if not taken:
            name = self.facts.name or self.element
            raise EngineStuck(f"网关「{name}」没有成立的条件，也没有默认出口", f"No condition of gateway {self.element} is true and it has no default")
        return taken

    one_only = True

    def _run_hook(self, my_task: Any) -> bool:
        my_task.internal_data["to"] = self.chosen(my_task)
        return True

    def following(self, task: Activity) -> list[Any]:
        """The chosen nodes."""
        nodes = self._wf_spec.task_specs
        return [nodes[name] for name in task.internal_data.pop("to", [])]


class Exclusive(Choice):
    """The first flow whose condition is true, in the order of the drawing from top to bottom."""


class Inclusive(Join, Choice):
    """All flows whose conditions are true; as a join it waits for every branch that can still arrive on a free incoming flow."""

    one_only = False

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """BPMN 2.0, 13.4.3: no open activity can reach a free incoming flow, unless it can reach a taken one too."""
        taken = {t.parent.task_spec.name for t in arrived if t.parent is not None}
        free = set(self._inputs) - taken
        if not free:
            return True
        for name in open_specs(task):
            reached = self._reached_inputs(name)
            if reached & free and not reached & taken:
                return False
        return True

    def _reached_inputs(self, start: str) -> set[str]:
        nodes, seen, stack, reached = self._wf_spec.task_specs, {start}, [start], set()
        while stack:
            name = stack.pop()
            for following in nodes[name]._outputs:
                if following == self.name:
                    reached.add(name)
                elif following not in seen:
                    seen.add(following)
                    stack.append(following)
        return reached

    def _run_hook(self, my_task: Any) -> bool:
        return Join._run_hook(self, my_task) and Choice._run_hook(self, my_task)


class EventChoice(Spec):
    """An event-based gateway: the first of the events that follow it wins."""

    def child_done(self, task: Activity, child: Activity) -> None:
        """End the other events."""
        for other in task.children:
            if other is not child:
                other.cancel()
