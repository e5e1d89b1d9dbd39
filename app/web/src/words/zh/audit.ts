/** Chinese: the auditor's desk. */
export const audit = {
  'audit.title': '审计台',
  'audit.search': '搜索项目、编号、文号、人员',
  'audit.there': '案件共 {{cases}} 个，在办 {{running}} 个；单位与权限变动 {{acts}} 条',
  'audit.since': '上次来访（{{at}}）以来',
  'audit.sinceDay': '{{day}} 以来',
  'audit.questions': '审计问题',
  'audit.back': '返回审计台',
  'audit.unknown': '没有这个审计问题。',
  'audit.from': '从',
  'audit.to': '到',
  'audit.n': '超过几次',
  'audit.nothing': '所选范围内没有。不填日期即最近十二个月。',
} as const;
