"""One round of the appraisal: the panel of experts and the three units that appraise together, and how they voted (R30, R31, I20, D05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.base import Act
from app.records.changes import create
from app.records.clauses import I20, R30
from app.records.declaration import open_declaration
from app.records.declaration_version import filers
from app.records.expert_review import APPRAISAL, LEAST_EXPERTS, ExpertReview, require_no_interest

UNITS = {"fgw": "县发改委", "czj": "县财政局", "sgj": "县数管局"}
ITEMS = ("necessity_op", "feasibility_op", "sharing_op", "budget_op", "separate_op")


@dataclass(frozen=True)
class Rules:
    """What the institution may set [A]: how many experts at least, which share of them passes, how often a project may be revised."""

    least_experts: int = LEAST_EXPERTS
    pass_share: Fraction = Fraction(2, 3)
    revision_limit: int = 2

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> Self:
        """As the release's parameters say."""
        share = Fraction(str(parameters["appraisal_pass_share"]))
        return cls(int(parameters["appraisal_panel_size"]), share, int(parameters["appraisal_revision_limit"]))


@dataclass(frozen=True)
class Votes:
    """How a round ended. `units`: office → its conclusion. `items`: per item of F32 how many experts said what, and per unit its answers."""

    passed: int
    modified: int
    rejected: int
    units: Mapping[str, str]
    items: Mapping[str, Any]

    @property
    def heard(self) -> int:
        """How many experts answered."""
        return self.passed + self.modified + self.rejected

    def may_pass(self, rules: Rules) -> bool:
        """Enough of the experts who answered say 通过, and no unit says 不通过 [A]."""
        return self.passed >= self.heard * rules.pass_share and "不通过" not in self.units.values()

    def require_complete(self, rules: Rules, also: Iterable[str] = ()) -> None:
        """The joint act has all its members (D05): the three units, any office named `also`, and experts enough.

        Raises  RuleRefused.
        """
        missing = [UNITS.get(office, office) for office in dict.fromkeys((*UNITS, *also)) if office not in self.units]
        if missing:
            raise RuleRefused(f"论证须由县数管局会同县发改委、县财政局组织专家进行，尚缺{'、'.join(missing)}的意见。", "A unit was not heard.", clause=R30)
        if self.heard < rules.least_experts:
            raise RuleRefused(f"论证至少须有{rules.least_experts}名专家提交意见，现有{self.heard}名。", "Too few experts were heard.", clause=R30)

    def as_json(self) -> dict[str, Any]:
        """As the opinion keeps it."""
        return {"pass": self.passed, "modify": self.modified, "reject": self.rejected, "units": dict(self.units)}


def next_round(session: Session, project_id: int) -> int:
    """The number of a project's next round; it never starts again at 1, so that each row belongs to one round."""
    last = select(func.max(ExpertReview.round)).where(ExpertReview.project_id == project_id, ExpertReview.stage == APPRAISAL)
    return (session.scalar(last) or 0) + 1


def record_unit(act: Act, *, project_id: int, number: int, office: str, answer: Mapping[str, Any]) -> ExpertReview:
    """Write down what one of the three units says in a round; `act.by` said it.

    Raises  RuleRefused for another office, a second opinion of the same unit, by a person who spoke for another one or filed the declaration (I20).
    """
    if office not in UNITS:
        raise RuleRefused("参加论证的单位为县数管局、县发改委、县财政局。", "No unit of the appraisal.", clause=R30)
    said = _units(act.session, project_id, number)
    if office in said:
        raise RuleRefused(f"{UNITS[office]}已提交本轮论证意见。", "The unit was heard already.", clause=R30)
    require_outsiders(act.session, project_id, {act.by})
    if act.by in {row.expert for row in said.values()}:
        raise RuleRefused("同一人不得代表两家单位提交论证意见。", "Nobody speaks for two units.", clause=I20)
    require_no_interest(act.by, answer)
    facts = {"project_id": project_id, "stage": APPRAISAL, "round": number, "expert": act.by, "office": office, "items": dict(answer)}
    return create(act, ExpertReview(**facts, conclusion=answer.get("conclusion"), conflict_declared=True, state="已提交"))


def require_outsiders(session: Session, project_id: int, people: set[str]) -> None:
    """Nobody reviews what he filed himself (SD1).

    Raises  RuleRefused.
    """
    declaration = open_declaration(session, project_id)
    own = people & filers(session, declaration) if declaration is not None else set()
    if own:
        raise RuleRefused(f"申报人 {'、'.join(sorted(own))} 不得评审自己申报的项目。", "Who filed the declaration does not review it.", clause=I20)


def votes_of(session: Session, project_id: int, number: int) -> Votes:
    """How a round was answered."""
    experts = [row for row in _rows(session, project_id, number) if row.office is None and row.state == "已提交"]
    counts = Counter(row.conclusion for row in experts)
    items: dict[str, Any] = {name: dict(Counter(str(row.items.get(name)) for row in experts)) for name in ITEMS}
    units = _units(session, project_id, number)
    items["units"] = {office: {name: row.items.get(name) for name in ITEMS} for office, row in units.items()}
    said = {office: str(row.conclusion) for office, row in units.items()}
    return Votes(counts["通过"], counts["修改后再论证"], counts["不通过"], said, items)


def _units(session: Session, project_id: int, number: int) -> dict[str, ExpertReview]:
    return {row.office: row for row in _rows(session, project_id, number) if row.office is not None}


def _rows(session: Session, project_id: int, number: int) -> list[ExpertReview]:
    mine = (ExpertReview.project_id == project_id, ExpertReview.stage == APPRAISAL, ExpertReview.round == number, ExpertReview.voided_at.is_(None))
    return list(session.scalars(select(ExpertReview).where(*mine).order_by(ExpertReview.id)))
