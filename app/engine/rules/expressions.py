"""Every expression is inside the house's language: the same allow-list at the check, at publishing and when it runs."""

from __future__ import annotations

from collections.abc import Iterator

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.places import places
from app.engine.rules.say import error, near

FIXES = {
    "syntax": (
        "只用比较、算术、and/or/not、名称和列出的函数（见 CATALOGUE.md）",
        "Use comparisons, arithmetic, and/or/not, names and listed functions (CATALOGUE.md)",
    ),
    "limit": ("拆成几步，用脚本任务先算出中间结果", "Split it: compute parts in a script task before"),
    "name": ("换一个名称", "Use another name"),
    "money": ("把金额写成 amount(…)，例如 amount(total_wan) > 100", "Write amount(…), for example amount(total_wan) > 100"),
}


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """One finding per problem, with the expression and where in it."""
    for place in places(diagram):
        extra = place.functions(known.readers)
        for problem in expressions.check(place.text, script=place.script, extra=extra):
            shown = " ".join(place.text.split())[:120]
            fix, fix_en = FIXES.get(problem.rule) or near(problem.message_zh.rpartition(" ")[2], extra | expressions.FUNCTIONS.keys())
            yield error(
                "expressions",
                place.element,
                f"{place.label} 的{place.what}：{problem.message_zh}（{shown}）",
                f"{place.what_en} of {place.label}: {problem.message_en} ({shown})",
                fix,
                fix_en,
            )
