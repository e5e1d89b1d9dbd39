"""What a person reads when a field is not right: the field's title, what is wanted, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from app.forms.formats import wrong_format
from app.forms.schema import Schema, field_at
from app.forms.validators import characters

Path = tuple[str | int, ...]
_TYPES = {
    "string": ("文本", "text"), "integer": ("整数", "a whole number"), "number": ("数字", "a number"), "boolean": ("是或否", "yes or no"),
    "array": ("列表", "a list"), "object": ("一组内容", "an object"), "null": ("空值", "null"),
}  # fmt: skip


@dataclass(frozen=True)
class FieldError:
    """One fault: where (`/data/rows/0/amount_wan`), what, which keyword found it, and the clause when the rule has one."""

    pointer: str
    message_zh: str
    message_en: str
    keyword: str = ""
    clause: str | None = None


def pointer(path: Path) -> str:
    """The JSON pointer of a path inside `data`."""
    return "/data" + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def title(schema: Schema, path: Path) -> tuple[str, str]:
    """How the form calls this field, in both languages: «投资构成 第 3 行 金额»."""
    zh: list[str] = []
    en: list[str] = []
    for length, step in enumerate(path, start=1):
        if isinstance(step, int):
            zh.append(f"第 {step + 1} 行")
            en.append(f"row {step + 1}")
        else:
            field = field_at(schema, path[:length])
            zh.append(str(field.get("title") or step[:60]))
            en.append(str(field.get("x-title-en") or step[:60]))
    return " ".join(zh) or "表单", " ".join(en) or "The form"


def told(schema: Schema, path: Path, keyword: str, zh: str, en: str, clause: str | None = None) -> FieldError:
    """A fault with the title of its field before the message."""
    name_zh, name_en = title(schema, path)
    return FieldError(pointer(path), f"{name_zh}：{zh}", f"{name_en}: {en}", keyword, clause)


def explained(error: ValidationError, schema: Schema) -> Iterator[FieldError]:
    """The faults behind one error of the library; a missing or unknown field is named by its own pointer."""
    path: Path = tuple(error.absolute_path)
    found: Any = error
    keyword, value, instance = str(found.validator), found.validator_value, found.instance
    inner: Schema = error.schema if isinstance(error.schema, dict) else {}
    if keyword == "required":
        for name in value:
            if name not in instance:
                yield told(schema, (*path, name), keyword, "必填", "required")
    elif keyword == "dependentRequired":
        for needed in {name: None for have, names in value.items() if have in instance for name in names if name not in instance}:
            yield told(schema, (*path, needed), "required", "必填", "required")
    elif keyword == "additionalProperties":
        known = inner.get("properties", {})
        for name in instance:
            if name not in known:
                yield told(schema, (*path, name), keyword, "表单没有这一项", "the form has no such field")
    elif keyword == "format":
        wrong = wrong_format(value, instance, inner.get("x-unit", ""), signed=inner.get("x-signed", False))
        yield told(schema, path, keyword, *(wrong or ("格式不正确", "has the wrong format")))
    elif keyword == "pattern":
        zh = str(inner.get("x-pattern-message") or "格式不正确")
        yield told(schema, path, keyword, zh, str(inner.get("x-pattern-message-en") or "has the wrong format"))
    elif keyword in _WORDS:
        yield told(schema, path, keyword, *_WORDS[keyword](value, instance))
    else:
        yield told(schema, path, keyword, "不符合要求", "does not fit")


def _type(value: Any, instance: Any) -> tuple[str, str]:
    wanted = [_TYPES.get(kind, (kind, kind)) for kind in ([value] if isinstance(value, str) else value)]
    if instance is None:
        return "不能为空", "may not be null"
    return f"应为{'或'.join(zh for zh, _ in wanted)}", f"should be {' or '.join(en for _, en in wanted)}"


def _choice(value: Any, instance: Any) -> tuple[str, str]:
    shown = "、".join(str(one) for one in value[:12]) + ("…" if len(value) > 12 else "")
    return f"只能是：{shown}", f"must be one of: {shown}"


def _constant(value: Any, instance: Any) -> tuple[str, str]:
    return ("须勾选确认", "must be confirmed") if value is True else (f"只能是 {value}", f"must be {value}")


def _too_long(value: Any, instance: Any) -> tuple[str, str]:
    return f"不超过 {value} 个字（现 {len(instance)} 个字）", f"at most {value} characters (now {len(instance)})"


def _too_short(value: Any, instance: Any) -> tuple[str, str]:
    return ("必填", "required") if value == 1 else (f"不少于 {value} 个字", f"at least {value} characters")


def _too_many_characters(value: Any, instance: Any) -> tuple[str, str]:
    count = characters(instance)
    return f"不超过 {value} 个字（现 {count} 个字，不计换行）", f"at most {value} characters (now {count}, line breaks not counted)"


_WORDS: Mapping[str, Callable[[Any, Any], tuple[str, str]]] = {
    "type": _type,
    "enum": _choice,
    "const": _constant,
    "maxLength": _too_long,
    "minLength": _too_short,
    "x-maxChars": _too_many_characters,
    "minimum": lambda value, _: (f"不小于 {value}", f"not less than {value}"),
    "maximum": lambda value, _: (f"不大于 {value}", f"not more than {value}"),
    "exclusiveMinimum": lambda value, _: (f"须大于 {value}", f"must be more than {value}"),
    "exclusiveMaximum": lambda value, _: (f"须小于 {value}", f"must be less than {value}"),
    "x-minimum": lambda value, _: (f"不小于 {value}", f"not less than {value}"),
    "x-maximum": lambda value, _: (f"不大于 {value}", f"not more than {value}"),
    "x-exclusiveMinimum": lambda value, _: (f"须大于 {value}", f"must be more than {value}"),
    "x-exclusiveMaximum": lambda value, _: (f"须小于 {value}", f"must be less than {value}"),
    "minItems": lambda value, items: (f"至少 {value} 项（现 {len(items)} 项）", f"at least {value} entries (now {len(items)})"),
    "maxItems": lambda value, items: (f"最多 {value} 项（现 {len(items)} 项）", f"at most {value} entries (now {len(items)})"),
    "uniqueItems": lambda _, __: ("不能有重复项", "may not hold the same twice"),
    "contains": lambda _, __: ("缺少必须包含的一项", "lacks an entry that must be there"),
    "minProperties": lambda value, _: (f"至少填写 {value} 项", f"at least {value} fields"),
    "maxProperties": lambda value, _: (f"最多填写 {value} 项", f"at most {value} fields"),
    "anyOf": lambda _, __: ("不符合任何一种允许的填法", "fits none of the allowed ways"),
    "oneOf": lambda _, __: ("不是允许的选项", "is not an allowed choice"),
    "not": lambda _, __: ("不允许这样填写", "is not allowed"),
}
