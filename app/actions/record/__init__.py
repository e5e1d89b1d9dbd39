"""The institution's books, read."""
