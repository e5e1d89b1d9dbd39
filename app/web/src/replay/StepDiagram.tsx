import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Crumbs } from '../case/Crumbs';
import { readDrawing } from '../case/drawn';
import { Legend } from '../case/Legend';
import { crumbsOf } from '../case/usePlace';
import { get, query } from '../shared/http';
import { Trouble } from '../shared/Trouble';
import type { Diagram } from '../shared/types';
import { Waiting } from '../shared/Waiting';
import { wayOf, type ShortStep, type Step } from './steps';

const DiagramView = lazy(() => import('../case/DiagramView'));

/** The diagram as it stood right after a step, on the plane where the step happened; one may look elsewhere until the next step.

`at`: where the last step happened that happened at an element: an intervention in the whole case has no place of its own.
*/
export function StepDiagram({ id, step, at }: { id: string; step: Step; at: ShortStep | undefined }) {
  const { t } = useTranslation();
  const way = wayOf(at?.address ?? null);
  const [aside, setAside] = useState<string>();
  useEffect(() => setAside(undefined), [step.n]);
  const asked = aside === step.process ? '' : (aside ?? (way.length > 1 ? way.join('/') : (at?.element ?? '')));
  const found = useQuery({
    queryKey: ['case', id, 'diagram then', aside ?? way.slice(0, -1).join('/') ?? ''],
    queryFn: ({ signal }) => get<Diagram>(`/instances/${id}/diagram${query({ element: asked })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const drawing = useMemo(() => readDrawing(found.data?.xml ?? '<none/>', found.data?.calls.map((c) => c.element)), [found.data?.xml, found.data?.calls]);
  const diagram = useMemo(
    () => found.data && { ...found.data, elements: step.marking.filter((s) => s.process === found.data.process), here: way, inside: [] },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `way` follows from the step
    [found.data, step],
  );
  if (found.isError) return <Trouble error={found.error} retry={() => void found.refetch()} />;
  if (!diagram) return <Waiting />;
  const element = drawing.get(at?.element ?? '');
  const plane = aside ? (drawing.get(aside)?.opens === 'plane' ? aside : '') : (element?.plane ?? '');
  const crumbs = crumbsOf(diagram, drawing, plane);
  return (
    <div className="replay-diagram">
      <div className="replay-diagram-head">
        <nav className="crumbs" aria-label={t('diagram.way')}>
          <Crumbs crumbs={crumbs} go={setAside} />
        </nav>
        <Legend />
      </div>
      <Suspense fallback={<Waiting />}>
        <DiagramView
          key={diagram.process}
          diagram={diagram}
          drawing={drawing}
          plane={plane}
          chosen={element?.id}
          mark={element && step.element ? { element: element.id, text: String(step.n) } : undefined}
          enter={setAside}
          choose={() => undefined}
          acts={[]}
          suspended={step.kind === 'instance:suspend'}
        />
      </Suspense>
    </div>
  );
}
