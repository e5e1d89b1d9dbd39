"""What is proven of a case: its history, its row, its tasks and what it waits for."""

from __future__ import annotations

from app.history.proof.books import WRITTEN as NAMED
from app.history.proof.house import HOUSE, ITSELF
from app.history.proof.said import EVERY, Open, Proven, Table, of

CHAIN = Proven("案件的办理记录逐条以密钥串成链，每条的校验值包含前一条；改动、增减、调换任何一条，其后的校验值都对不上。")
SEAL = Proven("案件封签：以密钥对案件号、识别码、流程版本、记录条数和末条校验值计算；少一条、换一案都对不上。")
REGISTER = Proven("案件登记簿连续编号并以密钥封签；少一个案件、多一个案件都看得出。")
EVENTS = Proven("由办理记录推出，逐列比对；不一致时指出应为何值、依据哪一条记录。")
AGAIN = Proven("按办理记录和当时的流程版本重新执行得出，逐列比对。")
NOT_YET = Open("尚未与办理记录逐列比对。")
NUMBER = Open("只是系统内部的编号，用来指认这一行；内容由其他各列证明。")

CASES = (
    Table("event", "办理记录", CHAIN, {EVERY: CHAIN}),
    Table("register", "案件登记簿", REGISTER, of(REGISTER, "last_number mac") | of(NUMBER, "id")),
    Table(
        "instance", "案件", REGISTER,
        of(SEAL, "uid number release_id event_count head mac")
        | of(EVENTS, "process business_key status started_by started_at last_event_at")
        | of(EVENTS, "title outcome project_id dept build_unit ended_at search")
        | of(NUMBER, "id")
        | of(AGAIN, "snapshot"),
    ),
    Table(
        "task", "任务", AGAIN,
        of(AGAIN, "instance_id address candidates round round_limit")
        | of(NOT_YET, "element process name form decisions item priority due_at created_at")
        | of(EVENTS, "status assignee done_at done_by done_for")
        | of(NUMBER, "id")
        | of(Open("第一次被看到的时间。查看不是办理，不进入办理记录，只用于判断能否撤回。"), "opened_at"),
    ),
    Table("timer", "计时", AGAIN, of(AGAIN, "instance_id address due_at") | of(NOT_YET, "element process parked")),
    Table("reminder", "提醒", AGAIN, of(AGAIN, "instance_id address due_at later") | of(NOT_YET, "element process tells parked")),
    Table("wait", "等待的消息", AGAIN, of(AGAIN, "instance_id address message correlation") | of(NOT_YET, "element process since")),
    Table(
        "service_call", "外部调用", AGAIN,
        of(AGAIN, "instance_id address status") | of(NOT_YET, "element handler input key created_at done_at")
        | of(NUMBER, "id")
        | of(Open("还在尝试的次数；办结时的次数写入办理记录。"), "tries"),
    ),
    Table("incident", "异常", EVENTS, {EVERY: EVENTS}),
    Table("message", "消息", NOT_YET, {EVERY: NOT_YET}),
    Table("delivery", "消息的送达", NOT_YET, {EVERY: NOT_YET}),
    Table(
        "notice", "通知", NAMED,
        of(NAMED, "recipient instance_id text created_at") | of(NUMBER, "id") | of(Open("谁读过通知不是办理结果，读时不写办理记录。"), "read_by read_at"),
    ),
    Table(
        "stored_file", "附件", HOUSE,
        of(HOUSE, "id sha256 name size type uploaded_by uploaded_at") | of(ITSELF, "content") | of(NAMED, "instance_id address"),
    ),
    Table("draft", "草稿", Open("未提交的草稿可以随时改、随时删，不是办理结果。"), {EVERY: Open("未提交的内容，不是办理结果。")}),
)  # fmt: skip
