import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import type { Case } from '../shared/types';
import { Waiting } from '../shared/Waiting';
import { Crumbs } from './Crumbs';
import { ElementCard } from './ElementCard';
import { Legend } from './Legend';
import { StatesInWords } from './StatesInWords';
import { usePlace } from './usePlace';

const DiagramView = lazy(() => import('./DiagramView'));

/** The case on its diagram, from its phases down to a single step; the crumbs lead back up. */
export function CaseDiagram({ found: c }: { found: Case }) {
  const { t } = useTranslation();
  const { found, drawing, plane, chosen, crumbs, enter, choose } = usePlace(c.id, c.process);
  const way = useRef<HTMLElement>(null);
  const [entered, setEntered] = useState(false);
  const go = (element: string): void => {
    enter(element);
    setEntered(true);
    way.current?.focus({ preventScroll: true }); // the button that was pressed is gone with its plane
  };
  const acts = c.acts ?? [];
  return (
    <Section title={t('case.diagram')} extra={<Legend moved={acts.some((a) => a.kind === 'instance:move')} />} id="diagram">
      <nav ref={way} tabIndex={-1} className="crumbs" aria-label={t('diagram.way')}>
        <Crumbs crumbs={crumbs} go={go} />
        <span className="sr-only" role="status">
          {entered ? t('diagram.shown', { name: crumbs.at(-1)?.name ?? '' }) : ''}
        </span>
      </nav>
      {found.isError ? (
        <Trouble error={found.error} retry={() => void found.refetch()}>
          <div>
            <Button onClick={() => go(c.process)}>{t('diagram.back')}</Button>
          </div>
        </Trouble>
      ) : found.isPending ? (
        <Waiting />
      ) : (
        <div className={chosen ? 'diagram-and-card' : undefined}>
          <Suspense fallback={<Waiting />}>
            <DiagramView
              key={found.data.process}
              diagram={found.data}
              drawing={drawing}
              plane={plane}
              chosen={chosen?.id}
              enter={go}
              choose={choose}
              acts={acts}
              suspended={c.status === 'suspended'}
            />
          </Suspense>
          {chosen && <ElementCard drawn={chosen} diagram={found.data} tasks={c.open_tasks ?? []} enter={go} close={() => choose('')} />}
        </div>
      )}
      {found.data && <StatesInWords diagram={found.data} drawing={drawing} plane={plane} enter={go} choose={choose} />}
    </Section>
  );
}
