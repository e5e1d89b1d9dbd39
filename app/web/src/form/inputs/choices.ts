import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get, query } from '../../shared/http';
import type { Page } from '../../shared/types';

export interface Choice {
  value: string;
  label: string;
  more?: string;
}
interface Office {
  code: string;
  name: string;
}
interface Someone {
  username: string;
  name: string;
  works_in_name?: string | null;
}
interface ProjectRow {
  id: string;
  code?: string | null;
  name?: string;
}

const PATHS: Record<string, string> = { offices: '/offices', people: '/people', projects: '/records/project' };
const READ: Record<string, (row: never) => Choice> = {
  offices: (o: Office) => ({ value: o.code, label: o.name }),
  people: (s: Someone) => ({ value: s.username, label: s.name, more: s.works_in_name ?? '' }),
  projects: (r: ProjectRow) => ({ value: r.id, label: r.name ?? r.id, more: r.code ?? '' }),
};

async function ask(source: string, words: Record<string, string>, signal: AbortSignal): Promise<Choice[]> {
  const page = await get<Page<never>>(`${PATHS[source] ?? PATHS['offices']}${query({ ...words, limit: 50 })}`, signal);
  return page.items.map(READ[source] ?? READ['offices']!);
}

/** What the reader may choose from, as the server finds it for what was typed. */
export const useChoices = (source: string, filter: Record<string, string>, q: string, enabled: boolean) =>
  useQuery({
    queryKey: ['choices', source, filter, q],
    queryFn: ({ signal }) => ask(source, { ...filter, q }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });

/** The names of what is chosen already; without the filter, which may have moved on since. */
export const useNames = (source: string, values: readonly string[]) =>
  useQuery({
    queryKey: ['names', source, values],
    enabled: values.length > 0,
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const found = await Promise.all(values.map((value) => ask(source, source === 'projects' ? { project: value } : { q: value }, signal)));
      return Object.fromEntries(
        found
          .flat()
          .filter((c) => values.includes(c.value))
          .map((c) => [c.value, c]),
      );
    },
  });
