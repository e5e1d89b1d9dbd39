"""A bundle of files on its way to a release: what it may name, its cases, its calendar."""
