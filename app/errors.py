"""Every refusal of the house: a class says what kind (slug, HTTP status, title in both languages), the message says which one.

Rendered once, as RFC 9457 problem+json, by `app/api`. `/problems/<slug>` shows the class docstring.
A refusal that follows from the notice names its clause: `RuleRefused("…", clause=clause("二(一)1", "…"))`.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar


class HouseError(Exception):
    """Something the program did not expect; nothing was changed."""

    slug: ClassVar[str] = "internal"
    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    title: ClassVar[str] = "程序内部错误"
    title_en: ClassVar[str] = "Something went wrong"

    def __init__(self, detail: str, detail_en: str | None = None, **facts: Any) -> None:
        super().__init__(detail)
        self.detail, self.detail_en, self.facts = detail, detail_en or detail, facts

    def as_problem(self, instance: str, language: str = "zh") -> dict[str, Any]:
        """The members of the problem document; `facts` are added as extension members."""
        english = language == "en"
        return {
            "type": f"/problems/{self.slug}",
            "title": self.title_en if english else self.title,
            "status": int(self.status),
            "detail": self.detail_en if english else self.detail,
            "instance": instance,
            **{name: [_finding(f, language) for f in value] if name == "findings" else value for name, value in self.facts.items()},
        }


def _finding(finding: Any, language: str) -> dict[str, Any]:
    """A finding of the check in the reader's language (it may be shown already)."""
    if isinstance(finding, dict):
        return finding
    message, fix = (finding.message_en, finding.fix_en) if language == "en" else (finding.message, finding.fix)
    return {
        "file": finding.file,
        "rule": finding.rule,
        "severity": finding.severity,
        "element": finding.element,
        "message": message or finding.message,
        "fix": fix or finding.fix,
    }


class NotSignedIn(HouseError):
    """The call needs a person: sign in first, or send a valid token."""

    slug, status, title, title_en = "not-signed-in", HTTPStatus.UNAUTHORIZED, "尚未登录", "You are not signed in"


class CsrfMissing(HouseError):
    """A changing call with a session cookie needs the header X-CSRF-Token of that session."""

    slug, status, title, title_en = "csrf", HTTPStatus.FORBIDDEN, "请求缺少安全令牌", "The request lacks its security token"


class NotAllowed(HouseError):
    """This person may not do this."""

    slug, status, title, title_en = "not-allowed", HTTPStatus.FORBIDDEN, "您无权执行此操作", "You may not do this"


class NotFound(HouseError):
    """There is no such thing, or its existence is not for this person to know."""

    slug, status, title, title_en = "not-found", HTTPStatus.NOT_FOUND, "没有找到", "Not found"


class TaskNotOpen(HouseError):
    """The task was completed or cancelled meanwhile; nothing was changed."""

    slug, status, title, title_en = "task-not-open", HTTPStatus.CONFLICT, "该任务已不在办理状态", "This task is no longer open"


class TaskClaimed(HouseError):
    """Somebody else has claimed the task."""

    slug, status, title, title_en = "task-claimed", HTTPStatus.CONFLICT, "该任务已由他人认领", "Somebody else has claimed this task"


class InstanceNotRunning(HouseError):
    """The case is ended, suspended or cancelled."""

    slug, status, title, title_en = "instance-not-running", HTTPStatus.CONFLICT, "该案件不在运行状态", "This case is not running"


class MoveRefused(HouseError):
    """A token cannot be moved there: the engine could not go on rightly; the refusal says what to do instead."""

    slug, status, title, title_en = "move-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "不能移动到该环节", "The token cannot be moved there"


class AlreadyThere(HouseError):
    """What was to be made exists already."""

    slug, status, title, title_en = "already-there", HTTPStatus.CONFLICT, "已经存在", "Already there"


class Outdated(HouseError):
    """Somebody else was first; look again."""

    slug, status, title, title_en = "outdated", HTTPStatus.CONFLICT, "数据已被他人更新", "Somebody else was first"


