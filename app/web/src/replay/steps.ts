import type { ElementState } from '../shared/types';

/** The JSON of GET /instances/{id}/line and /steps/{n}. */
export interface ShortStep {
  n: number;
  at: string;
  kind: string;
  actor: string;
  acting_for?: string;
  element: string | null;
  address: string | null;
  round?: number;
  branch?: string;
  human?: boolean;
  operator?: boolean;
  back?: boolean;
  decision?: string;
}
export interface Line {
  steps: ShortStep[];
  people: Record<string, string>;
  elements: Record<string, string>;
}
export interface FileFacts {
  id: string;
  name: string;
  size: number | null;
  sha256: string | null;
}
/** A value and what it is; a table has columns and rows instead. */
export interface Said {
  title?: string;
  kind: string;
  value?: unknown;
  unit?: 'wan' | 'yuan' | null;
  columns?: string[];
  rows?: Said[][];
}
export interface Change {
  title: string;
  before: Said | null;
  after: Said | null;
}
export interface Step {
  n: number;
  seq: number;
  kind: string;
  at: string;
  actor: string;
  actor_name: string;
  acting_for: string | null;
  acting_for_name: string | null;
  element: string | null;
  element_name: string | null;
  address: string | null;
  round: number;
  branch: string | null;
  human: boolean;
  operator: boolean;
  back: boolean;
  decision: string | null;
  steps: number;
  release: string;
  process: string;
  marking: (ElementState & { process: string })[];
  changed: string[];
  reason: string | null;
  task: { id: string; since: string; waited_seconds: number; offices: string[]; due_at: string | null; late: boolean } | null;
  form: { title: string; sections: { title: string; fields: Said[]; empty: string[] }[] } | null;
  papers: FileFacts[];
  decisions: { name: string | null; hits: (string | number)[]; inputs: Said[]; outputs: Said[] }[];
  records: { kind: string; title: string; id: string; action: string; changes: Change[]; others: number }[];
  changes: Change[];
  variables: { name: string; before: unknown; after: unknown }[];
  data: Record<string, unknown> | null;
}

/** The next step behind `n` for which something is so; the search goes on from the beginning. */
export function nextOf(steps: readonly ShortStep[], n: number, so: (step: ShortStep) => boolean): number | undefined {
  return (steps.find((s) => s.n > n && so(s)) ?? steps.find(so))?.n;
}

/** The elements from the top of the case down to where a step happened, without the rounds. */
export function wayOf(address: string | null): string[] {
  return address ? address.split('/').map((part) => part.replace(/\.\d+(?:#\d+)?$/, '')) : [];
}
