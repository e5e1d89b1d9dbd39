"""What a random diagram is made of: kinds of blocks as often as they are wanted, times, and values that are alike but not the same."""

from __future__ import annotations

HARD = ("xor", "and", "and", "and", "or", "or", "race", "loop", "loop", "sub", "sub", "call", "many", "many", "many", "repeat")
SOFT = (
    *("user",) * 5, "manual", "plain", *("service",) * 3, "script", "script", "rule", "timer", "message", "receive", "tell", "throw", "escalate", "link",
)  # fmt: skip
DURATIONS = ("'PT6H'", "'P1D'", "'P3D'", "'P10D'", "'P1M'")
DATES = ("'2025-06-01'", "'2025-06-10'", "'2025-06-12T15:00'", "'2025-07-01'", "add_days(today(), 5)")
CYCLES = ("'R/P7D'", "'R/P1M'", "'R2/P3D'", "'R3/P1D'", "'R3/2025-06-08/P2D'", "'R2/2025-05-01/P1M'")
VALUES = ("1", "True", "0", "False", "1.0", "'s'", "[]", "[1, 2]", "[True, 2]", "{'k': 1}", "{'k': True}", "a", "missing")
MOMENTS = ("'2025-06-01'", "'2025-06-20'", "['2025-06-01', '2025-06-11T12:00', '2025-07-01']", "add_days(today(), 2)", "missing")
STEPS = ("'P1D'", "'P1M'", "1", "3", "'PT90M'", "missing")
