import type { ElementState } from '../shared/types';

export const LOOKS = ['open', 'done', 'failed', 'skipped', 'cancelled'] as const;
export type Look = (typeof LOOKS)[number];

/** What the painter needs of a diagram on the page. */
export interface Board {
  has(element: string): boolean;
  mark(element: string, className: string, on: boolean): void;
  badge(element: string, text: string): string;
  unbadge(id: string): void;
}

/** The state that matters most: a failure before open work, open work before what is done. */
export function lookOf(state: Pick<ElementState, Look>): Look | undefined {
  return (['failed', 'open', 'done', 'cancelled', 'skipped'] as const).find((look) => state[look] > 0);
}

/** The activations of an element (rounds, items) taken together. */
export function gathered(states: readonly ElementState[]): Map<string, ElementState> {
  const all = new Map<string, ElementState>();
  for (const s of states) {
    const before = all.get(s.element);
    all.set(
      s.element,
      before
        ? {
            ...before,
            done: before.done + s.done,
            open: before.open + s.open,
            failed: before.failed + s.failed,
            skipped: before.skipped + s.skipped,
            cancelled: before.cancelled + s.cancelled,
          }
        : { ...s },
    );
  }
  return all;
}

/** A sign and a number beside the colour: nobody has to tell green from red. */
const SIGN: Record<Look, string> = { open: '▶', done: '✓', failed: '!', skipped: '–', cancelled: '×' };
export function badgeText(state: ElementState): string {
  const look = lookOf(state);
  if (!look) return '';
  const count = state[look];
  return `${SIGN[look]}${count > 1 ? ` ${count}` : ''}`;
}

/** Shows one state after another on a diagram; touches only what changed since the last one. */
export class Painter {
  private readonly shown = new Map<string, { look: Look; text: string; badge: string }>();

  constructor(private readonly board: Board) {}

  show(states: readonly ElementState[]): void {
    const next = gathered(states);
    for (const element of new Set([...this.shown.keys(), ...next.keys()])) {
      if (!this.board.has(element)) continue;
      const state = next.get(element);
      const look = state && lookOf(state);
      const text = state ? badgeText(state) : '';
      const before = this.shown.get(element);
      if (before?.look === look && (before?.text ?? '') === text) continue;
      if (before) {
        this.board.mark(element, `state-${before.look}`, false);
        this.board.unbadge(before.badge);
        this.shown.delete(element);
      }
      if (!look) continue;
      this.board.mark(element, `state-${look}`, true);
      this.shown.set(element, { look, text, badge: this.board.badge(element, text) });
    }
  }
}
