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
};
