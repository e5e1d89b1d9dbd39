"""The other process of the arm `Elsewhere`: reads pickles, parses what it gets, restores, acts, freezes."""

from __future__ import annotations

import sys
from pickle import dump, load

from app import engine
from tests.oracle.seen import attempt, look, packed, thaw


def main() -> None:
    """Until nothing more comes."""
    release: engine.Release | None = None
    files: dict[str, str] = {}
    while True:
        try:
            said = load(sys.stdin.buffer)
        except EOFError:
            return
        if said[0] == "files":
            if said[1] != files:
                files = said[1]
                release = engine.parse(files, name="elsewhere")
            answer = None
        else:
            assert release is not None
            state = thaw(release, said[1], said[2].now)
            view = look(state, attempt(state, said[2]))
            answer = (packed(view), engine.freeze(state) if "answer" in view["answer"] else b"")
        dump(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
