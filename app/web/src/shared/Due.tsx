import { useTranslation } from 'react-i18next';
import { Cited } from '../notice/Cited';
import { language } from './i18n';
import { due, lastDay } from './time';
import type { Task } from './types';

type Dated = Pick<Task, 'due_at' | 'overdue' | 'working_days_left' | 'due_because'>;

/** How long there is left, in working days, and until when; `reason`: also where the deadline comes from. Late is a word, not only a colour. */
export function Due({ task, reason = false }: { task: Dated; reason?: boolean }) {
  const { t } = useTranslation();
  if (!task.due_at) return <span className="hint">{t('task.noDue')}</span>;
  const left = task.working_days_left;
  const because = task.due_because && (language() === 'zh' ? task.due_because.text : task.due_because.text_en);
  return (
    <span className={task.overdue ? 'due overdue' : left === 0 ? 'due due-today' : 'due'} title={because ?? undefined}>
      {left !== null && left !== undefined && (
        <strong>{task.overdue ? t('due.late', { count: -left }) : left === 0 ? t('due.today') : t('due.left', { count: left })}</strong>
      )}
      <time dateTime={task.due_at} title={due(task.due_at)}>
        {lastDay(task.due_at)}
      </time>
      {reason && because && <span className="hint due-because">
          <Cited text={t('due.because', { because })} />
        </span>}
    </span>
  );
}
