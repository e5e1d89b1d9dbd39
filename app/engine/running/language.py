"""The house's expressions over the data of an activity: the engine's only script engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app import decisions, expressions
from app.engine.facts import DecisionMade
from app.engine.ledger import Ledger
from app.engine.release import Release
from app.engine.values import plain
from app.errors import ExpressionRefused, NotFound


class Language:
    """Evaluates with the command's clock and calendar and the release's parameters."""

    def __init__(self, release: Release, ledger: Ledger) -> None:
        self._release, self._ledger = release, ledger

    def _context(self, names: Mapping[str, Any], extra: Mapping[str, Callable[..., Any]] | None = None) -> expressions.Context:
        ledger = self._ledger
        return expressions.Context(names, now=ledger.now, calendar=ledger.calendar, parameters=self._release.parameters, extra=extra)

    def value(self, text: str, names: Mapping[str, Any], extra: Mapping[str, Callable[..., Any]] | None = None) -> Any:
        """What an expression gives over these names; ExpressionRefused when it cannot be evaluated."""
        return expressions.evaluate(text.strip(), self._context(names, extra))

    def evaluate(
        self, task: Any, expression: str, external_context: Mapping[str, Any] | None = None, extra: Mapping[str, Callable[..., Any]] | None = None
    ) -> Any:
        """The same over the data of an activity, which also knows its rounds; a refusal names its element."""
        if "rounds" in expression:
            extra = {**(extra or {}), "rounds": task.flow.rounds}
        try:
            return self.value(expression, {**task.data, **external_context} if external_context else task.data, extra)
        except ExpressionRefused as error:
            raise named(error, task) from error

    def stored(self, task: Any, expression: str, names: Mapping[str, Any] | None = None) -> Any:
        """The same, as JSON."""
        return plain(self.evaluate(task, expression, names))

    def execute(self, task: Any, script: str) -> dict[str, Any]:
        """The names that a script sets over the data of an activity, as JSON."""
        try:
            extra = {"rounds": task.flow.rounds} if "rounds" in script else None
            return {name: plain(value) for name, value in expressions.run(script, self._context(task.data, extra)).items()}
        except ExpressionRefused as error:
            raise named(error, task) from error

    def decide(self, task: Any, decision: str, names: Mapping[str, Any]) -> DecisionMade:
        """What a decision table says over these names; NotFound when the release has no such table."""
        facts, table = task.task_spec.facts, self._release.decisions.get(decision)
        if table is None:
            raise NotFound(f"「{facts.name or facts.id}」的决策表 {decision} 不存在", f"There is no decision {decision} ({facts.id})")
        try:
            said = decisions.ask(table, self._context(names))
        except ExpressionRefused as error:
            raise named(error, task) from error
        return DecisionMade(task.address, facts.id, decision, said.inputs, said.hits, said.outputs)

    def text_or_value(self, task: Any, text: str) -> Any:
        """A property that is a text, or an expression when it starts with «=»."""
        return self.evaluate(task, text[1:]) if text.startswith("=") else text


def named(error: ExpressionRefused, task: Any) -> ExpressionRefused:
    """The refusal with the name of the element whose expression it was."""
    facts = getattr(task.task_spec, "facts", None)
    if facts is None or "element" in error.facts:
        return error
    return ExpressionRefused(f"「{facts.name or facts.id}」：{error.detail}", f"{facts.id}: {error.detail_en}", **{**error.facts, "element": facts.id})
