"""What a spec sees of the case that runs over it: the activity it is asked about, and the (sub)process which that belongs to.

The classes behind these are in `running`, which knows the specs; nothing here knows `running`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from app.engine.ledger import Ledger


class Flow(Protocol):
    """A (sub)process of a live case. `process` is the diagram's process, `address` that of the owner, `call` that of the process call round it."""

    ledger: Ledger
    address: str
    process: str
    completed: bool

    @property
    def depth(self) -> Any: ...

    @property
    def call(self) -> str: ...

    def within(self, mark: str) -> str: ...

    def count_round(self, element: str) -> None: ...

    def rounds(self, element: Any = None, *more: Any, since: Any = None) -> int: ...

    def remove(self, task: Any) -> None: ...

    def completed_one(self, task: Any) -> None: ...


class Activity(Protocol):
    """A node of a live case. `mark` is its own part of the address; values in `data` are never changed in place."""

    id: Any
    workflow: Any
    task_spec: Any
    data: dict[str, Any]
    internal_data: dict[str, Any]
    mark: str | None
    last_state_change: Any
    _state: Any
    _parent: Any

    @property
    def parent(self) -> Any: ...

    @property
    def children(self) -> Any: ...

    @property
    def flow(self) -> Flow: ...

    @property
    def address(self) -> str: ...

    @property
    def finished(self) -> bool: ...

    def add(self, spec: Any) -> Any: ...

    def cancel(self) -> None: ...

    def ancestors(self) -> Iterator[Any]: ...

    def _ready(self) -> None: ...

    def _set_state(self, value: Any) -> None: ...

    def _inherit_data(self) -> None: ...
