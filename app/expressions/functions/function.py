"""What a function of the language is: a callable with its description in two languages and an example that is tested."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What an example shows for a result that depends on the case (a clock, a parameter).
DEPENDS = object()


@dataclass(frozen=True)
class Function:
    """`call(frame, *arguments)`; `least`/`most` arguments; `signature` as one writes it; `gives` is what `example` gives."""

    name: str
    signature: str
    zh: str
    en: str
    example: str
    gives: Any
    call: Callable[..., Any]
    least: int
    most: int


class Shelf(dict[str, Function]):
    """Functions by name; the decorator puts one on the shelf. Parameters with a default are optional, `*x` means up to 20."""

    def add(self, zh: str, en: str, example: str, gives: Any = DEPENDS) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Name and arguments are read from the Python function (a trailing underscore is dropped)."""

        def put(call: Callable[..., Any]) -> Callable[..., Any]:
            parameters = list(inspect.signature(call).parameters.values())[1:]
            rest = any(p.kind is p.VAR_POSITIONAL for p in parameters)
            plain = [p for p in parameters if p.kind is not p.VAR_POSITIONAL]
            least = sum(p.default is p.empty for p in plain)
            words = [p.name.rstrip("_") for p in plain[:least]]
            words += [f"[{p.name.rstrip('_')}]" for p in plain[least:]] + (["…"] if rest else [])
            name = call.__name__.rstrip("_")
            self[name] = Function(name, f"{name}({', '.join(words)})", zh, en, example, gives, call, least, 20 if rest else len(plain))
            return call

        return put
