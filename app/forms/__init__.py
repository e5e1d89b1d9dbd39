"""Forms: what people fill in, checked by the server alone. A form is a JSON Schema 2020-12 and a ui schema, both files of a release.

Beside the schema a form says at its root: `x-computed` (fields that follow from others), `x-rules` (what must hold between
fields: `when` is true when the rule is broken), `x-decision` (the field of the decision, default `decision`), `x-negative` and
`x-reason` (decisions that need a written reason, and where it stands), `x-partial` (decisions for which the form need not be
complete); on an array `x-key` and `x-fixed`; on a field `x-maxChars`, `x-signed`, `x-minimum`, `x-maximum`,
`x-exclusiveMinimum`, `x-exclusiveMaximum` (limits of decimals, as text), `x-pattern-message`, `x-title-en`.
"""

from __future__ import annotations

from app.forms.filling import Filled, fill
from app.forms.form import Form, load
from app.forms.messages import FieldError
from app.forms.problems import FormProblem, problems_of_form

__all__ = ["FieldError", "Filled", "Form", "FormProblem", "fill", "load", "problems_of_form"]