class DataInvalid(HouseError):
    """What was sent breaks its form; `errors` lists pointer and message of each fault."""

    slug, status, title, title_en = "data-invalid", HTTPStatus.UNPROCESSABLE_ENTITY, "填写内容有误", "The data is not valid"

    def __init__(self, detail: str, detail_en: str | None = None, *, errors: Sequence[Any] = (), **facts: Any) -> None:
        super().__init__(detail, detail_en, **facts)
        self.errors = list(errors)

    def as_problem(self, instance: str, language: str = "zh") -> dict[str, Any]:
        """Adds `errors`: pointer and message in the reader's language."""
        return super().as_problem(instance, language) | {"errors": [_shown(e, language) for e in self.errors]}


def _shown(error: Any, language: str) -> dict[str, str]:
    if isinstance(error, dict):
        return error
    return {"pointer": error.pointer, "message": error.message_en if language == "en" else error.message_zh}


class RuleRefused(HouseError):
    """A rule of the notice or of the records refuses this; `clause` names it; nothing was changed."""

    slug, status, title, title_en = "rule-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "不符合管理规定", "A rule refuses this"

    def __init__(self, detail: str, detail_en: str | None = None, *, clause: str, **facts: Any) -> None:
        super().__init__(detail, detail_en, clause=clause, **facts)
        self.clause = clause


class ServiceFailed(HouseError):
    """A service task's handler refused or failed and no boundary event of the diagram catches it."""

    slug, status, title, title_en = "service-failed", HTTPStatus.UNPROCESSABLE_ENTITY, "系统处理未能完成", "A service step failed"


class ExpressionRefused(HouseError):
    """An expression is not allowed, or cannot be evaluated over these values."""

    slug, status, title, title_en = "expression-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "表达式不能执行", "The expression was refused"


class DecisionRefused(HouseError):
    """A decision table gives no single answer for these inputs."""

    slug, status, title, title_en = "decision-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "决策表无法给出结果", "The decision table gives no answer"


class DiagramRefused(HouseError):
    """A diagram, table or form has findings of severity error; `findings` lists them."""

    slug, status, title, title_en = "diagram-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "流程定义未通过检查", "The definition did not pass the check"


class XmlRefused(HouseError):
    """The XML is malformed, or does what XML may not do here (entities, doctype, too deep)."""

    slug, status, title, title_en = "xml-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "XML 文件不能读取", "The XML was refused"


class TooLarge(HouseError):
    """What was sent is larger than allowed."""

    slug, status, title, title_en = "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容过大", "Too large"


class TooManyAttempts(HouseError):
    """Too many failures to sign in to this account: wait as long as `Retry-After` says. Others are not held up by it."""

    slug, status, title, title_en = "too-many-attempts", HTTPStatus.TOO_MANY_REQUESTS, "登录失败次数过多", "Too many failures to sign in"


class RequestMalformed(HouseError):
    """The request itself cannot be read (not JSON, a wrong cursor, a wrong header)."""

    slug, status, title, title_en = "request-malformed", HTTPStatus.BAD_REQUEST, "请求无法识别", "The request cannot be read"


class KeyReused(HouseError):
    """The Idempotency-Key was used before with another request."""

    slug, status, title, title_en = "key-reused", HTTPStatus.UNPROCESSABLE_ENTITY, "重复键对应的请求不同", "The key was used for another request"


class DatabaseAway(HouseError):
    """The database does not answer; nothing was changed; try again in a moment."""

    slug, status, title, title_en = "database-away", HTTPStatus.SERVICE_UNAVAILABLE, "数据库暂时无法使用", "The database does not answer"


class HistoryBroken(HouseError):
    """The history of a case does not match its chain or its release."""

    slug, status, title, title_en = "history-broken", HTTPStatus.CONFLICT, "历史记录校验不一致", "The history does not verify"


class EngineStuck(HouseError):
    """The diagram reached a state in which nothing can happen any more, or a loop without a task."""

    slug, status, title, title_en = "engine-stuck", HTTPStatus.UNPROCESSABLE_ENTITY, "流程无法继续", "The process cannot go on"


class ConfigWrong(HouseError):
    """A setting of the program is missing or wrong."""

    slug, status, title, title_en = "config-wrong", HTTPStatus.INTERNAL_SERVER_ERROR, "系统配置有误", "The configuration is wrong"
