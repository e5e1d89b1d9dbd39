import type { diagram as zh } from '../zh/diagram';

/** English: the diagram of a case. */
export const diagram: Record<keyof typeof zh, string> = {
  'diagram.of': 'Diagram: {{name}}',
  'diagram.broken': 'The diagram cannot be shown',
  'diagram.in': 'Zoom in',
  'diagram.out': 'Zoom out',
  'diagram.fit': 'Show all',
  'diagram.back': 'Back to the diagram above',
  'diagram.calls': 'Called processes (or double-click them in the diagram):',
  'diagram.legend': 'Legend',
  'diagram.inWords': 'The states in words',
  'diagram.count': '{{state}} {{count}} ×',
  'state.open': 'Open',
  'state.done': 'Done',
  'state.failed': 'Failed',
  'state.skipped': 'Not taken',
  'state.cancelled': 'Cancelled',
  'state.moved': 'Moved by the process owner',
  'diagram.moved.from': '⇥ moved away',
  'diagram.moved.to': '⇤ moved here',
};
