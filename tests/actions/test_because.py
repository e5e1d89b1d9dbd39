"""Where a deadline comes from is told in words, never as a code of ours."""

from __future__ import annotations

import pytest

from app.views.because import because


@pytest.mark.parametrize(
    ("said", "text", "clause"),
    [
        ("R23", "《通知》规定", "R23"),
        ("R23 R24", "《通知》规定", "R23"),
        ("handling_days.review", "办理期限（默认值）", None),
        ("completion_working_days", "办理期限（默认值）", None),
        ("政府投资条例第十一条", "政府投资条例第十一条", None),
    ],
)
def test_a_reason_is_words(said: str, text: str, clause: str | None) -> None:
    found = because(said)
    assert found is not None and (found["text"], found["clause"]) == (text, clause) and found["text_en"]


def test_without_a_reason_nothing_is_said() -> None:
    assert because(None) is None and because("") is None
