"""Where a deadline comes from is told in words, never as a code of ours."""

from __future__ import annotations

import pytest

from app.engine.clauses import Clause, Notice
from app.views.because import because

NOTICE = Notice("", {}, {"R23": Clause("R23", "二(二)1", "", "", False), "R27": Clause("R27", "二(二)2", "", "", False)})


@pytest.mark.parametrize(
    ("said", "text", "clause"),
    [
        ("R23", "《通知》二(二)1", "R23"),
        ("R23 R27", "《通知》二(二)1、二(二)2", "R23"),
        ("R99", "《通知》规定", "R99"),
        ("handling_days.review", "办理期限（默认值）", None),
        ("completion_working_days", "办理期限（默认值）", None),
        ("政府投资条例第十一条", "政府投资条例第十一条", None),
    ],
)
def test_a_reason_is_words(said: str, text: str, clause: str | None) -> None:
    found = because(said, NOTICE)
    assert found is not None and (found["text"], found["clause"]) == (text, clause) and found["text_en"]


def test_without_a_reason_nothing_is_said() -> None:
    assert because(None, NOTICE) is None and because("", NOTICE) is None


def test_a_release_from_before_the_notice_was_kept_says_that_the_notice_says_so() -> None:
    found = because("R23", Notice())
    assert found is not None and found["text"] == "《通知》规定"
