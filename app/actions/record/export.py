"""A list of records as an Excel file, as far as this person may read it."""

from __future__ import annotations

from sqlalchemy import select

from app.access.reading import log_reading
from app.actions.record.list import Looked, conditions_of, kind_of_record, with_projects
from app.db import transaction
from app.errors import DataInvalid, NotFound
from app.ground.case_clock import case_now
from app.people import Actor
from app.periods import SHANGHAI
from app.records.columns import COLUMNS
from app.views.sheets import Sheet, workbook

MAX_ROWS = 20_000
def export_records(actor: Actor, kind: str, looked: Looked) -> Sheet:
    """The rows that the list gives this person under the same filters, newest first, under Chinese headings.

    Raises  NotFound for a kind without a list, DataInvalid when there are more than 20,000 rows.
    """
    table = kind_of_record(kind)
    if kind not in COLUMNS:
        raise NotFound(f"「{table.title}」没有清单可导出。", f"There is no list of {kind} to export.")
    with transaction() as session:
        found = select(table).where(*conditions_of(actor, table, looked)).order_by(table.id.desc()).limit(MAX_ROWS + 1)
        rows = session.scalars(found).all()
        if len(rows) > MAX_ROWS:
            raise DataInvalid(f"超过{MAX_ROWS}行，请缩小范围后导出。", f"More than {MAX_ROWS} rows: narrow the filter.", errors=[])
        log_reading(session, actor, f"export {kind}, {len(rows)} rows", None)
        now, shown = case_now(session), with_projects(session, rows)
    year = f"_{looked.plan_year}年度" if looked.plan_year is not None else ""
    return Sheet(f"{table.title}{year}_{now.astimezone(SHANGHAI):%Y%m%d}.xlsx", workbook(table.title, COLUMNS[kind], shown, now))
