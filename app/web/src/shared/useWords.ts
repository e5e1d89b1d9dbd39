import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address: going back, reloading and sharing a link keep them. An empty word is taken out. */
export function useWords<K extends string>(defaults: Record<K, string>): [Record<K, string>, (next: Partial<Record<K, string>>) => void] {
  const [params, setParams] = useSearchParams();
  const words = Object.fromEntries(Object.entries(defaults).map(([k, v]) => [k, params.get(k) ?? v])) as Record<K, string>;
  const set = useCallback(
    (next: Partial<Record<K, string>>) =>
      setParams(
        (before) => {
          const made = new URLSearchParams(before);
          for (const [k, v] of Object.entries(next) as [K, string][])
            if (v === '' || v === defaults[k]) made.delete(k);
            else made.set(k, v);
          return made;
        },
        { replace: true },
      ),
    [setParams, defaults],
  );
  return [words, set];
}
