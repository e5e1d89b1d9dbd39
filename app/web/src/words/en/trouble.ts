import type { trouble as zh } from '../zh/trouble';

/** English: what is said when something did not go. */
export const trouble: Record<keyof typeof zh, string> = {
  'trouble.unreachable': 'The server cannot be reached',
  'trouble.unreachableDetail': 'Check the network and try again; everything you typed is still here.',
  'trouble.page': 'The page made a mistake',
  'trouble.any': 'This could not be done',
  'trouble.anyDetail': 'The server did not accept it ({{status}}); nothing was changed.',
  'trouble.403': 'You may not do this',
  'trouble.403Detail': 'It is not among your duties.',
  'trouble.404': 'Not found',
  'trouble.404Detail': 'It does not exist, or you may not see it.',
  'trouble.409': 'Things have changed',
  'trouble.409Detail': 'Somebody else was first; nothing was changed.',
  'trouble.413': 'The file is too large',
  'trouble.413Detail': 'A file may have 20 MB at most.',
  'trouble.503': 'The system is away for a moment',
  'trouble.503Detail': 'Please try again shortly; everything you typed is still here.',
  'trouble.clause': '(Clause: {{clause}})',
};
