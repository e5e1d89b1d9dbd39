# ruff: noqa: E501
"""What somebody might write into a diagram to break out of the language or to stop the server.

`REACHING` never passes the check. `HEAVY` may look harmless; it must end at once, refused, or with a small result.
"""

from __future__ import annotations

REACHING = [
    # out through attributes of Python objects
    "().__class__", "().__class__.__bases__[0].__subclasses__()", "''.__class__.__mro__[1].__subclasses__()", "(1).__class__", "x.__dict__",
    "[].__class__.__base__.__subclasses__()[132].__init__.__globals__['system']('id')", "x._private", "amount.__globals__", "amount.__code__.co_consts",
    "P12_T1.__class__.__name__", "(x for x in [1]).gi_frame.f_back.f_globals", "[x for x in rows].__len__()", "today().__reduce__()", "None.__class__",
    "True.__class__.__bases__", "x['__class__']", "get(x, '__globals__')", "{}.__class__.__subclasses__()", "1.5.__class__", "date.__class__",
    # by name
    "__import__('os').system('id')", "__builtins__", "__builtins__['eval']('1')", "__name__", "__file__", "_", "_x + 1", "__debug__",
    # methods and calls of what is not a name
    "'a'.join(['b'])", "'{0.__class__}'.format(1)", "'%s' .format(x)", "x.strip()", "(lambda: 1)()", "[sum][0]([1])", "rows.append(1)", "x.update({'a': 1})",
    "(sum)([1]).real()", "{'f': sum}['f']([1])", "sum.call([1])", "x()()", "x[0]()", "(x or sum)([1])", "fields.pop('a')", "case.clear()",
    # formatting
    "f'{x.__class__}'", "f'{x}'", "f'{1:{10**9}}'", "f'{x!r}'", "'%9999999999d' % 1", "'%(a)s' % {'a': 1}" , "'{:>9999999}'.format(1)",
    # binding and statements
    "(x := 1)", "[y := 1, y]", "lambda x: x", "lambda: __import__('os')", "yield x", "(yield)", "(yield from x)", "await x", "x = 1", "import os", "from os import system",
    "del x", "pass", "raise x", "assert x", "global x", "exec('1')\nx", "a; b", "a, b = 1, 2", "if x: y", "while True: pass", "print(1) if x else y; z",
    # arguments and keys
    "sum(*rows)", "merge(**x)", "sorted(rows, key=len)", "sorted(rows, key=lambda r: r.a)", "max(rows, default=0)", "{**x}", "[*x]", "{*x}", "round_half_up(1, digits=2)",
    # operators that are not there
    "9**9**9", "2**10000000", "1 << 100000000", "x >> 1", "x | y", "x & y", "x ^ y", "~x", "x @ y", "10**-5", "a if b else c ** d",
    # constants that are not there
    "b'abc'", "...", "1j", "1e400", "1e9", "0x" + "f" * 500, "9" * 200, "9" * 5000, "1_0e5",
    # slices, targets
    "x[::2]", "x[1:2:3]", "x[::-1]", "[a for a, b in rows]", "[a for a.b in rows]", "[x[0] for x[0] in rows]", "[a async for a in rows]", "[(a for a in b) async for b in rows]",
    # identity
    "x is y", "x is 'a'", "x is not 5", "a is b is None",
    # other spellings, look-alikes, invisible signs
    "true", "x == null", "false or x", "\uff3f\uff3fimport\uff3f\uff3f('os')", "ｅval('1')", "ﬁeld", "x\u200by", "am\u00adount(1)", "x \u202e+ y", "ｘ.ａ", "x\x00y", "\ud800",
    # unreadable
    "", "   ", "(", ")", "a)(b", "1 +", "'abc", "a b", "a..b", "x[", "{1:", "# only a comment", "a # b\n or c", "if", "not", "==", "\\", "a\\\n.__class__",
    # functions that do not exist, wrong numbers of arguments
    "eval('1')", "exec('1')", "open('/etc/passwd')", "getattr(x, 'a')", "setattr(x, 'a', 1)", "vars()", "globals()", "locals()", "dir()", "type(x)", "compile('1', '', 'eval')",
    "input()", "breakpoint()", "help()", "object()", "memoryview(x)", "bytearray(10)", "bytes(1000000000)", "iter(x)", "next(x)", "map(sum, x)", "filter(sum, x)", "zip(x)",
    "id(x)", "hash(x)", "super()", "classmethod(x)", "pow(2, 100)", "print(x)", "repr(x)", "format(1, '9999999d')", "chr(1)", "ord('a')", "isinstance(x, y)", "callable(x)",
    "enumerate(x)", "exit()", "quit()", "__import__('time').sleep(9)", "amount()", "amount(1, 2)", "today(1)", "get(x)", "date(1, 2, 3, 4)", "len()",
    # deep and long
    "(" * 31 + "1" + ")" * 31, "[" * 100 + "]" * 100, "{" * 90, "-" * 3900 + "1", "not " * 900 + "x", "~" * 500 + "1", "x" + ".a" * 1900, "x" + "[0]" * 1200, "1" + "+1" * 1900,
    "a if b else " * 300 + "c", "x" * 5000, "[" + "1," * 1990 + "]", "'" + "a" * 5000 + "'", "lambda:" * 500 + "1", "f(" * 60 + ")" * 60, "a<" * 1500 + "b", "a and (" * 40 + "b" + ")" * 40,
    "{0:" * 60 + "0" + "}" * 60, "[x " + "for x in y " * 300 + "]", "await " * 600 + "x", "x" + " if x else x" * 280, "((((((((((" * 10, "[(" * 40, "- " * 1900 + "1", "+-" * 1500 + "1",
]  # fmt: skip

