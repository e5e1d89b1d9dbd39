import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { call, get, onSignedOut, post, put, Refused, setCsrf } from './http';
import { speak, type Language } from './i18n';
import { forgetAll } from './safekeeping';
import type { Person } from './types';

interface Session {
  person: Person | null;
  /** The server no longer knows us while the page is open: what was typed stays, signing in happens over it. */
  expired: boolean;
  failure: unknown;
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  setLanguage(language: Language): Promise<void>;
}

const Current = createContext<Session | null>(null);

async function whoAmI(signal: AbortSignal): Promise<Person | null> {
  try {
    const person = await get<Person>('/me', signal);
    if (person.csrf_token) setCsrf(person.csrf_token);
    return person;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return null;
    throw error;
  }
}

export function SessionProvider({ children, waiting }: { children: ReactNode; waiting: ReactNode }) {
  const queries = useQueryClient();
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => whoAmI(signal), refetchInterval: 30_000 });
  const [known, setKnown] = useState<Person | null>(null);
  const [refusedSince, setRefused] = useState(false);
  const current = me.data;

  useEffect(() => {
    if (current) {
      setKnown(current);
      setRefused(false);
    }
  }, [current]);
  useEffect(() => onSignedOut(() => setRefused(true)), []);

  const signIn = useCallback(
    async (username: string, password: string) => {
      const answer = await post<{ csrf_token: string; person: Person }>('/session', { username, password });
      setCsrf(answer.csrf_token);
      const another = known && known.username !== answer.person.username;
      if (another) {
        forgetAll();
        queries.clear();
      }
      queries.setQueryData(['me'], answer.person);
      setRefused(false);
      await speak(answer.person.language ?? 'zh');
      if (!another) void queries.invalidateQueries({ predicate: (q) => q.state.status === 'error' });
    },
    [known, queries],
  );

  const signOut = useCallback(async () => {
    await call('DELETE', '/session');
    forgetAll();
    setKnown(null);
    queries.clear();
    queries.setQueryData(['me'], null);
  }, [queries]);

  const setLanguage = useCallback(
    async (next: Language) => {
      await speak(next);
      if (!known) return;
      await put('/me/language', { language: next });
      await queries.invalidateQueries(); // names and messages come from the server in the reader's language
    },
    [known, queries],
  );

  const value = useMemo<Session>(
    () => ({
      person: current ?? known,
      expired: !!known && (refusedSince || current === null),
      failure: me.error,
      signIn,
      signOut,
      setLanguage,
    }),
    [current, known, refusedSince, me.error, signIn, signOut, setLanguage],
  );
  if (me.isPending && !known) return waiting;
  return <Current value={value}>{children}</Current>;
}

export function useSession(): Session {
  const session = use(Current);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

/** The person signed in; only for pages inside the frame. */
export function usePerson(): Person {
  const { person } = useSession();
  if (!person) throw new Error('nobody is signed in');
  return person;
}
