"""An office is set up."""

from __future__ import annotations

from app.db import transaction
from app.errors import AlreadyThere, DataInvalid
from app.ground.house import SYSTEM, house_act
from app.models import Office

KINDS = ("county", "department", "supplier")


def add_office(code: str, name: str, kind: str, *, by: str = SYSTEM) -> Office:
    """`kind`: county, department or supplier.

    Raises  AlreadyThere, DataInvalid.
    """
    if kind not in KINDS or not code.strip() or "@" in code or " " in code:
        fault = {"pointer": "/kind" if kind not in KINDS else "/code", "message": f"kind: {', '.join(KINDS)}; code: no blanks, no @"}
        raise DataInvalid("单位代码或类别有误。", "The code or the kind is wrong.", errors=[fault])
    with transaction() as session:
        if session.get(Office, code) is not None:
            raise AlreadyThere(f"单位 {code} 已存在。", f"There is an office {code} already.")
        office = Office(code=code, name=name, kind=kind)
        with house_act(session, "office:add", by) as act:
            act.put(office)
        return office
