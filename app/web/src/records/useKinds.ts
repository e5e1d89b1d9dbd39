import { useQuery } from '@tanstack/react-query';
import { get } from '../shared/http';
import type { Page } from '../shared/types';

export interface Column {
  name: string;
  title: string;
  title_en: string;
  shown: 'text' | 'number' | 'money' | 'date' | 'moment' | 'yes_no';
}
export interface Kind {
  kind: string;
  title: string;
  /** What a list of them shows; none: there is no list. */
  columns: Column[];
}

/** The kinds of records and the columns of their lists, as the server tells them. */
export const useKinds = () =>
  useQuery({ queryKey: ['record-kinds'], queryFn: ({ signal }) => get<Page<Kind>>('/records', signal), staleTime: Infinity });

/** The departments, for choosing one. */
export const useDepartments = () =>
  useQuery({
    queryKey: ['departments'],
    queryFn: ({ signal }) => get<Page<{ code: string; name: string }>>('/offices?kind=department&limit=200', signal),
    staleTime: 60_000,
  });
