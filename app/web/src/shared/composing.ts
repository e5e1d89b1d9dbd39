import { useSyncExternalStore } from 'react';

/**
 * Chinese is typed as syllables that an input method turns into characters: until then what stands in the input is no text yet,
 * and nobody else may be shown it. There is one input method in a window, so there is one answer.
 */
let active = false;
const listeners = new Set<() => void>();

function became(next: boolean): void {
  if (active === next) return;
  active = next;
  for (const tell of [...listeners]) tell();
}
document.addEventListener('compositionstart', () => became(true), true);
document.addEventListener('compositionend', () => became(false), true);
// An input that vanishes in the middle of a word ends nothing by itself.
document.addEventListener('keydown', (event) => !event.isComposing && became(false), true);
document.addEventListener('focusin', () => became(false), true);

/** Whether somebody is in the middle of a word. */
export const composing = (): boolean => active;

/** Calls `tell` whenever a word is begun or finished; answers how to stop that. */
export function onComposing(tell: () => void): () => void {
  listeners.add(tell);
  return () => {
    listeners.delete(tell);
  };
}

export const useComposing = (): boolean => useSyncExternalStore(onComposing, composing);
