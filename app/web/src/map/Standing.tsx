import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { WaitsShortly } from '../cases/WaitsShortly';
import { Due } from '../shared/Due';
import { Rest } from '../shared/More';
import { Trouble } from '../shared/Trouble';
import type { Case, Task } from '../shared/types';
import { useList } from '../shared/useList';
import { useRows } from '../shared/useRows';
import { Waiting } from '../shared/Waiting';

type Standing = Case & { due: Pick<Task, 'due_at' | 'overdue' | 'working_days_left' | 'due_because'> | null };

/** The projects behind a number of the map: for whom each waits and until when. */
export function StandingHere({ phase, element, overdue, title }: { phase: string; element: string; overdue: string; title: string }) {
  const { t } = useTranslation();
  const list = useList<Standing>('standing', '/instances', { phase, element, overdue });
  const onKeyDown = useRows();
  if (list.isPending) return <Waiting />;
  if (list.isError) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  if (list.items.length === 0) return <p className="empty">{overdue ? t('map.nobodyLate') : t('map.nobody')}</p>;
  return (
    <>
      <table className="list" onKeyDown={onKeyDown}>
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('map.project')}</th>
            <th scope="col">{t('cases.waiting')}</th>
            <th scope="col">{t('map.due')}</th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((c) => (
            <tr key={c.id} className={c.due?.overdue ? 'row-overdue' : undefined}>
              <td className="cell-main">
                <Link data-row to={`/cases/${c.id}`}>
                  {c.project?.name || c.title || c.process_name}
                </Link>
                <div className="hint">{[c.project?.dept_name, c.project?.code].filter(Boolean).join(' · ')}</div>
              </td>
              <td data-label={t('cases.waiting')}>
                <WaitsShortly waiting={c.waiting_for ?? []} />
              </td>
              <td data-label={t('map.due')}>{c.due ? <Due task={c.due} /> : <span className="hint">{t('none')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest list={list} />
    </>
  );
}