_TEN = "[0,1,2,3,4,5,6,7,8,9]"
_HUNDRED = f"[a for a in {_TEN} for b in {_TEN}]"
HEAVY = [
    # repetition
    "'a' * 10000000000", "10000000000 * 'a'", "[0] * 1000000000", "1000000000 * [0]", "(0,) * 1000000000", "{'a': 1} * 5", "'a' * 3", "str(1) * 9",
    # loops
    f"[a for a in {_TEN}" + "".join(f" for {x} in {_TEN}" for x in "bcdefghi") + "]", f"sum([a for a in {_HUNDRED} for b in {_HUNDRED} for c in {_HUNDRED}])",
    "[a for a in range(1000) for b in range(1000)]", "any(False for a in range(1000) for b in range(1000) for c in range(1000))", "[[[0 for a in range(999)] for b in range(999)] for c in range(999)]",
    "count(a for a in range(1000) for b in range(1000) if a == b)", "{a: b for a in ['x'] for b in range(1000) for c in range(1000)}", "{a for a in range(1000) for b in range(1000)}",
    "[range(1000) for a in range(1000)]", "[sorted(range(1000)) for a in range(1000)]", "[sum(range(1000)) for a in range(1000)]", "[unique(range(1000)) for a in range(1000)]",
    "[max(range(1000)) for a in range(1000)]", "[flatten([range(1000)]) for a in range(1000)]", "[working_days_between('1900-01-01', '2200-01-01') for a in range(100)]",
    "[add_working_days('2025-01-01', 2000) for a in range(1000)]", "[statutory_end('2025-01-01', 1200, 36500) for a in range(1000)]", "[a in range(1000) for a in range(1000)]",
    "[r.big == r.big for r in rows for x in range(1000)]", "[contains(text, 'b') for a in range(1000)]", "[len(str(a)) for a in range(1000) for b in range(100)]",
    "[replace(text, 'a', text) for a in range(10)]", "[upper(text) for a in range(1000)]", "[split(text, 'a') for a in range(1000)]", "[trim(text) for a in range(1000)]",
    "[is_empty(text) for a in range(1000) for b in range(9)]", "[text == text + 'a' for a in range(1000)]", "[text[0:90000] for a in range(1000)]", "[big[0:900] for a in range(1000)]",
    "[date_text(add_days('2025-01-01', a)) for a in range(1000) for b in range(99)]", "[months_between('1900-01-01', '2200-12-31') for a in range(1000) for b in range(99)]",
    # texts
    "replace(replace(replace('aaaaaaaaaa', 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa')",
    "replace(text, 'a', text)", "join([text for a in range(1000)], text)", "join(range(1000), 'x')", "split(text, '')", "replace(text, '', 'xxxxxxxxx')",
    "text + text + text + text + text + text", "'%s' % text", "join(split(text, 'a'), text)",
    # numbers
    "9999999999999999999999 * 9999999999999999999999 * 9999999999999999999999 * 9999999999999999999999", "1.5 / 0", "1 / 0", "1 // 0", "1 % 0", "1.0 % 0.0", "0 / 0.0",
    "0.00000000000000000001 * 0.00000000000000000001 * 0.00000000000000000001 * 0.00000000000000000001", "amount('1e999999999')", "amount('9' )/amount('0')", "amount('NaN')",
    "amount('Infinity')", "int('1e5')", "int(text)", "amount(text)", "round_half_up(1.5, 1000000000)", "round_half_up(1, 0 - 5)", "range(1000000000)", "range(0 - 1)", "wan(huge)", "huge + 0.5",
    "int(huge)", "floor(huge * huge)", "inf + 1", "nan * 2", "round_half_up(99999999999999999999999999999.0 * 99999999999999999999.0, 12)", "sum([huge, huge]) * huge", "range(True)", "range(1.5)",
    # dates
    "date(99999, 1, 1)", "date(2025, 13, 1)", "date(2025, 2, 30)", "add_days('2025-01-01', 999999999999)", "add_days('9999-12-31', 1)", "add_months('9999-12-31', 2400)",
    "add_working_days('2025-01-01', 1000000000)", "date('9' + text)", "datetime('2025-01-01T99:00:00')", "date(text)", "year([])", "end_of_day('9999-12-31')", "start_of_day('0001-01-01')",
    "working_days_between('0001-01-01', '9999-12-31')", "next_day_of_month('2025-01-01', 99)", "statutory_end('9999-12-31', 1200, 36500)", "datetime('0001-01-01T00:00:00+14:00') < now()",
    # wrong kinds
    "{[]: 1}", "{x: 1 for x in [[1]]}", "{1: 2}", "[1] < [2]", "{'a': 1} < {'b': 2}", "1 < 'a'", "'a' + 1", "[1] + 'a'", "1 in 5", "1 in None", "None + 1", "None < 1", "-None", "not_there < 1",
    "x.a.b.c + 1", "rows.a", "text.a", "rows['a']", "rows[1.5]", "rows[None]", "text[0:1.5]", "[a for a in None]", "[a for a in 5]", "[a for a in 'text']", "sum(5)", "sum(['a'])", "sum([[1]])",
    "sorted([1, 'a'])", "sorted([[1], [2]])", "sorted([None, 1])", "min([1, None])", "join([1], ',')", "len(5)", "keys([1])", "merge([1], 2)", "get([1], 0)", "parameter('nope')", "parameter(rows)",
    "today() + 1", "today() - today()", "today() < '2025-01-01'", "today() == '2025-01-01'", "amount('1.00') == '1.00'", "'860.00' < '1000.00'", "'1' < 2", "is_working_day('x')",
    # cycles and shared parts
    "flatten([[a, a, a, a, a, a, a, a, a, a] for a in [big for b in range(1000)]])", "[[big, big, big, big, big] for a in range(1000)]", "{'a': [big for a in range(1000)]}",
    "merge({'a': big}, {'b': [big for a in range(500)]})", "values({'a': [big for a in range(1000)]})", "[whole for a in range(1000)]", "[deep] == [deep]", "[deep, [deep, [deep]]]",
    "deep == deep2", "big == big2", "[deep for a in range(1000)]", "unique([[a] for a in range(1000)])", "[{'k': big} for a in range(900)] == [{'k': big} for a in range(900)]",
]  # fmt: skip

