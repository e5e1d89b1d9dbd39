"""The notice by its sentences: what texts cite, what diagrams may cite, what is wrong in the file."""

from __future__ import annotations

import json

import pytest

from app.engine.clauses import cited, notice_of

TEXT = json.dumps({"document": "霍政办〔2019〕5号", "sections": {"二(二)1": "项目申报", "二(二)3": "项目审批"}, "clauses": {
    "R23": {"place": "二(二)1", "text": "于每年7月底前", "assumed": True}, "R24": {"place": "二(二)1", "text": "申报"},
    "R37": {"place": "二(二)3", "text": "统一申请审批"}}})  # fmt: skip


def test_codes_in_a_text_become_places_and_each_place_stands_once() -> None:
    notice, problems = notice_of(TEXT)
    assert problems == []
    assert notice.said("R23、R24：填报。依据R37 [A]办理。") == "《通知》二(二)1：填报。依据《通知》二(二)3办理。"
    assert notice.said("R23 R24 R37：填报") == "《通知》二(二)1、二(二)3：填报"
    assert notice.said("R999：填报") == "：填报" and notice.places(["R999"]) == ""
    assert (notice.clauses["R23"].assumed, notice.clauses["R24"].assumed) == (True, False)


def test_a_range_is_every_clause_in_it() -> None:
    assert cited("R16–R19、R23a 及 P12_R1、AR5") == ("R16", "R17", "R18", "R19", "R23")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "JSON"),
        ("[]", "sections"),
        ('{"sections": {}, "clauses": {"23": {"place": "", "text": "x"}}}', "R23"),
        ('{"sections": {}, "clauses": {"R23": {"place": "二", "text": "x"}}}', "不在 sections 中"),
        ('{"sections": {"二": ""}, "clauses": {"R23": {"place": "二", "text": " "}}}', "原文"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(text: str, said: str) -> None:
    notice, [(zh, en)] = notice_of(text)
    assert said in zh and en and not notice.clauses
