"""Tasks: of people, of machines, scripts, decisions. Each leaves its result under one key of the data and replaces what was there."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.engine.opening import opened
from app.engine.specs.base import Spec

if TYPE_CHECKING:
    from app.engine.activity import Activity


class PersonTask(Spec):
    """A user task, a manual task or a plain task: it waits for a person. What the diagram says of it is evaluated once, when it opens."""

    foreign = False

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = True

    @property
    def key(self) -> str:
        """Where the answers lie in the data."""
        return self.facts.properties.get("dataKey") or self.facts.id

    def _on_ready_hook(self, my_task: Any) -> None:
        my_task.internal_data["open"] = opened(my_task, self.facts)

    def answer(self, task: Activity, answers: dict[str, Any], by: str) -> None:
        """Put the answers where they belong."""
        if "item" in task.internal_data and not self.foreign:
            task.internal_data["entry"] = {**answers, "by": by, "item": task.internal_data["item"]}
            return
        if self.foreign:
            task.data = {**task.data, **answers}
            return
        task.data = {**task.data, self.key: answers}
        keep_round(task, self.facts.properties, self.key, answers)

    def entry(self, task: Activity, output: str | None) -> Any:
        """The answers with `by` and `item`; in a foreign diagram the variable that it names."""
        return super().entry(task, output) if self.foreign else task.internal_data.get("entry")


def keep_round(task: Activity, properties: Any, key: str, answers: Any) -> None:
    """Where the diagram asks for it (`keepRounds`), the rounds of a loop are kept as a list."""
    if properties.get("keepRounds", "").strip().lower() == "true":
        rounds = f"{key}_rounds"
        task.data = {**task.data, rounds: [*(task.data.get(rounds) or []), answers]}


class ServiceTask(Spec):
    """Stores its call and waits in STARTED; whoever performs the call hands the result back."""

    handler: str
    parameters: dict[str, str]
    result_key: str

    def _run_hook(self, my_task: Any) -> None:
        language = my_task.workflow.script_engine
        wanted = {name: language.stored(my_task, text) for name, text in self.parameters.items()}
        my_task.internal_data["call"] = wanted

    def take(self, task: Activity, result: Any) -> None:
        """The result of the call."""
        task.internal_data.pop("call", None)
        task.data = {**task.data, self.result_key: result}


class ScriptTask(Spec):
    """Lines `name = expression`."""

    script: str

    def _run_hook(self, my_task: Any) -> bool:
        my_task.data = {**my_task.data, **my_task.workflow.script_engine.execute(my_task, self.script)}
        return True


class DecisionTask(Spec):
    """Asks a decision table; its outputs lie under the id of the task."""

    decision: str

    def _run_hook(self, my_task: Any) -> bool:
        made = my_task.workflow.script_engine.decide(my_task, self.decision)
        my_task.flow.ledger.decisions.append(made)
        my_task.data = {**my_task.data, self.facts.id: made.outputs}
        return True


class Passing(Spec):
    """A start event, or a none event in between: goes on at once."""
