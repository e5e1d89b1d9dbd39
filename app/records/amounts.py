"""Money between forms and tables: 万元 as decimal text in forms, 元 as Decimal in columns; exact both ways."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from app.errors import RuleRefused
from app.records.clauses import R37

_WAN = Decimal(10_000)
_CENT = Decimal("0.01")


def yuan_of(amount_wan: str) -> Decimal:
    """万元 as 元.

    Raises  RuleRefused for anything that is not an amount, or that is finer than a cent.

    >>> yuan_of("860.00")
    Decimal('8600000.00')
    """
    try:
        yuan = Decimal(amount_wan) * _WAN
        exact = yuan.quantize(_CENT)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise RuleRefused(f"“{amount_wan}”不是金额。", f"{amount_wan!r} is not an amount.", clause=R37) from error
    if exact != yuan:
        raise RuleRefused(f"金额“{amount_wan}”万元不足一分的部分不能登记。", "An amount finer than a cent.", clause=R37)
    return exact


def wan_of(amount_yuan: Decimal | None) -> str | None:
    """元 as 万元, two decimals or as many as it takes.

    >>> wan_of(Decimal("8600000.00"))
    '860.00'
    """
    if amount_yuan is None:
        return None
    text = format((amount_yuan / _WAN).normalize(), "f")
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(2, '0')}"
