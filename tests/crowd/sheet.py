"""What somebody of the crowd has in front of him, and the dice he decides with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any


@dataclass
class Sheet:
    """One open form: `shown` is what it shows at first, `offered` the decisions it offers, `paper` uploads one and gives its id,
    `refused`: how often the answers were refused."""

    rng: Random
    element: str
    shown: dict[str, Any]
    offered: list[str]
    today: date
    paper: Callable[[], str]
    refused: int = 0

    def pick(self, weights: Mapping[str, float]) -> str:
        """One of these words by weight."""
        words = list(weights)
        return self.rng.choices(words, [weights[word] for word in words])[0]

    def decide(self, weights: Mapping[str, float]) -> str:
        """One of the decisions offered here; what has no weight comes now and then. Who was refused thinks again."""
        even = 0.1 * self.refused
        return self.pick({word: weights.get(word, 0.03) + even for word in self.offered or list(weights)})

    def day(self, least: int, most: int) -> str:
        """A day so many days from today."""
        return (self.today + timedelta(days=self.rng.randint(least, most))).isoformat()

    def money(self, least: int, most: int) -> str:
        """万元 with two places."""
        return f"{Decimal(self.rng.randint(least * 100, most * 100)) / 100:.2f}"
