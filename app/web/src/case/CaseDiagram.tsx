import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Breadcrumb, Button } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, query } from '../shared/http';
import { Section } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import type { Diagram, OperatorAct } from '../shared/types';
import { Waiting } from '../shared/Waiting';
import { Legend } from './Legend';
import { namesIn } from './namesIn';
import { StatesInWords } from './StatesInWords';

const DiagramView = lazy(() => import('./DiagramView'));
interface Crumb {
  element: string;
  name: string;
}

/** The case on its diagram; a called process opens in place, the crumbs lead back. */
export function CaseDiagram({ id, acts, suspended }: { id: string; acts: readonly OperatorAct[]; suspended: boolean }) {
  const { t } = useTranslation();
  const [path, setPath] = useState<Crumb[]>([]);
  const element = path[path.length - 1]?.element;
  const diagram = useQuery({
    queryKey: ['case', id, 'diagram', element],
    queryFn: ({ signal }) => get<Diagram>(`/instances/${id}/diagram${query({ element })}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const [top, setTop] = useState('');
  if (diagram.data && !element && !top && !diagram.isPlaceholderData) setTop(diagram.data.name);
  const names = useMemo(() => namesIn(diagram.data?.xml ?? '<none/>'), [diagram.data?.xml]);
  const open = (at: string): void => setPath((before) => [...before, { element: at, name: names.get(at) ?? at }]);
  const named = diagram.data && element && !diagram.isPlaceholderData ? diagram.data.name : undefined;
  const crumbs = [{ element: '', name: top }, ...path].map((c, i, all) => ({
    key: c.element || 'top',
    title:
      i === all.length - 1 ? (
        (named ?? c.name)
      ) : (
        <button type="button" className="as-link" onClick={() => setPath((before) => before.slice(0, i))}>
          {c.name}
        </button>
      ),
  }));
  return (
    <Section title={t('case.diagram')} extra={<Legend moved={acts.some((a) => a.kind === 'instance:move')} />}>
      {path.length > 0 && <Breadcrumb items={crumbs} />}
      {diagram.isError ? (
        <Trouble error={diagram.error} retry={() => void diagram.refetch()}>
          {path.length > 0 && (
            <div>
              <Button onClick={() => setPath([])}>{t('diagram.back')}</Button>
            </div>
          )}
        </Trouble>
      ) : diagram.isPending ? (
        <Waiting />
      ) : (
        <>
          <Suspense fallback={<Waiting />}>
            <DiagramView key={diagram.data.process} diagram={diagram.data} open={open} acts={acts} suspended={suspended} />
          </Suspense>
          {diagram.data.calls.length > 0 && (
            <p className="calls">
              {t('diagram.calls')}{' '}
              {[...new Map(diagram.data.calls.map((c) => [c.element, c])).values()].map((c) => (
                <Button key={c.element} size="small" onClick={() => open(c.element)}>
                  {names.get(c.element) ?? c.element}
                </Button>
              ))}
            </p>
          )}
          <StatesInWords diagram={diagram.data} />
        </>
      )}
    </Section>
  );
}
