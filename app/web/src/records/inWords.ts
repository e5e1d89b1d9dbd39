import { grouped } from '../shared/money';
import { dateTime } from '../shared/time';
import type { Column } from './useKinds';

/** A field of a record as a list shows it; '' for nothing. */
export function inWords(value: unknown, shown: Column['shown'], words: { yes: string; no: string }): string {
  if (value === null || value === undefined || value === '') return '';
  if (shown === 'yes_no') return value ? words.yes : words.no;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  if (shown === 'money') return grouped(text);
  return shown === 'moment' ? dateTime(text) : text;
}
