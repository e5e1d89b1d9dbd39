"""A small form that has a bit of everything: a decision, money, a table, computed fields, rules."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.forms import Form, load

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "申报表",
    "type": "object",
    "additionalProperties": False,
    "$defs": {
        "wan": {"type": "string", "format": "decimal", "title": "金额", "x-title-en": "Amount"},
        "phone": {"type": "string", "pattern": "^(1\\d{10}|0\\d{2,3}-?\\d{7,8})$", "x-pattern-message": "请填写手机号或带区号的固定电话"},
    },
    "properties": {
        "project_name": {"type": "string", "minLength": 1, "maxLength": 100, "title": "项目名称", "x-title-en": "Project"},
        "brief_description": {"type": "string", "x-maxChars": 20, "title": "简要说明"},
        "leader_phone": {"$ref": "#/$defs/phone", "title": "联系电话"},
        "total_budget_wan": {"$ref": "#/$defs/wan", "title": "总投资", "x-exclusiveMinimum": "0"},
        "budget_items": {
            "type": "array", "title": "投资构成", "minItems": 1,
            "items": {
                "type": "object", "additionalProperties": False, "required": ["item", "amount_wan"],
                "properties": {
                    "item": {"type": "string", "enum": ["软件开发", "集成"], "title": "项目"},
                    "amount_wan": {"$ref": "#/$defs/wan"},
                    "share_percent": {"type": "string", "format": "decimal", "readOnly": True, "title": "占比"},
                },
            },
        },
        "items_total_wan": {"$ref": "#/$defs/wan", "title": "合计", "readOnly": True},
        "deploy_mode": {"type": "string", "enum": ["县政务云数据中心", "本部门部署"], "title": "部署方式"},
        "deploy_reason": {"type": "string", "minLength": 1, "title": "本部门部署理由"},
        "open_date": {"type": "string", "format": "date", "title": "开始日期"},
        "close_date": {"type": "string", "format": "date", "title": "截止日期"},
        "build_unit": {"type": "string", "format": "office", "title": "建设单位"},
        "plan_files": {"type": "array", "title": "建设方案", "uniqueItems": True, "items": {"type": "integer", "format": "file-id"}},
        "project_code": {"type": "string", "title": "项目编号", "readOnly": True},
        "self_declare_truth": {"type": "boolean", "const": True, "title": "真实性承诺"},
        "decision": {"type": "string", "enum": ["提交", "退回", "撤回"], "title": "结论", "x-title-en": "Decision"},
        "opinion": {"type": "string", "maxLength": 1000, "title": "意见"},
    },
    "required": ["project_name", "total_budget_wan", "budget_items", "deploy_mode", "self_declare_truth", "decision"],
    "allOf": [
        {
            "if": {"properties": {"deploy_mode": {"const": "本部门部署"}}, "required": ["deploy_mode"]},
            "then": {"required": ["deploy_reason"]},
        }
    ],
    "x-negative": ["退回"],
    "x-partial": ["撤回"],
    "x-computed": {
        "items_total_wan": "wan(sum([amount(r.amount_wan) for r in budget_items]))",
        "budget_items/*/share_percent": "str(round_half_up(amount(item.amount_wan) * 100 / amount(items_total_wan), 1))",
    },
    "x-rules": [
        {
            "when": "amount(items_total_wan) != amount(total_budget_wan)", "message": "投资构成合计应等于总投资", "message_en": "The items should add up",
            "pointer": "/budget_items", "clause": "霍政办〔2019〕5号 二(一)",
        },
        {"when": "date(close_date) <= date(open_date)", "message": "截止日期应晚于开始日期", "pointer": "/close_date"},
        {"when": "date(open_date) < today", "message": "开始日期已过", "pointer": "/open_date", "severity": "warning"},
        {"when": "amount(item.amount_wan) > case.limit", "message": "单项超过限额", "each": "budget_items", "pointer": "/budget_items/*/amount_wan"},
    ],
}  # fmt: skip


@pytest.fixture
def schema() -> dict[str, Any]:
    """The schema, to be spoilt."""
    copy: dict[str, Any] = json.loads(json.dumps(SCHEMA))
    return copy


@pytest.fixture
def form() -> Form:
    return load("F21.json", json.dumps(SCHEMA))


@pytest.fixture
def answers() -> dict[str, Any]:
    """Answers without a fault."""
    return {
        "project_name": "智慧医疗平台", "total_budget_wan": "860.00", "deploy_mode": "县政务云数据中心", "self_declare_truth": True, "decision": "提交",
        "budget_items": [{"item": "软件开发", "amount_wan": "700.00"}, {"item": "集成", "amount_wan": "160.00"}],
    }  # fmt: skip
