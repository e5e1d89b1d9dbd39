"""协同办公系统: the number of a project's flow is registered there, where this installation is connected to it (P20, R44, AM-36)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from marshmallow import Schema, fields

from app.catalogue import Call, Refuse, service
from handlers.waiting import Year

SECONDS = 10


class Flow(Year):
    """The flow of a project's annex 2."""

    flow_no = fields.String(load_default=None, allow_none=True, metadata={"description": "协同办公流程号"})
    startup_plan_id = fields.Integer(required=True, metadata={"description": "实施计划表记录编号"})


class Registered(Schema):
    """What came of it."""

    state = fields.String(metadata={"description": "未对接或已登记"})
    detail = fields.String(allow_none=True, metadata={"description": "说明"})


class _NoRedirect(HTTPRedirectHandler):
    """The configured address alone is spoken to."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@service("oa.register_flow", input=Flow, output=Registered, effect="outside")
def register_flow(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """在协同办公系统登记实施计划表的流程号（未对接的如实记录）

    Sends   POST {flow_no, project_id, plan_year, startup_plan_id} with the header Idempotency-Key: the same work twice has the same key.
    Raises  Refuse «OA_FAILED» when there is no number, the system says no, or does not answer: the start of the project does not wait for it.
    """
    address = call.outside.get("oa")
    if address is None:
        return {"state": "未对接", "detail": "本系统尚未与协同办公系统对接，流程号只在本系统登记。"}
    if not said["flow_no"]:
        raise Refuse("未填写协同办公流程号", "There is no number to register.", code="OA_FAILED")
    told = {"flow_no": said["flow_no"], "project_id": call.project_id, "plan_year": said["plan_year"], "startup_plan_id": said["startup_plan_id"]}
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": call.key}
    request = Request(address, json.dumps(told, ensure_ascii=False).encode(), headers, method="POST")  # noqa: S310 - the setting allows http(s) only
    try:
        with build_opener(ProxyHandler({}), _NoRedirect).open(request, timeout=SECONDS) as answer:
            return {"state": "已登记", "detail": f"协同办公系统答复 {answer.status}"}
    except HTTPError as error:
        raise Refuse(f"协同办公系统答复 {error.code}", f"The office system answered {error.code}.", code="OA_FAILED") from error
    except OSError as error:
        raise Refuse("协同办公系统没有答复", f"The office system does not answer: {error}", code="OA_FAILED") from error
