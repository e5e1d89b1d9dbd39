"""What an expression gives in every case: a literal, or a parameter of the release. More is not worked out by a check."""

from __future__ import annotations

import ast
import re
from typing import Any

from app.engine.rules.known import Known

UNKNOWN = object()
# Text that somebody forgot to put in quotes.
BARE = re.compile(r"P[0-9YMWDTHS]+|R\d*/\S+|\d{4}-\d\d-\d\d(T\S*)?", re.ASCII)


def literal(text: str, known: Known) -> Any:
    """The value; UNKNOWN when it depends on the case."""
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval").body
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "parameter" and len(tree.args) == 1:
            return (known.parameters or {}).get(ast.literal_eval(tree.args[0]), UNKNOWN)
        return ast.literal_eval(tree)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return UNKNOWN


def whole(value: Any, least: int) -> bool:
    """Whether this is a whole number from `least` on."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
