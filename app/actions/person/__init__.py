"""People, their offices and tokens, and how they come in."""
