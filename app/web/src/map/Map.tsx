import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { Basis } from '../notice/Basis';
import { get } from '../shared/http';
import { Page, Section } from '../shared/Page';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';
import './map.css';
import { chosen, type Overview } from './overview';
import { Ends, Phases } from './Phases';
import { StandingHere } from './Standing';
import { Steps } from './Steps';

const DEFAULTS = { phase: '', element: '', overdue: '' };

/** Annex 4 as it runs now, and on it where the projects stand. What is chosen stands in the address. */
export function Screen() {
  const { t } = useTranslation();
  const [words, set] = useWords(DEFAULTS);
  const map = useQuery({ queryKey: ['map'], queryFn: ({ signal }) => get<Overview>('/map', signal), refetchInterval: 60_000 });
  if (map.isPending) return <Waiting />;
  if (map.isError) return <Trouble error={map.error} retry={() => void map.refetch()} />;
  const { phases, ways, release, projects, elsewhere } = map.data;
  const { phase, step, part } = chosen(phases, words.phase, words.element);
  const here = part ?? step ?? phase;
  const title = [phase?.name, phase && phase.steps.length > 1 && step?.name, part?.name].filter(Boolean).join(' › ');
  return (
    <Page title={t('map.title')} wide>
      <p className="hint">
        {t('map.release', { release: release.id, date: dateTime(release.published_at).slice(0, 10) })} · {t('map.all', { count: projects })}
        {elsewhere > 0 && ` · ${t('map.elsewhere', { count: elsewhere })}`}
      </p>
      {!phase || !here ? (
        <p className="empty">{t('map.empty')}</p>
      ) : (
        <>
          <Section title={t('map.phases')}>
            <Phases phases={phases} ways={ways} open={phase} choose={(p) => set({ phase: p.phase, element: '' })} />
            <Ends phases={phases} ways={ways} />
          </Section>
          <Section
            title={t('map.here', { name: title, count: here.projects })}
            extra={
              <Checkbox checked={words.overdue === 'true'} onChange={(e) => set({ overdue: e.target.checked ? 'true' : '' })}>
                {t('map.onlyLate', { count: here.overdue })}
              </Checkbox>
            }
          >
            {phase.steps.length > 1 && (
              <Steps
                label={t('map.stepsOf', { name: phase.name })}
                steps={phase.steps}
                open={step}
                choose={(s) => set({ phase: phase.phase, element: s?.element ?? '' })}
              />
            )}
            {step && step.parts.length > 0 && (
              <Steps
                label={t('map.stepsOf', { name: step.name })}
                steps={step.parts}
                open={part}
                choose={(s) => set({ phase: phase.phase, element: s?.element ?? step.element })}
              />
            )}
            <Basis clauses={here.clauses} quoted={step !== undefined} />
            <StandingHere phase={phase.phase} element={(part ?? step)?.element ?? ''} overdue={words.overdue} title={title} />
          </Section>
        </>
      )}
    </Page>
  );
}
