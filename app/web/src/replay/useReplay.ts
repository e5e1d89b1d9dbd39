import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { get } from '../shared/http';
import type { Line, Step } from './steps';

export const SPEEDS = [1, 2, 8] as const;
const MILLISECONDS = 1600;

const step = (id: string, n: number) => ({
  queryKey: ['case', id, 'step', n],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Step>(`/instances/${id}/steps/${n}`, signal),
  staleTime: Infinity, // what happened stays as it was
});

/** Which step of a case is looked at (`?n=` in the address), and playing from step to step. */
export function useReplay(id: string) {
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const line = useQuery({ queryKey: ['case', id, 'line'], queryFn: ({ signal }) => get<Line>(`/instances/${id}/line`, signal) });
  const last = line.data?.steps.length ?? 0;
  const [asked, setAsked] = useState(() => Number(params.get('n') ?? 1));
  const within = useCallback((wanted: number) => Math.min(Math.max(1, Number.isInteger(wanted) ? wanted : 1), Math.max(1, last)), [last]);
  const n = within(asked);
  const shown = useQuery({ ...step(id, n), enabled: last > 0, placeholderData: keepPreviousData });
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(1);

  const go = useCallback((next: number) => setAsked(within(next)), [within]);
  const by = useCallback((steps: number) => setAsked((at) => within(within(at) + steps)), [within]);
  useEffect(() => {
    if (last === 0) return;
    // The address follows, it does not lead: keys may be pressed faster than it changes.
    setParams(
      (before) => {
        const made = new URLSearchParams(before);
        made.set('n', String(n));
        return made;
      },
      { replace: true, preventScrollReset: true },
    );
  }, [n, last, setParams]);
  const there = shown.data?.n === n;
  useEffect(() => {
    if (there && n < last) void queries.prefetchQuery(step(id, n + 1));
  }, [queries, id, n, last, there]);
  useEffect(() => {
    if (!playing || !there) return undefined;
    if (n >= last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => go(n + 1), MILLISECONDS / speed);
    return () => clearTimeout(timer);
  }, [playing, there, n, last, speed, go]);
  const play = useCallback(() => {
    if (!playing && n >= last) go(1);
    setPlaying(!playing);
  }, [playing, n, last, go]);
  return { line, shown, n, last, go, by, playing, play, speed, setSpeed };
}
