"""What is proven of the house: people, offices, rights, releases, calendars, uploads, by its own chain (app/history/house_rows.py: the same columns)."""

from __future__ import annotations

from app.history.proof.said import EVERY, Open, Proven, Table, of

LINKED = Proven("单位记录链：每条以密钥与前一条相连，链头另有封签。")
HOUSE = Proven("每次变动是单位记录链上的一条封存记录；校验按记录逐行重算，逐列比对，多一行、少一行也会指出。")
ITSELF = Proven("内容与其 SHA-256 逐字节核对，SHA-256 由单位记录链封存。")
SIGNED = Proven("检查点以 Ed25519 签名，前后相连；所记各链的根哈希在签名之内，与导出的检查点文件核对。")
NUMBER = Open("只有一行，编号不变。")

TABLES = (
    Table("house_event", "单位与权限的记录", LINKED, {EVERY: LINKED}),
    Table("house_head", "单位记录链的链头", LINKED, of(LINKED, "count head mac") | of(NUMBER, "id")),
    Table("office", "单位", HOUSE, of(HOUSE, "code name kind")),
    Table("person", "人员", HOUSE, of(HOUSE, "username name password active works_in specialties") | of(Open("界面语言不改变谁能做什么。"), "language")),
    Table("membership", "任职", HOUSE, of(HOUSE, "id person role office")),
    Table("access_token", "访问令牌", HOUSE, of(HOUSE, "id secret person label scopes created_at expires_at revoked_at")),
    Table("release", "流程版本", HOUSE, of(HOUSE, "id digest message author published_at") | of(ITSELF, "manifest")),
    Table("release_file", "流程文件", HOUSE, of(HOUSE, "sha256") | of(ITSELF, "content")),
    Table("calendar_version", "工作日历", HOUSE, of(HOUSE, "id digest author published_at") | of(ITSELF, "content")),
    Table("case_clock", "培训时钟", HOUSE, of(HOUSE, "id now")),
    Table("checkpoint", "检查点", SIGNED, of(SIGNED, "n at body signature") | of(Open("只说明由谁发起，检查点的内容与此无关。"), "made_by")),
    Table("checkpoint_leaf", "检查点所记的各条链", SIGNED, {EVERY: SIGNED}),
    Table("read_log", "查阅记录", Open("查阅不锁定案件，不进入案件的记录链。"), {EVERY: Open("查阅不锁定案件，不进入案件的记录链。")}),
    Table("start_timer", "定时启动", Open("由当前流程版本推出，发布时重建。"), {EVERY: Open("由当前流程版本推出；启动的案件有自己的办理记录。")}),
)
