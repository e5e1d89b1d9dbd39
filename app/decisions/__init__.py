"""Decision tables: standard DMN 1.3 XML, inputs in the house's language, cells in FEEL unary tests, all six hit policies.

`load(xml)` gives the tables of a file, `ask(table, context)` what one says over the data of a case, `problems_of_table(xml)`
what the check has to say. The outcome holds JSON only: a number with a point is exact decimal text.
"""

from __future__ import annotations

from app.decisions.asking import ask
from app.decisions.problems import TableProblem, load, problems_of_table
from app.decisions.table import Input, Outcome, Output, Rule, Table

__all__ = ["Input", "Outcome", "Output", "Rule", "Table", "TableProblem", "ask", "load", "problems_of_table"]
