"""Events from before they named what they wrote go on in the same chain; a newer one is never taken for one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from app.history.chain import EARLY, NAMING, START, Row, link, walk

KEY = b"a key that is long enough for this"
AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def _rows(*forms: bytes) -> list[Row]:
    rows, previous = [], START
    for seq, form in enumerate(forms, 1):
        row = Row(seq, "task:claim", AT, "a", None, None, None, "", "{}", b"")
        previous = link(KEY, previous, 7, row, form)
        rows.append(Row(seq, "task:claim", AT, "a", None, None, None, "", "{}", previous))
    return rows


def test_early_events_come_first_and_are_counted() -> None:
    for forms, early in (((), 0), ((NAMING,) * 3, 0), ((EARLY,) * 3, 3), ((EARLY, EARLY, NAMING, NAMING), 2)):
        assert walk(KEY, 7, _rows(*forms)) == (None, early), forms


def test_after_the_first_newer_event_there_is_no_early_one() -> None:
    for forms in ((NAMING, EARLY), (EARLY, NAMING, EARLY)):
        broken, _ = walk(KEY, 7, _rows(*forms))
        assert broken is not None and broken.seq == len(forms)


def test_the_two_words_give_two_hashes() -> None:
    assert all(one != other for one, other in pairwise(row.hash for row in (*_rows(EARLY), *_rows(NAMING))))
