"""What each property of an element says, for who draws: what its value is, and what it does."""

from __future__ import annotations

from collections.abc import Mapping

EXPRESSION, TEXT, EITHER = "表达式", "文字", "文字，或以 = 开头的表达式"
# name → (what its value is, what it does)
MEANINGS: Mapping[str, tuple[str, str]] = {
    "formJsonSchemaFilename": (TEXT, "表单文件名，例如 F21.json"),
    "formUiSchemaFilename": (TEXT, "表单布局文件名"),
    "dataKey": (TEXT, "填写内容存放的名称，不写时为元素 id"),
    "keepRounds": ("true 或 false", "回路中每一轮的填写内容都留在 <名称>_rounds 中"),
    "prefill": (EXPRESSION, "表单的初始内容，可用读取函数和 last(…)"),
    "roles": (EITHER, "办理（或发起）的角色，逗号分隔"),
    "office": (EXPRESSION, "由哪个单位的人办理"),
    "assignee": (EXPRESSION, "由哪个人办理"),
    "decisions": (EITHER, "本环节可选的结论，逗号分隔"),
    "excludeActorsOf": (TEXT, "办过这些元素的人不得办理，逗号分隔"),
    "excludeInterested": ("true 或 false", "与本案有利害关系的单位的人不得办理"),
    "runBy": (TEXT, "负责改派、减员、代录的角色"),
    "minMembers": ("正整数", "减员后至少剩几人"),
    "dueIn": (EXPRESSION, "办理期限：几个工作日"),
    "dueAt": (EXPRESSION, "办理期限：日期或时刻"),
    "dueBecause": (TEXT, "期限的依据：条款号 R23、参数名 handling_days.review，或法规条文"),
    "roundLimit": (EXPRESSION, "本环节最多几轮（正整数）；超过后照常办理，只作提示"),
    "limitTells": (EITHER, "首次超过轮次时通知的角色，逗号分隔；可写 角色@单位代码"),
    "remindAt": (EXPRESSION, "何时提醒：日期、时刻，或它们的清单；开始等待时已过的合为一次，立即提醒"),
    "remindEvery": (EXPRESSION, "自开始等待起每隔多久提醒：时长 'P30D'，或工作日数；最多 30 次，办完即止"),
    "remindTells": (EITHER, "提醒哪些角色，逗号分隔；可写 角色@单位代码；用户任务不写时提醒办理人"),
    "inputs": (EXPRESSION, "决策表读取的名称：一个对象，可用读取函数和 last(…)；写了它，决策表就只看到这些"),
    "outcome": (EITHER, "结束事件的结果，例如 通过"),
    "outcomeKey": (TEXT, "本子流程自己的结束事件的结果存放的名称，不写时为 outcome"),
    "correlation": ("键=表达式", "消息的关联键，分号分隔"),
    "phase": (TEXT, "全生命周期的阶段：谋划、申报、实施、验收、运维"),
}
