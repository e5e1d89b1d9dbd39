import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { get, query } from './http';
import type { Page } from './types';

/** A list of the API, page after page by its cursor, with the exact total. `name` is what makes it fresh again. */
export function useList<T>(name: string, path: string, words: Record<string, string | number | boolean | undefined>, refresh = false, enabled = true) {
  const list = useInfiniteQuery({
    queryKey: [name, path, words],
    enabled,
    initialPageParam: '',
    placeholderData: keepPreviousData,
    refetchInterval: refresh ? 30_000 : false,
    queryFn: ({ signal, pageParam }) => get<Page<T>>(`${path}${query({ ...words, limit: 50, cursor: pageParam })}`, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const pages = list.data?.pages ?? [];
  return { ...list, items: pages.flatMap((p) => p.items), total: pages[pages.length - 1]?.total ?? 0 };
}
