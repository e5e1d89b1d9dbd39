/** The JSON of GET /map: annex 4 from the running release, with how many projects stand at each place. */
export interface Node {
  element: string;
  name: string;
  clauses: string[];
  projects: number;
  overdue: number;
}
export interface Part extends Node {
  kind: string;
}
export interface Step extends Part {
  parts: Part[];
}
export interface Phase extends Node {
  phase: string;
  steps: Step[];
}
export interface Way {
  from: string;
  to: string | null;
  name: string;
  back: boolean;
}
export interface Overview {
  release: { id: string; published_at: string };
  process: string | null;
  name: string | null;
  projects: number;
  elsewhere: number;
  phases: Phase[];
  ways: Way[];
}

/** What the address chose: a phase (without a word the first where anybody stands), and in it a step (where there is one alone, that), and of that a part. */
export function chosen(phases: readonly Phase[], phase: string, element: string): { phase?: Phase; step?: Step; part?: Part } {
  const found = phases.find((p) => p.phase === phase) ?? phases.find((p) => p.projects > 0) ?? phases[0];
  const only = found?.steps.length === 1 ? found.steps[0] : undefined;
  const step = only ?? found?.steps.find((s) => element === s.element || element.startsWith(`${s.element}/`));
  return { phase: found, step, part: step?.parts.find((p) => p.element === element) };
}
