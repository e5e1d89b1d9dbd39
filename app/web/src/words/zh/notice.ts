/** Chinese: the notice itself. */
export const notice = {
  'notice.title': '《通知》原文',
  'notice.open': '打开原文',
  'notice.whole': '打开全文',
  'notice.none': '这一处没有收录原文。',
  'notice.empty': '现行版本没有收录《通知》原文。',
  'notice.assumed': '部分条目编号依《通知》列举的阶段和环节推定，以印发的原文为准。',
  'notice.basis': '依据：',
} as const;
