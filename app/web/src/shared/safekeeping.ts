/** What was typed and has not reached the server yet survives a reload of this tab; it is gone with the tab or on signing out. */
const PREFIX = 'unsent:';

export function keep(name: string, data: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(data));
  } catch {
    /* full or switched off: the form itself still holds what was typed */
  }
}

export function kept<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined; // unreadable or switched off: as if nothing had been kept
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name);
  } catch {
    /* switched off: nothing was kept either */
  }
}

export function forgetAll(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    /* switched off: nothing was kept either */
  }
}
