import { useTranslation } from 'react-i18next';
import { useMeta } from '../shared/meta';
import { Section } from '../shared/Page';
import { dateTime, daysBetween, due } from '../shared/time';
import type { CaseStatus, Waiting } from '../shared/types';

/** In plain words: for whom or what this case waits, and since when. A case is never just «stuck». */
export function WaitingFor({ status, waiting }: { status: CaseStatus; waiting: readonly (Waiting | string)[] }) {
  const { t } = useTranslation();
  const now = useMeta()?.now;
  if (status === 'ended' || status === 'cancelled') return null;
  return (
    <Section title={t('case.waitingFor')}>
      {waiting.length === 0 ? (
        <p className="empty">{t('case.waitsForNothing')}</p>
      ) : (
        <ul className="waiting-for">
          {waiting.map((w, i) =>
            typeof w === 'string' ? (
              <li key={i}>{w}</li>
            ) : (
              <li key={i}>
                <span className={`wait-kind wait-${w.kind}`}>{t(`wait.${w.kind}`)}</span>
                <span className="wait-words">
                  <strong>{w.name || w.element}</strong>
                  {(w.kind === 'job' || w.kind === 'incident') && w.text !== w.name ? <> {w.text}</> : null}
                  {w.who.length > 0 && <> · {t('wait.who', { who: w.who.join('、') })}</>}
                  {w.due_at && <> · {w.kind === 'timer' ? t('wait.fires', { at: due(w.due_at) }) : t('wait.due', { at: due(w.due_at) })}</>}
                  {w.since && (
                    <span className="hint">
                      {' '}
                      · {t('wait.since', { at: dateTime(w.since) })}
                      {now && daysBetween(w.since, now) > 0 ? t('wait.days', { count: daysBetween(w.since, now) }) : ''}
                    </span>
                  )}
                </span>
              </li>
            ),
          )}
        </ul>
      )}
    </Section>
  );
}
