/** Chinese: what is said when something did not go. */
export const trouble = {
  'trouble.unreachable': '连接不上服务器',
  'trouble.unreachableDetail': '请检查网络后重试；已填写的内容都还在。',
  'trouble.page': '页面出错',
  'trouble.any': '操作未能完成',
  'trouble.anyDetail': '服务器没有接受这次操作（{{status}}），没有任何更改。',
  'trouble.403': '您无权执行此操作',
  'trouble.403Detail': '此事项不属于您的职责范围。',
  'trouble.404': '没有找到',
  'trouble.404Detail': '它不存在，或者您无权查看。',
  'trouble.409': '情况已有变化',
  'trouble.409Detail': '其他人已先行处理，本次操作没有更改任何内容。',
  'trouble.413': '文件过大',
  'trouble.413Detail': '单个文件不能超过 20 MB。',
  'trouble.503': '系统暂时无法使用',
  'trouble.503Detail': '请稍候片刻再试；已填写的内容都还在。',
  'trouble.clause': '（依据：{{clause}}）',
} as const;
