"""`/problems/<slug>`: what each kind of refusal means."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response
from markupsafe import Markup

from app.api._pages import page, table
from app.api._problems import TITLES
from app.errors import HouseError, NotFound

problems = Blueprint("problems", __name__)


def kinds(base: type[HouseError] = HouseError) -> Iterator[type[HouseError]]:
    """Every refusal of the house, wherever it is written."""
    yield base
    for kind in base.__subclasses__():
        yield from kinds(kind)


@problems.get("/problems/")
def all_problems() -> Response:
    """The list."""
    rows: dict[str, list[object]] = {}
    for kind in kinds():
        link = Markup('<a href="/problems/{0}">{0}</a>').format(kind.slug)
        rows.setdefault(kind.slug, [link, int(kind.status), kind.title, kind.title_en])
    for status, (slug, title, title_en) in TITLES.items():
        rows.setdefault(slug, [Markup('<a href="/problems/{0}">{0}</a>').format(slug), status, title, title_en])
    return page("拒绝的种类 / Kinds of refusal", table(["type", "status", "中文", "English"], [rows[slug] for slug in sorted(rows)]))


@problems.get("/problems/<slug>")
def one_problem(slug: str) -> Response:
    """One of them.

    Raises  NotFound.
    """
    for kind in kinds():
        if kind.slug == slug:
            meaning = (kind.__doc__ or "").strip()
            return page(f"{kind.title} / {kind.title_en}", Markup("<p>HTTP {} · <code>{}</code></p><p>{}</p>").format(int(kind.status), slug, meaning))
    for status, (known, title, title_en) in TITLES.items():
        if known == slug:
            return page(f"{title} / {title_en}", Markup("<p>HTTP {} · <code>{}</code></p>").format(status, slug))
    raise NotFound("没有这种问题说明。", "There is no such kind of problem.")
