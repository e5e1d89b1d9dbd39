"""What the services of this folder have in common: the case's project, the undoing of what they wrote, and empty answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from app.catalogue import Call
from app.errors import RuleRefused
from app.records.base import Act
from app.records.clauses import I24
from app.records.project import Project, get_project
from app.records.reversal import reverse


class Nothing(Schema):
    """No parameters, or no result."""


def project_of(call: Call) -> Project:
    """The case's project, locked; NotFound when the case has none."""
    return get_project(call.session, call.project_id)


def take_back(call: Call, _result: Mapping[str, Any]) -> None:
    """Reverse what the activation wrote: rows set aside, columns as before."""
    reverse(Act.of(call))


def cannot_take_back(_call: Call, _result: Mapping[str, Any]) -> None:
    """Another case has been told already.

    Raises  RuleRefused.
    """
    raise RuleRefused("该步骤已通知其他流程，不能退回。", "Another case has been told already.", clause=I24)
