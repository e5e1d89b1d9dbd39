"""How a rule says what it found: what and what to draw instead, each in Chinese and English."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from app.engine.facts import Finding


def error(rule: str, element: str | None, zh: str, en: str, fix: str, fix_en: str) -> Finding:
    """A finding that blocks publishing."""
    return Finding(rule, element or None, zh, fix, "error", "", en, fix_en)


def warning(rule: str, element: str | None, zh: str, en: str, fix: str, fix_en: str) -> Finding:
    """A finding to look at; publishing goes on."""
    return Finding(rule, element or None, zh, fix, "warning", "", en, fix_en)


def near(wanted: str, known: Iterable[str]) -> tuple[str, str]:
    """The nearest known name as a remedy in both languages; else what there is (its first six)."""
    names = sorted(known)
    found = difflib.get_close_matches(wanted, names, n=1, cutoff=0.6)
    if found:
        return f"是否应为「{found[0]}」？", f"Did you mean “{found[0]}”?"
    if not names:
        return "目前没有可用的名称", "There is nothing of this kind yet"
    shown = "、".join(names[:6]) + ("…" if len(names) > 6 else "")
    return f"可用的名称：{shown}", f"Known: {shown.replace('、', ', ')}"
