import type { CaseEvent } from './types';

/** What people read: acts of people, decisions, deadlines, reminders, and how it began and ended. The rest is how the machine went from one to the next. */
const TOLD = /^(task:(?!assign$)|instance:|incident:|decision:|timer:)/;

/** The history with what the machine did between two such events as one group. */
export function folded(events: readonly CaseEvent[]): (CaseEvent | CaseEvent[])[] {
  const lines: (CaseEvent | CaseEvent[])[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (TOLD.test(event.kind)) lines.push(event);
    else if (Array.isArray(last)) last.push(event);
    else lines.push([event]);
  }
  return lines;
}
