"""The functions of the language, each with one sentence in Chinese and English and an example that is tested."""

from __future__ import annotations

from collections.abc import Mapping

from app.expressions.functions.arithmetic import ARITHMETIC
from app.expressions.functions.function import DEPENDS, Function
from app.expressions.functions.lists import LISTS
from app.expressions.functions.texts import TEXTS
from app.expressions.functions.times import TIMES

FUNCTIONS: Mapping[str, Function] = {**ARITHMETIC, **TEXTS, **LISTS, **TIMES}

__all__ = ["DEPENDS", "FUNCTIONS", "Function"]
