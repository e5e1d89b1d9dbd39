"""Tasks: of people, of machines, scripts, decisions. Each leaves its result under one key of the data and replaces what was there."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.engine.facts import DecisionMade
from app.engine.specs.base import Spec
from app.engine.specs.live import Activity
from app.engine.specs.opening import limit_passed, opened
from app.engine.spiff import TaskState


@dataclass(frozen=True)
class Operator:
    """A handler that a task asks for: its parameters are expressions; `result_key` is where its result lies, None when it is not kept."""

    handler: str
    parameters: Mapping[str, str]
    result_key: str | None

    def call(self, task: Activity, names: Mapping[str, Any] | None = None) -> None:
        """Store the call, with its parameters as they are now; whoever performs it hands the result back."""
        language = task.workflow.script_engine
        task.internal_data["call"] = {name: language.stored(task, text, names) for name, text in self.parameters.items()}


class PersonTask(Spec):
    """A user task, a manual task or a plain task: it waits for a person. What the diagram says of it is evaluated once, when it opens.

    With an operator it is done when the person's answers are there and the handler has done its part.
    """

    foreign = False
    operator: Operator | None = None

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = True

    @property
    def key(self) -> str:
        """Where the answers lie in the data."""
        return self.facts.properties.get("dataKey") or self.facts.id

    def _on_ready_hook(self, my_task: Any) -> None:
        my_task.internal_data["open"] = opened(my_task, self.facts)
        if (passed := limit_passed(my_task, self.facts)) is not None:
            my_task.flow.ledger.limits.append(passed)

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

    def operate(self, task: Activity) -> bool:
        """Ask for its handler, whose parameters see the answers; False when it has none, and is done."""
        if self.operator is None:
            return False
        own = task.internal_data
        names = {self.key: own["entry"], "item": own["item"]} if "entry" in own else None
        self.operator.call(task, names)
        del own["open"]
        task._set_state(TaskState.STARTED)
        return True

    def take(self, task: Activity, result: Any) -> None:
        """The result of its handler: of an item it lies beside that item's answers."""
        own, key = task.internal_data, self.operator.result_key if self.operator else None
        own.pop("call", None)
        if key is not None and "entry" in own:
            own["entry"] = {**own["entry"], key: result}
        elif key is not None:
            task.data = {**task.data, key: result}

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

    operator: Operator

    def _run_hook(self, my_task: Any) -> None:
        self.operator.call(my_task)

    def take(self, task: Activity, result: Any) -> None:
        """The result of the call."""
        task.internal_data.pop("call", None)
        task.data = {**task.data, str(self.operator.result_key): result}


class ScriptTask(Spec):
    """Lines `name = expression`."""

    script: str

    def _run_hook(self, my_task: Any) -> bool:
        my_task.data = {**my_task.data, **my_task.workflow.script_engine.execute(my_task, self.script)}
        return True


class DecisionTask(Spec):
    """Asks a decision table; its outputs lie under the id of the task.

    The table reads the data. With `inputs` it waits in STARTED until somebody who may read records gives it what that expression says.
    """

    decision: str
    inputs = ""

    def _run_hook(self, my_task: Any) -> bool | None:
        if self.inputs:
            my_task.internal_data["ask"] = True
            return None
        my_task.flow.ledger.decisions.append(self.decide(my_task, my_task.data))
        return True

    def decide(self, task: Activity, names: Mapping[str, Any]) -> DecisionMade:
        """What the table says over these names."""
        made: DecisionMade = task.workflow.script_engine.decide(task, self.decision, names)
        task.internal_data.pop("ask", None)
        task.data = {**task.data, self.facts.id: made.outputs}
        return made


class Passing(Spec):
    """A start event, or a none event in between: goes on at once."""
