"""From the files of a release to what the engine runs: facts of elements, messages, hard stops, specs."""
