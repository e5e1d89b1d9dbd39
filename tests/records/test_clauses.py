"""What a refusal says of the notice stands in the notice, at the place that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.engine.clauses import notice_of
from app.records import clauses

ROOT = Path(__file__).resolve().parents[2]
NOTICE, PROBLEMS = notice_of((ROOT / "processes/clauses.json").read_text("utf-8"))
SAID = {name: text for name, text in vars(clauses).items() if re.fullmatch(r"R\d+", name)}


def bare(text: str) -> str:
    """Without blanks and with one kind of comma, as people quote it."""
    return re.sub(r"[\s；;、，,]", "", text)


def test_the_notice_is_whole() -> None:
    assert PROBLEMS == [] and list(NOTICE.clauses) == [f"R{n}" for n in range(1, 120)]


@pytest.mark.parametrize("name", SAID)
def test_a_refusal_quotes_the_notice_at_its_place(name: str) -> None:
    clause = NOTICE.clauses[name]
    assert SAID[name].startswith(f"《通知》{clause.place}“")
    assert bare(SAID[name].split("“", 1)[1].removesuffix("”")) in bare(clause.text)


def test_every_place_that_a_refusal_names_is_one_of_the_notice() -> None:
    for text in (value for value in vars(clauses).values() if isinstance(value, str)):
        for place in re.findall(r"《通知》((?:附件\d(?: 说明)?|[一二三](?:\([一二三四五]\)\d?)?)(?:、[一二三](?:\([一二三四五]\)\d?)?)*)", text):
            assert all(one in NOTICE.sections for one in place.split("、")), text
