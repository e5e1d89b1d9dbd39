"""Whether nobody else who is active holds a role: asked with the memberships of who sends a request, so that it is true of this moment."""

from __future__ import annotations

# SQL over a row `m` of membership.
ALONE = """
    NOT EXISTS (
        SELECT FROM membership o JOIN person q ON q.username = o.person AND q.active
        WHERE o.role = m.role AND o.office IS NOT DISTINCT FROM m.office AND o.person <> m.person)"""
