import type { TFunction } from 'i18next';
import { wordFor } from './labels';
import type { CaseEvent } from './types';

/** Who did what where, as a sentence of the reader's language. */
export function eventSentence(event: CaseEvent, t: TFunction): string {
  const system = !event.actor || event.actor === 'system';
  const who = system ? t('event.system') : event.actor_name || event.actor;
  const what = wordFor('event', event.kind);
  const where = event.element_name || event.element;
  const instead = event.acting_for ? t('event.for', { whom: event.acting_for }) : '';
  const decision = decisionIn(event.payload);
  return `${who}${instead} ${what}${where ? t('event.at', { where }) : ''}${decision ? t('event.decision', { decision }) : ''}`;
}

function decisionIn(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const body = payload as Record<string, unknown>;
  const answers = (
    typeof body['data'] === 'object' && body['data'] !== null
      ? body['data']
      : typeof body['answers'] === 'object' && body['answers'] !== null
        ? body['answers']
        : body
  ) as Record<string, unknown>;
  const found = answers['decision'] ?? answers['conclusion'] ?? answers['result'];
  return typeof found === 'string' && found.length <= 20 ? found : undefined;
}
