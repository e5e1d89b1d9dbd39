import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { get, query } from '../shared/http';
import type { Diagram } from '../shared/types';
import { planesDownTo, readDrawing, type Drawn } from './drawn';

export interface Crumb {
  plane: string;
  name: string;
}

/**
 * Which plane of which process of a case is looked at. The address keeps it: `?plane=` names what was opened (a subprocess, a call, or the
 * case's own process), `?element=` what is looked at more closely. Without them it is where the case stands now.
 */
export function usePlace(id: string, top: string) {
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const plane = params.get('plane') ?? '';
  const element = params.get('element') ?? '';
  const processOf = useRef(new Map<string, string>([[top, '']])); // what was opened → the call whose process it lies in: one process is fetched once
  const asked = processOf.current.get(plane || element) ?? (plane || element);
  const now = !plane && !element;
  const found = useQuery({
    queryKey: ['case', id, 'diagram', now ? 'now' : asked],
    queryFn: async ({ signal }) => {
      const diagram = await get<Diagram>(`/instances/${id}/diagram${query(now ? { now } : { element: asked })}`, signal);
      const anchor = diagram.path.findLast((p) => p.kind === 'call')?.element ?? '';
      queries.setQueryData(['case', id, 'diagram', anchor], diagram);
      return diagram;
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const diagram = found.data;
  const drawing = useMemo(() => readDrawing(diagram?.xml ?? '<none/>', diagram?.calls.map((c) => c.element)), [diagram?.xml, diagram?.calls]);
  if (diagram && !found.isPlaceholderData) {
    const anchor = diagram.path.findLast((p) => p.kind === 'call')?.element ?? '';
    for (const one of drawing.values()) processOf.current.set(one.id, one.opens === 'call' ? one.id : anchor);
  }
  const shown = shownPlane(drawing, diagram, plane, element);
  const crumbs = useMemo(() => (diagram ? crumbsOf(diagram, drawing, shown) : []), [diagram, drawing, shown]);

  const standing = crumbs.at(-1)?.plane;

  const enter = useCallback(
    (next: string) =>
      setParams((before) => {
        const made = new URLSearchParams(before);
        made.set('plane', next);
        made.delete('element');
        return made;
      }),
    [setParams],
  );
  const choose = useCallback(
    (next: string) =>
      setParams(
        (before) => {
          const made = new URLSearchParams(before);
          if (next) made.set('element', next);
          else made.delete('element');
          if (standing) made.set('plane', standing); // what is looked at stays where it is, wherever the case goes meanwhile
          return made;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams, standing],
  );
  return { found, drawing, plane: shown, chosen: drawing.get(element), crumbs, enter, choose };
}

function shownPlane(drawing: ReadonlyMap<string, Drawn>, diagram: Diagram | undefined, plane: string, element: string): string {
  if (drawing.get(plane)?.opens === 'plane') return plane;
  if (plane) return '';
  return drawing.get(element || (diagram?.here.at(-1) ?? ''))?.plane ?? '';
}

/** The way down to a plane of a process, from the case's own. */
export function crumbsOf(diagram: Diagram, drawing: ReadonlyMap<string, Drawn>, plane: string): Crumb[] {
  return [
    { plane: diagram.top.process, name: diagram.top.name },
    ...diagram.path.map((p) => ({ plane: p.element, name: p.name })),
    ...planesDownTo(drawing, plane).map((p) => ({ plane: p.id, name: p.name || p.id })),
  ];
}
