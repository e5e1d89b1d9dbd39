"""A hard stop before it becomes a finding."""

from __future__ import annotations

Stop = tuple[str, str, str, str, str]
"""Element, what is wrong (Chinese, English), what to draw instead (Chinese, English)."""
