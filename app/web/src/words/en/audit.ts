import type { audit as zh } from '../zh/audit';

/** English: the auditor's desk. */
export const audit: Record<keyof typeof zh, string> = {
  'audit.title': 'Audit desk',
  'audit.search': 'Search projects, numbers, people',
  'audit.there': '{{cases}} cases, {{running}} under way; {{acts}} acts on people and rights',
  'audit.since': 'Since your last visit ({{at}})',
  'audit.sinceDay': 'Since {{day}}',
  'audit.questions': 'Questions',
  'audit.back': 'Back to the desk',
  'audit.unknown': 'There is no such question.',
  'audit.from': 'From',
  'audit.to': 'to',
  'audit.n': 'More than',
  'audit.nothing': 'Nothing in this period. Without dates: the last twelve months.',
  'checkpoint.title': 'Checkpoints',
  'checkpoint.words': 'Once a day all chains of cases and of the house are signed. Keep the files elsewhere: whatever is removed, rewritten or rolled back afterwards shows against them, even if the key was stolen.',
  'checkpoint.none': 'No checkpoint yet. The worker makes the first one when it starts.',
  'checkpoint.when': 'Checkpoint',
  'checkpoint.holds': 'Holds',
  'checkpoint.root': 'Root',
  'checkpoint.file': 'File',
  'checkpoint.nth': 'No. {{n}}',
  'checkpoint.count': 'cases: {{cases}}, events: {{events}}',
  'checkpoint.unsigned': 'the signature does not hold',
  'checkpoint.key': 'public key {{fingerprint}}',
  'checkpoint.save': 'Save',
};