SCRIPTS = [
    "a = [0,1,2,3,4,5,6,7,8,9]\n" + "\n".join("a = [a,a,a,a,a,a,a,a,a,a]" for _ in range(90)),
    "a = 'aaaaaaaaaa'\n" + "\n".join("a = a + a" for _ in range(90)),
    "a = {'k': 1}\n" + "\n".join("a = {'x': a, 'y': a, 'z': a}" for _ in range(90)),
    "a = 9999999999999999\n" + "\n".join("a = a * a" for _ in range(90)),
    "a = [1]\n" + "\n".join("a = a + a" for _ in range(90)),
    "a = [1]\n" + "\n".join("a = [a]" for _ in range(97)) + "\nb = a == a",
    "a = 2.5\n" + "\n".join("a = a * a" for _ in range(90)),
    "\n".join(f"a{n} = sum(range(1000))" for n in range(99)),
    "\n".join(f"a{n} = [b for b in range(1000)]" for n in range(99)),
    "\n".join(f"a{n} = big" for n in range(99)),
    "\n".join(f"a{n} = [a{n - 1}, a{n - 1}]" if n else "a0 = [1]" for n in range(60)) + "\nx = a59 == a58",
]
FORBIDDEN_SCRIPTS = [
    "import os", "x = __import__('os')", "def f(): return 1", "for x in y: z = 1", "while True: x = 1", "x += 1", "x: int = 1", "x = y = 1", "x.a = 1", "x['a'] = 1", "a, b = 1, 2", "[a] = [1]",
    "del x", "class A: pass", "with x as y: z = 1", "try:\n x = 1\nexcept: y = 1", "x = 1; import os", "if x: y = 1", "global x", "return 1", "x = yield", "async def f(): pass", "print(1)", "x",
    "x = (y := 1)", "_x = 1", "__builtins__ = 1", "x = lambda: 1", "x = 1\n  y = 2", "from os import *", "raise x", "assert x", "match x:\n case 1: y = 1", "x = [*y]", "*x, = y", "nonlocal x",
    "\n".join(f"a{n} = 1" for n in range(101)), "true = 1", "x = f'{y}'", "x = 1 if y else __import__('os')",
]  # fmt: skip
