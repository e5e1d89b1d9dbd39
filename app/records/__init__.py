"""The institution's books: a table and the rules that always hold for it, side by side."""
