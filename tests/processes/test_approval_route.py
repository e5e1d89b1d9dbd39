"""D01 is complete: every combination of its inputs under the three readings of the 1000万元 sentence, against a second formulation (R31, R35–R37, AM-01)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

from app import decisions
from app.expressions import Context

PROCESSES = Path(__file__).parents[2] / "processes"
PARAMETERS = {name: said["value"] for name, said in json.loads((PROCESSES / "parameters.json").read_text("utf-8")).items()}
TEXT = (PROCESSES / "D01_approval_route.dmn").read_text("utf-8")
[FIRST] = decisions.load(TEXT)
[EVERY_HIT] = decisions.load(TEXT.replace('hitPolicy="FIRST"', 'hitPolicy="COLLECT"'))

SINGLE = ("软件购买类", "硬件购买类", "软件开发类", "网络集成类", "运维服务类")
BUDGETS = ("0.000001", "999.999999", "1000.00", "1000.000001", "123456789.00")
READINGS = ("A", "B", "C")


def categories() -> Iterator[tuple[str, list[str] | None]]:
    """Every category with every set of parts that it can have; 综合类 also without any."""
    yield from ((one, None) for one in SINGLE)
    yield from ((one, [one]) for one in SINGLE)
    yield from (("综合类", list(parts)) for parts in chain.from_iterable(combinations(SINGLE, n) for n in range(6)))
    yield ("综合类", None)


def situations() -> Iterator[tuple[dict[str, Any], str]]:
    for (category, parts), separate, clear, simple, budget, reading in product(categories(), *[(True, False)] * 3, BUDGETS, READINGS):
        given = {"project_category": category, "category_parts": parts, "budget_wan": budget, "needs_separate_approval": separate}
        yield given | {"demand_clear": clear, "arch_simple": simple}, reading


def ask(table: Any, given: dict[str, Any], reading: str) -> Any:
    return decisions.ask(table, Context(given, parameters=PARAMETERS | {"cap_reading": reading}))


def by_the_sentence(given: dict[str, Any], reading: str) -> str:
    """The notice's sentence as a formula: who is asked for together, in each reading; never one whose appraisal wants it apart."""
    kinds = set(given["category_parts"] or ()) if given["project_category"] == "综合类" else {given["project_category"]}
    bought_or_run = bool(kinds) and kinds <= {"硬件购买类", "运维服务类"}
    plain = given["demand_clear"] and given["arch_simple"]
    within = Decimal(given["budget_wan"]) <= 1000
    together = {
        "A": bought_or_run or (plain and within),  # three alternatives, the limit closes the third
        "B": (bought_or_run or plain) and within,  # the limit is on all of them
        "C": within,  # as the specification's rows 2, 6 and 7 have it: the limit alone is enough, and nothing else is
    }[reading]
    return "统一申请审批" if together and not given["needs_separate_approval"] else "单独审批"


def test_every_combination_gives_the_route_that_the_sentence_gives() -> None:
    wrong = [(given, reading) for given, reading in situations() if ask(FIRST, given, reading).outputs["route"] != by_the_sentence(given, reading)]
    assert wrong == []
    assert sum(1 for _ in situations()) == 43 * 8 * 5 * 3


def test_no_input_is_left_without_a_row_and_where_rows_overlap_it_does_not_matter() -> None:
    hits = [[row.removeprefix("D01_") for row in ask(EVERY_HIT, given, reading).hits] for given, reading in situations()]
    assert all(found[-1] == "7" for found in hits), "the last row takes what no other takes"
    overlaps = {tuple(found[:-1]) for found in hits if len(found) > 2}
    assert overlaps == {("5", "6")}, "rows 1 to 6 exclude one another; 5 and 6 both say 统一申请审批"
    assert {found[0] for found in hits} == {"1", "2", "3", "4", "5", "6", "7"}, "no row is idle"


def test_only_reading_a_above_the_limit_is_flagged_for_the_authority() -> None:
    flagged = [(given, reading) for given, reading in situations() if ask(FIRST, given, reading).outputs["flag"]]
    assert flagged and all(reading == "A" and Decimal(given["budget_wan"]) > 1000 for given, reading in flagged)
