"""Rows as the interface shows them."""
