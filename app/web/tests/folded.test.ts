import { expect, test } from 'vitest';
import { folded } from '../src/shared/folded';
import type { CaseEvent } from '../src/shared/types';

const events = (...kinds: string[]): CaseEvent[] => kinds.map((kind, seq) => ({ seq, kind }) as CaseEvent);
const told = (...kinds: string[]): unknown[] => folded(events(...kinds)).map((line) => (Array.isArray(line) ? line.length : line.kind));

test('what the machine does between two acts of people is one line', () => {
  expect(told('instance:start', 'service:finish', 'service:finish', 'task:complete', 'message:send', 'task:assign', 'task:complete')).toEqual([
    'instance:start',
    2,
    'task:complete',
    2,
    'task:complete',
  ]);
});

test('decisions, deadlines, reminders and what went wrong stand for themselves', () => {
  const kinds = ['decision:make', 'timer:fire', 'task:remind', 'task:limit', 'incident:raise', 'instance:move', 'instance:end'];
  expect(told(...kinds)).toEqual(kinds);
});
