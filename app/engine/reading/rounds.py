"""What the expressions of a process ask of `rounds(…)`: only that is counted, so a case of any age carries a few numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Element → what its completion counts: the key, and whether it begins anew instead.
Counting = Mapping[str, tuple[tuple[str, bool], ...]]

_ASKED = re.compile(r"""\brounds\(\s*(['"])([^'"]+)\1\s*(?:,\s*since\s*=\s*(['"])([^'"]+)\3\s*)?,?\s*\)""")


def rounds_key(element: Any, since: Any = None) -> str:
    """Under what a number is kept: `P12_T1`, or `P12_T1<P12_T2` for those since the other."""
    return f"{element}" if since is None else f"{element}<{since}"


def asked_in(process: Any) -> set[tuple[str, str | None]]:
    """(element, since) of every `rounds(…)` in the texts of a process's XML, and each element that has a limit of rounds."""
    found: set[tuple[str, str | None]] = set()
    for node in process.iter():
        texts = [node.text or "", *node.attrib.values()]
        found |= {(said[1], said[3] or None) for text in texts if "rounds" in text for said in _ASKED.findall(text)}
        if node.get("name") == "roundLimit":
            found |= {(str(above.get("id")), None) for above in list(node.iterancestors())[2:3]}
    return found


def counting_of(process: Any) -> Counting:
    """What is counted when an element is completed."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for element, since in sorted(asked_in(process), key=str):
        key = rounds_key(element, since)
        if since is not None:
            found.setdefault(since, []).append((key, True))
        if element != since:
            found.setdefault(element, []).append((key, False))
    return {element: tuple(keys) for element, keys in found.items()}


def counted_in(counting: Counting) -> frozenset[str]:
    """All keys that may be asked."""
    return frozenset(key for keys in counting.values() for key, _ in keys)
