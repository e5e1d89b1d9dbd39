"""Memory that is free goes back to the system: the C library keeps it in pieces, and a web process lives for months."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any


@cache
def _trim() -> Any:
    """glibc's malloc_trim; None where the C library is another one."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """After what took megabytes for a moment: checking diagrams, verifying a long case. About a millisecond."""
    trim = _trim()
    if trim is not None:
        trim(0)
