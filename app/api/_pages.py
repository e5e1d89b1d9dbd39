"""Small pages that the server writes itself: plain HTML, no script, one local style."""

from __future__ import annotations

from flask import Response, g
from markupsafe import Markup, escape

STYLE = Markup(
    "body{font:16px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2933}"
    "h1{font-size:1.6rem}h2{margin-top:2.2rem;border-bottom:1px solid #d9e2ec}h3{margin:1.6rem 0 .3rem;font-size:1rem}"
    "code,pre{font-family:ui-monospace,Consolas,monospace;background:#f0f4f8;border-radius:3px;padding:.1rem .3rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #d9e2ec;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    "a{color:#0b5394}.verb{display:inline-block;min-width:4rem;font-weight:700}"
)


def page(title: str, body: Markup, status: int = 200, language: str = "zh-CN") -> Response:
    """A whole page; its style carries the nonce of the page's own policy."""
    from secrets import token_urlsafe

    nonce = token_urlsafe(16)
    g.policy = f"default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    head = Markup('<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{}</title>').format(
        language, title
    )
    style = Markup('<style nonce="{}">{}</style></head>').format(nonce, STYLE)
    html = head + style + Markup("<body><main><h1>{}</h1>{}</main></body></html>").format(title, body)
    return Response(str(html), status, mimetype="text/html")


def table(headings: list[str], rows: list[list[object]]) -> Markup:
    """A table; every cell is escaped unless it is markup already."""
    top = Markup("").join(Markup("<th scope=col>{}</th>").format(h) for h in headings)
    lines = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(escape(c)) for c in row)) for row in rows)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(top, lines)
