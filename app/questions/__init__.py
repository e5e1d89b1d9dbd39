"""Questions that an auditor asks, one file each; the next one is a file more and a name here."""

from __future__ import annotations

from app.questions import again, amounts, incidents, interventions, late, off_hours, readers, recorded, rights, two_hands
from app.questions.asking import Asked, Question

_ALL = (two_hands, late, again, off_hours, interventions, incidents, recorded, amounts, readers, rights)
QUESTIONS: dict[str, Question] = {module.QUESTION.key: module.QUESTION for module in _ALL}

__all__ = ["QUESTIONS", "Asked", "Question"]
