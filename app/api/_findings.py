"""How findings of a check are shown."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.api._schemas import doc


class Finding(Schema):
    """One finding."""

    file = fields.String(required=True)
    rule = fields.String(required=True)
    severity = fields.String(required=True, metadata=doc("errors block publishing", enum=["error", "warning"]))
    element = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)
    fix = fields.String(required=True, metadata=doc("what to draw instead"))


def finding_view(finding: Any, language: str) -> dict[str, Any]:
    """A finding in the reader's language."""
    english = language == "en"
    return {
        "file": finding.file, "rule": finding.rule, "severity": finding.severity, "element": finding.element,
        "message": finding.message_en if english and finding.message_en else finding.message,
        "fix": finding.fix_en if english and finding.fix_en else finding.fix,
    }  # fmt: skip
