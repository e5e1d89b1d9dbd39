import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Keeps what is typed to itself and hands it on after a pause, on leaving or on Enter: one key stroke does not redraw the whole form.
 * Answers [what to show, on typing, hand on now].
 */
export function useLateChange<T>(value: T, commit: (next: T) => void, pause = 250): [T, (next: T) => void, () => void] {
  const [typed, setTyped] = useState(value);
  const waiting = useRef<{ next: T; timer: number } | undefined>(undefined);
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => {
    if (!waiting.current) setTyped(value);
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

  const change = useCallback(
    (next: T) => {
      setTyped(next);
      window.clearTimeout(waiting.current?.timer);
      waiting.current = { next, timer: window.setTimeout(flush, pause) };
    },
    [flush, pause],
  );
  return [typed, change, flush];
}

const pending = new Set<() => void>();
/** Everything still held by an input is handed on: before sending, and before the page goes away. */
export const flushAll = (): void => {
  for (const flush of [...pending]) flush();
};
