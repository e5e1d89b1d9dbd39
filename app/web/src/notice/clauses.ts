import { useQuery } from '@tanstack/react-query';
import { get } from '../shared/http';

export interface Clause {
  id: string;
  place: string;
  title: string;
  text: string;
  assumed: boolean;
}
export interface Notice {
  document: string;
  sections: { place: string; title: string }[];
  items: Clause[];
}

export const NOTICE = '《通知》';
const PLACE = '(?:附件[1-4](?: 说明)?|[一二三](?:\\([一二三四五]\\)\\d?)?)';
const QUOTE = '“[^“”]*(?:“[^“”]*”[^“”]*)*”';
const NAMED = new RegExp(`《通知》(${PLACE}(?:、${PLACE})*)(${QUOTE})?`, 'g');

/** Whether a place has a number of its own in the notice (its head has none). */
export const isNumbered = (place: string): boolean => new RegExp(`^${PLACE}$`).test(place);

/** A place of the notice in a text, with the words that were quoted from there. */
export interface Place {
  place: string;
  shown: string;
  quote: string;
}

/** A text cut where it names the notice: «见《通知》二(二)1、二(二)2。» → «见», two places, «。». */
export function citedIn(text: string): (string | Place)[] {
  const parts: (string | Place)[] = [];
  let from = 0;
  for (const found of text.matchAll(NAMED)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    const quote = (found[2] ?? '').slice(1, -1);
    found[1]!.split('、').forEach((place, i) => {
      if (i > 0) parts.push('、');
      parts.push({ place, shown: i > 0 ? place : `${NOTICE}${place}`, quote });
    });
    if (found[2]) parts.push(found[2]);
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

const bare = (text: string): string => text.replace(/[\s；;、，,]/g, '');

/** Whether a sentence is the one that was quoted. */
export const isQuoted = (clause: Clause, quote: string): boolean => quote !== '' && bare(clause.text).includes(bare(quote));

/** The notice as the running release keeps it; it changes with a release at most. */
export const useNotice = (enabled = true) =>
  useQuery({ queryKey: ['notice'], queryFn: ({ signal }) => get<Notice>('/clauses', signal), staleTime: 3_600_000, enabled });
