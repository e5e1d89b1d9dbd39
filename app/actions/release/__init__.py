"""Diagrams, tables, forms and parameters: checked, published, shown."""
