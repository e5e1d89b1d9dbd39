import i18next from 'i18next';
import type { TFunction } from 'i18next';
import { wordFor } from './labels';
import type { CaseEvent } from './types';

/** Acts of people; everything else the system does, even when a person's act set it off. */
const BY_PEOPLE = /^(task:(?!assign)|instance:(start|cancel|suspend|resume|move|migrate)|incident:retry)/;

/** Who did what where, as a sentence of the reader's language. */
export function eventSentence(event: CaseEvent, t: TFunction): string {
  const system = !event.actor || event.actor === 'system' || !BY_PEOPLE.test(event.kind);
  const who = system ? t('event.system') : event.actor_name || event.actor;
  const what = wordFor('event', event.kind);
  const where = event.element_name || event.element;
  const instead = event.acting_for && !system ? t('event.for', { whom: event.acting_for_name ?? event.acting_for }) : '';
  const decision = decisionIn(event);
  const handed = event.kind === 'task:assign' || event.kind === 'task:reassign' ? inner({ payload: event.payload }, 'payload') : undefined;
  const whom = event.whom_name ?? handed?.['assignee'] ?? handed?.['to'];
  const reason = inner({ payload: event.payload }, 'payload')?.['reason'];
  const why = typeof reason === 'string' && reason ? t('event.reason', { reason }) : '';
  const ending = event.to_name ? t('event.moved', { to: event.to_name }) : decision ? t('event.decision', { decision }) : typeof whom === 'string' ? t('event.to', { whom }) : '';
  return `${who}${instead} ${what}${where ? t('event.at', { where }) : ''}${ending}${why}`;
}

type Body = Record<string, unknown>;
const inner = (body: Body, key: string): Body | undefined => (typeof body[key] === 'object' && body[key] !== null ? (body[key] as Body) : undefined);

/** What was decided: by a person in a form, or by a decision table. */
function decisionIn(event: CaseEvent): string | undefined {
  if (typeof event.payload !== 'object' || event.payload === null) return undefined;
  const body = event.payload as Body;
  if (event.kind === 'decision:make') return Object.values(inner(body, 'outputs') ?? {}).flat().map(spoken).filter(Boolean).join('、') || undefined;
  const answers = inner(body, 'data') ?? {};
  const found = answers['decision'] ?? answers['conclusion'] ?? answers['result'];
  return typeof found === 'string' ? found : undefined;
}

const spoken = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value === 'boolean' ? i18next.t(value ? 'yes' : 'no') : '');

/** What an event holds for people: not the seals of the machine (the seed of a draw is for people: they may draw again). */
export function shownPayload(payload: unknown): Body | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const sealed = 'pool' in payload ? ['after'] : ['after', 'seed', 'release'];
  const shown = Object.fromEntries(Object.entries(payload).filter(([name, value]) => !sealed.includes(name) && value !== null && value !== undefined));
  return Object.keys(shown).length > 0 ? shown : undefined;
}
