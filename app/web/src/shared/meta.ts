import { useQuery } from '@tanstack/react-query';
import { get } from './http';
import type { Meta } from './types';

/** What the installation says of itself; in training mode its clock stands still between moves, so it is asked again when it moves. */
export const useMeta = (): Meta | undefined =>
  useQuery({ queryKey: ['meta'], queryFn: ({ signal }) => get<Meta>('/meta', signal), staleTime: 30_000, refetchInterval: 60_000 }).data;
