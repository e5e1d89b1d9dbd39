"""The rules a diagram must keep: one file each, `check(diagram, known) -> Iterator[Finding]`; `app.engine.checking` runs them all."""
