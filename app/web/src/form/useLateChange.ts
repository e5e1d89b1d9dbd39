import { useCallback, useEffect, useRef, useState } from 'react';
import { composing, onComposing } from '../shared/composing';

/**
 * Keeps what is typed to itself and hands it on after a pause, on leaving or on Enter: one key stroke does not redraw the whole form.
 * A word that an input method has not finished is not handed on at all. Answers [what to show, on typing, hand on now].
 */
export function useLateChange<T>(value: T, commit: (next: T) => void, pause = 250): [T, (next: T) => void, () => void] {
  const [typed, setTyped] = useState(value);
  const waiting = useRef<{ next: T; timer: number } | undefined>(undefined);
  const unfinished = useRef<{ next: T } | undefined>(undefined);
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => {
    if (!waiting.current && !unfinished.current) setTyped(value);
  }, [value]);

  const flush = useCallback(() => {
    const held = waiting.current;
    if (!held) return;
    window.clearTimeout(held.timer);
    waiting.current = undefined;
    latest.current(held.next);
  }, []);
  useEffect(() => flush, [flush]);
  useEffect(() => {
    pending.add(flush);
    return () => {
      pending.delete(flush);
    };
  }, [flush]);

  const hold = useCallback(
    (next: T) => {
      unfinished.current = undefined;
      window.clearTimeout(waiting.current?.timer);
      waiting.current = { next, timer: window.setTimeout(flush, pause) };
    },
    [flush, pause],
  );
  const change = useCallback(
    (next: T) => {
      setTyped(next);
      if (composing()) unfinished.current = { next };
      else hold(next);
    },
    [hold],
  );
  useEffect(() => onComposing(() => unfinished.current && !composing() && hold(unfinished.current.next)), [hold]);
  return [typed, change, flush];
}

const pending = new Set<() => void>();
/** Everything still held by an input is handed on: before sending, and before the page goes away. */
export const flushAll = (): void => {
  for (const flush of [...pending]) flush();
};
