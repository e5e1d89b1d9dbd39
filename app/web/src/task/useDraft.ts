import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Refused } from '../shared/http';
import type { Data } from '../shared/types';

const PAUSE = 2_000;
export type DraftState = { kind: 'none' } | { kind: 'waiting' } | { kind: 'saved'; at: string } | { kind: 'failed'; error: unknown };

/**
 * Puts unfinished answers on the server two seconds after the last change, one call at a time, and at once when the page goes.
 * A draft that cannot be saved is tried again at the next change and every half minute; what was typed stays in the page and in this tab.
 */
export function useDraft(
  taskId: string,
  changes: number,
  current: (unmounting?: boolean) => Data,
  savedAt: string | null,
  settled: () => void,
  enabled: boolean,
) {
  const [state, setState] = useState<DraftState>(savedAt ? { kind: 'saved', at: savedAt } : { kind: 'none' });
  const reached = useRef(0);
  const wanted = useRef(0);
  const busy = useRef(false);
  const stopped = useRef(false);
  wanted.current = changes;

  const save = useCallback(
    async (leaving?: 'page' | 'screen'): Promise<void> => {
      if (busy.current || stopped.current || wanted.current === reached.current) return;
      busy.current = true;
      const number = wanted.current;
      try {
        await call('POST', `/tasks/${taskId}/draft`, { data: current(leaving === 'screen') }, { keepalive: leaving !== undefined });
        reached.current = number;
        if (wanted.current === number) settled();
        setState({ kind: 'saved', at: new Date().toISOString() });
      } catch (error) {
        setState({ kind: 'failed', error });
        if (error instanceof Refused && [403, 404, 409].includes(error.status)) stopped.current = true;
      } finally {
        busy.current = false;
      }
    },
    [taskId, current, settled],
  );

  useEffect(() => {
    if (!enabled || changes === 0 || stopped.current) return;
    setState((before) => (before.kind === 'failed' ? before : { kind: 'waiting' }));
    const timer = window.setTimeout(() => void save(), PAUSE);
    const again = window.setInterval(() => void save(), 30_000);
    return () => {
      window.clearTimeout(timer);
      window.clearInterval(again);
    };
  }, [changes, enabled, save]);

  useEffect(() => {
    if (!enabled) return;
    const leave = (): void => void save('page');
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void save('screen');
    };
  }, [enabled, save]);

  /** The answers went out whole: no draft may follow them. */
  const stop = useCallback(() => {
    stopped.current = true;
  }, []);
  const resume = useCallback(() => {
    stopped.current = false;
  }, []);
  return { state, stop, resume };
}
