import type { OperatorAct } from '../shared/types';

/** Elements between which operators moved tokens: taken away from here, put here. */
export function moved(acts: readonly OperatorAct[]): Map<string, ('from' | 'to')[]> {
  const found = new Map<string, ('from' | 'to')[]>();
  const note = (element: string | null, way: 'from' | 'to'): void => {
    if (element && !found.get(element)?.includes(way)) found.set(element, [...(found.get(element) ?? []), way]);
  };
  for (const act of acts.filter((a) => a.kind === 'instance:move')) {
    note(act.element, 'from');
    note(act.to, 'to');
  }
  return found;
}
