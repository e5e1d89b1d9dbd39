"""A person sends a file; until a completed task names it, only its sender may read it."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from app.casework.file_kind import kind_of
from app.clock import real_now
from app.db import transaction
from app.ground.house import house_act
from app.models import StoredFile
from app.people import Actor
from app.views.tasks import moment

LONGEST_NAME = 200


def upload_file(actor: Actor, name: str, content: bytes) -> dict[str, Any]:
    """Store the file under its hash; its type is what its content says.

    Raises  DataInvalid for a kind that is not accepted.
    """
    plain = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", re.split(r"[/\\\\]", name)[-1]).strip(" .")[-LONGEST_NAME:] or "file"
    row = StoredFile(
        sha256=sha256(content).hexdigest(), name=plain, size=len(content), type=kind_of(plain, content), content=content,
        uploaded_by=actor.username, uploaded_at=real_now(),
    )  # fmt: skip
    with transaction() as session, house_act(session, "file:upload", actor.username) as act:
        act.put(row)
    return file_view(row)


def file_view(row: StoredFile) -> dict[str, Any]:
    """A file without its bytes."""
    return {
        "id": str(row.id), "name": row.name, "size": row.size, "type": row.type, "sha256": row.sha256,
        "uploaded_by": row.uploaded_by, "uploaded_at": moment(row.uploaded_at), "instance": str(row.instance_id) if row.instance_id else None,
    }  # fmt: skip
