import type { Person } from '../shared/types';

export const VIEWS = ['mine', 'claimable', 'done', 'all'] as const;
export type View = (typeof VIEWS)[number];

const COUNTY = new Set(['sgj', 'fgw', 'czj', 'ggj', 'sjj', 'xzf', 'das']);
/** Who has the whole list (semantics «Who may read what»): county offices, the auditor, the process owner. The server decides; here only the button is hidden. */
export const seesAll = (person: Person): boolean =>
  person.offices.some((o) => COUNTY.has(o)) || person.roles.some((r) => ['auditor', 'owner', 'process_owner'].includes(r));

/** The list a person sees first: his own tasks; when he has none, those that his office may claim. */
export const opensAt = ({ counts }: Person): View => (counts.mine === 0 && counts.claimable > 0 ? 'claimable' : 'mine');
