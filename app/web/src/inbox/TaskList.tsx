import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Due } from '../shared/Due';
import { post } from '../shared/http';
import { dateTime } from '../shared/time';
import { useTold } from '../shared/Trouble';
import type { Task } from '../shared/types';
import { useRows } from '../shared/useRows';
import type { View } from './views';

/** Tasks as a table; on a narrow window each row becomes a card. */
export function TaskList({ tasks, view }: { tasks: readonly Task[]; view: View }) {
  const { t } = useTranslation();
  const onKeyDown = useRows();
  const done = view === 'done';
  return (
    <table className="list" onKeyDown={onKeyDown}>
      <caption className="sr-only">{t(`inbox.view.${view}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('task.name')}</th>
          <th scope="col">{t('project.name')}</th>
          <th scope="col">{t('task.process')}</th>
          <th scope="col">{done ? t('task.doneAt') : t('task.due')}</th>
          <th scope="col">{t('task.who')}</th>
          <th scope="col">
            <span className="sr-only">{t('list.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id} className={task.overdue && !done ? 'row-overdue' : undefined}>
            <td className="cell-main">
              <Link data-row to={`/tasks/${task.id}`}>
                {task.name}
              </Link>
            </td>
            <td data-label={t('project.name')}>
              {task.project ? (
                <div>
                  {task.project.name}
                  <div className="hint">{task.project.code || t('project.noCode')}</div>
                </div>
              ) : (
                <span className="hint">{t('none')}</span>
              )}
            </td>
            <td data-label={t('task.process')}>{task.process_name || task.process}</td>
            <td data-label={done ? t('task.doneAt') : t('task.due')}>
              {done ? dateTime(task.done_at) : <Due task={task} />}
            </td>
            <td data-label={t('task.who')}>
              {task.assignee
                ? (task.assignee_name ?? task.assignee)
                : task.candidates.map((c) => c.label).join('、') || <span className="hint">{t('none')}</span>}
            </td>
            <td className="cell-acts">{task.may.claim && !task.assignee && <ClaimButton task={task} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ClaimButton({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const told = useTold();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const claim = async (): Promise<void> => {
    setBusy(true);
    try {
      await post(`/tasks/${task.id}/claim`);
      void message.success(t('task.claimed', { name: task.name }));
    } catch (error) {
      const { title, detail } = told(error);
      void message.error(`${title} ${detail}`);
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      void queries.invalidateQueries({ queryKey: ['me'] });
    }
  };
  return (
    <Button size="small" loading={busy} aria-label={t('task.claimNamed', { name: task.name })} onClick={() => void claim()}>
      {t('task.claim')}
    </Button>
  );
}
