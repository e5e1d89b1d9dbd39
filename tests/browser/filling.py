"""Fills in a form by the names of its fields, with mouse and keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

OPEN_LIST = ".ant-select-dropdown:not(.ant-select-dropdown-hidden)"
PAPER = {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"}


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Answer every field that the reader may fill: text, money, dates, choices, references, files, tables. `Path()` as a value uploads a paper."""
    expect(page.locator(".form-view")).to_be_visible()
    for name, value in answers.items():
        _answer(page, f"root_{name}", value)


def _answer(page: Page, ident: str, value: Any) -> None:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        _table(page, ident, value)
    elif isinstance(value, Path) or (isinstance(value, list) and value and isinstance(value[0], Path)):
        page.locator(f"input[type=file][data-for={ident}]").set_input_files([PAPER])  # type: ignore[list-item]
        expect(page.locator(".files", has=page.locator(f"#{ident}")).locator("li")).to_have_count(1)
    elif (group := page.locator(f"[role=radiogroup][aria-labelledby={ident}__label]")).count():
        words = {True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value
        group.get_by_text(words, exact=True).click()
    elif isinstance(value, list) and page.locator(f"[role=group]#{ident}").count():
        for word in value:
            page.locator(f"#{ident}").get_by_text(word, exact=True).click()
    elif value is True:
        page.locator(f"#{ident}").check()
    else:
        _write(page, ident, value)


def _write(page: Page, ident: str, value: Any) -> None:
    place = page.locator(f"#{ident}")
    if place.get_attribute("role") == "combobox":
        for word in value if isinstance(value, list) else [value]:
            place.click()
            choice = page.locator(OPEN_LIST).locator(".ant-select-item-option")
            if place.is_editable() and place.evaluate("e => !e.readOnly"):
                place.fill(str(word))
                expect(choice).to_have_count(1)  # searched by code or user name, which only the server knows
                choice.click()
            else:
                choice.get_by_text(str(word), exact=True).click()
        page.keyboard.press("Escape")
    elif place.locator("xpath=ancestor::div[contains(@class,'ant-picker')]").count():
        place.fill(str(value))
        page.keyboard.press("Enter")
    else:
        place.fill(str(value))
        page.keyboard.press("Tab")


def _table(page: Page, ident: str, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        page.locator(f"#{ident}").get_by_role("button", name="增加一行").click()
        for column, value in row.items():
            _answer(page, f"{ident}_{number}_{column}", value)
