import { createContext, use } from 'react';

export interface Drawn {
  drawn: { username: string; name: string }[];
  excluded: { username: string; name: string; reason: string }[];
  pool: number;
}

/** Where people are drawn by lot for the form on this page (`/tasks/7/draw`); undefined where nobody can be. */
export const Drawing = createContext<string | undefined>(undefined);
export const useDrawing = (): string | undefined => use(Drawing);
