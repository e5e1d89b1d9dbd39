"""The history of a case: chained, executed again, and held against the rows."""
