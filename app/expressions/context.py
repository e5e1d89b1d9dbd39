"""What an expression is evaluated over: the names it may read, the clock, the calendar, the parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.expressions.limits import CELLS, STEPS, refuse, size_of, too_much
from app.periods import Calendar

_NOTHING: Mapping[str, Any] = {}


class Context:
    """`names` are the data; `now` an aware moment; `extra` more functions by name (`last`, the readers of the catalogue)."""

    __slots__ = ("calendar", "extra", "names", "now", "parameters")

    def __init__(
        self,
        names: Mapping[str, Any],
        *,
        now: datetime | None = None,
        calendar: Calendar | None = None,
        parameters: Mapping[str, Any] = _NOTHING,
        extra: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.names, self.now, self.calendar, self.parameters = names, now, calendar, parameters
        self.extra: Mapping[str, Callable[..., Any]] = extra or {}


class Frame:
    """One evaluation: its context, its local variables, what is left of its budget."""

    __slots__ = ("cells", "context", "names", "slots", "steps")

    def __init__(self, context: Context, slots: int) -> None:
        self.context, self.names = context, context.names
        self.slots: list[Any] = [None] * slots
        self.steps, self.cells = STEPS, CELLS

    def spend(self, steps: int) -> None:
        """Take steps from the budget."""
        self.steps -= steps
        if self.steps < 0:
            raise too_much()

    def make(self, cells: int) -> None:
        """Take room for what is produced from the budget; making costs a little time too."""
        self.cells -= cells
        self.steps -= cells >> 3
        if self.cells < 0 or self.steps < 0:
            raise too_much()

    def hold(self, value: Any) -> Any:
        """Account for `value` being put into something else, with everything it holds; gives it back."""
        kind = type(value)
        if kind is not str and kind is not int and kind is not bool and value is not None:
            size = size_of(value, self.cells)
            self.cells -= size
            self.steps -= size
        else:
            self.cells -= 1
        if self.cells < 0 or self.steps < 0:
            raise too_much()
        return value

    @property
    def now(self) -> datetime:
        """The moment of the command; refused where there is none (in a check)."""
        if self.context.now is None:
            raise refuse("此处没有当前时间", "There is no current time here", "function")
        return self.context.now

    @property
    def calendar(self) -> Calendar:
        """The working calendar; refused where there is none."""
        if self.context.calendar is None:
            raise refuse("此处没有工作日历", "There is no working calendar here", "function")
        return self.context.calendar
