import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { get } from '../shared/http';
import { Page } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import type { Case } from '../shared/types';
import { Waiting } from '../shared/Waiting';
import { Player } from './Player';
import './replay.css';
import { StepCard } from './StepCard';
import { StepDiagram } from './StepDiagram';
import { useReplay } from './useReplay';

/** Keys that mean something else where they are pressed. */
const BUSY = 'input, textarea, select, button, a, summary, [role=tab], [role=combobox], [role=radio]';

/** A case looked at again, step by step, on its diagram. */
export function Screen() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const found = useQuery({
    queryKey: ['case', id, i18n.language],
    queryFn: ({ signal }) => get<{ instance: Case } | Case>(`/instances/${id}`, signal),
  });
  const replay = useReplay(id);
  const { last, go, by, play } = replay;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || (event.target instanceof Element && event.target.closest(BUSY))) return;
      const act = { ArrowLeft: () => by(-1), ArrowRight: () => by(1), Home: () => go(1), End: () => go(last), ' ': play }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [last, go, by, play]);
  const error = replay.line.error ?? replay.shown.error;
  if (error)
    return (
      <Page title={t('replay.title')}>
        <Trouble error={error} retry={() => void (replay.line.isError ? replay.line : replay.shown).refetch()}>
          <div>
            <Link to={`/cases/${id}`}>{t('replay.toCase')}</Link>
          </div>
        </Trouble>
      </Page>
    );
  const c = found.data && ('instance' in found.data ? found.data.instance : found.data);
  const name = c?.project?.name || c?.title || c?.process_name || '';
  return (
    <Page wide title={`${t('replay.title')}${name && ` · ${name}`}`} actions={<Link to={`/cases/${id}`}>{t('replay.toCase')}</Link>}>
      {!replay.line.data || !replay.shown.data ? (
        <Waiting />
      ) : (
        <>
          <div className="replay-columns">
            <StepDiagram id={id} step={replay.shown.data} at={replay.line.data.steps.slice(0, replay.shown.data.n).findLast((s) => s.element)} />
            <StepCard step={replay.shown.data} />
          </div>
          <Player {...replay} line={replay.line.data} />
        </>
      )}
    </Page>
  );
}
