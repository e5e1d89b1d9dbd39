"""The answer to an auditor's question as a file."""

from __future__ import annotations

from app.actions.history.ask_question import Period, all_rows
from app.db import transaction
from app.ground.case_clock import case_now
from app.people import Actor
from app.periods import SHANGHAI
from app.views.sheets import Sheet, csv_text, workbook


def export_question(actor: Actor, key: str, period: Period, kind: str) -> Sheet:
    """`kind`: xlsx or csv. The rows that the list shows under the same period, newest first.

    Raises  NotAllowed, NotFound, DataInvalid when there are more than 20,000 rows.
    """
    with transaction() as session:
        question, rows = all_rows(session, actor, key, period)
        now = case_now(session)
    name = f"{question.title.replace('/', '、')}_{now.astimezone(SHANGHAI):%Y%m%d}.{kind}"
    return Sheet(name, csv_text(question.columns, rows) if kind == "csv" else workbook(question.title[:31], question.columns, rows, now))
