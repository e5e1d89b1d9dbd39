import { useQuery } from '@tanstack/react-query';
import { get } from './http';
import type { Page, ProcessItem } from './types';

/** What this person may start. */
export const useProcesses = () =>
  useQuery({ queryKey: ['processes'], queryFn: ({ signal }) => get<Page<ProcessItem>>('/processes?limit=200', signal), staleTime: 60_000 });
