"""The clauses that refusals of the records name: the phrase of the notice 霍政办〔2019〕5号 with its row R in the traceability table,
or the invariant of the specification where the notice is silent (I25: every block shows its clause)."""

from __future__ import annotations

NOTICE = "霍政办〔2019〕5号"


def clause(row: str, phrase: str) -> str:
    """A clause of the notice as shown to people.

    >>> clause("R23", "项目建设主管部门于每年7月底前")
    '霍政办〔2019〕5号“项目建设主管部门于每年7月底前”（R23）'
    """
    return f"{NOTICE}“{phrase}”（{row}）"


R2 = clause("R2", "各乡镇人民政府，经济开发区（现代产业园），县政府各部门、各直属机构")
R10 = clause("R10", "包括谋划阶段、申报阶段、实施阶段、验收阶段、运维阶段")
R20 = clause("R20", "邀请相关业务专家对项目建设需求、基本构架和申报材料进行内部预审")
R23 = clause("R23", "项目建设主管部门于每年7月底前")
R24 = clause("R24", "向县数管局申报下一年度电子政务项目")
R25 = clause("R25", "填写《霍邱县电子政务建设项目申报表》（附件1）")
R26 = clause("R26", "提交项目建设依据及方案")
R28 = clause("R28", "县数管局对项目申报材料的完整性、规范性进行预审")
R30 = clause("R30", "会同县发改委、县财政局组织专家")
R31 = clause("R31", "对项目建设必要性、可行性、资源共享程度、概算合理性、是否单独立项等开展审查论证")
R33 = clause("R33", "形成论证意见并上报县政府相关会议研究")
R34 = clause("R34", "根据论证意见修改完善相关资料，形成定稿")
R37 = clause("R37", "资金预算原则上不超过1000万元的项目由县数管局统一申请审批")
R62 = clause("R62", "电子政务项目实行验收制度，包括初验和竣工验收两个阶段")
R87 = clause("R87", "重点评估项目的应用情况、数据资源共享情况、应用效果、安全保密、创新服务、经济和社会效益等内容")
R103 = clause("R103", "将暂缓主管部门下一年度项目申报或严格压缩其项目支出预算规模")
R116 = clause("R116", "综合类：包含上述两类以上内容的综合项目")
I1 = f"{NOTICE} 全流程管理规则 I1（列入计划须先有审批，R39—R42）"
I8 = f"{NOTICE} 全流程管理规则 I8（竣工验收须先初验合格，R62—R66）"
I19 = f"{NOTICE} 全流程管理规则 I19（定稿、批复、合同、已发布计划及已受理申报不得更改）"
I20 = f"{NOTICE} 全流程管理规则 I20（申报人不得评审自己申报的事项，联合论证各方须齐全，R30）"
I21 = f"{NOTICE} 全流程管理规则 I21（不予同意须书面说明理由，《政府投资条例》第十一条）"
I24 = f"{NOTICE} 全流程管理规则 I24（台账记录不得删除，更正须留痕）"
