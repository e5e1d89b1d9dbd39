import { useTranslation } from 'react-i18next';
import type { Person } from '../shared/types';
import { VIEWS, type View } from './views';

/** The lists of the inbox with their counts. */
export function Views({ view, person, all, choose }: { view: View; person: Person; all: boolean; choose: (view: View) => void }) {
  const { t } = useTranslation();
  const { mine, claimable, overdue } = person.counts;
  const counts: Partial<Record<View, number>> = { mine, claimable };
  return (
    <div className="views" role="group" aria-label={t('inbox.views')}>
      {VIEWS.filter((v) => v !== 'all' || all).map((v) => (
        <button key={v} type="button" aria-pressed={v === view} onClick={() => choose(v)}>
          {t(`inbox.view.${v}`)}
          {counts[v] === undefined ? null : <span className="count">{counts[v]}</span>}
        </button>
      ))}
      {overdue > 0 && <span className="overdue-count">{t('inbox.overdueCount', { count: overdue })}</span>}
    </div>
  );
}
