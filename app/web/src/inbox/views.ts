import type { Person } from '../shared/types';

export const VIEWS = ['mine', 'claimable', 'done', 'all'] as const;
export type View = (typeof VIEWS)[number];

const COUNTY = new Set(['sgj', 'fgw', 'czj', 'ggj', 'sjj', 'xzf', 'das']);
/** Who has the whole list (semantics «Who may read what»): county offices, the auditor, the process owner. The server decides; here only the button is hidden. */
export const seesAll = (person: Person): boolean =>
  person.offices.some((o) => COUNTY.has(o)) || person.roles.some((r) => ['auditor', 'owner', 'process_owner'].includes(r));
