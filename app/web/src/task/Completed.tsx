import { Button, Result } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Task } from '../shared/types';

/** After completing: the next task of this person in the case, else the way back. */
export function Completed({ task, next }: { task: Task; next: Task[] }) {
  const { t } = useTranslation();
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <div ref={head} tabIndex={-1} className="completed">
      <Result
        status="success"
        title={t('task.completed', { name: task.name })}
        subTitle={next.length ? t('task.nextOffered') : t('task.nothingNext')}
        extra={
          <div className="next-tasks">
            {next.map((n, i) => (
              <Link key={n.id} to={`/tasks/${n.id}`}>
                <Button type={i === 0 ? 'primary' : 'default'}>{t('task.goOn', { name: n.name })}</Button>
              </Link>
            ))}
            <Link to={`/cases/${task.instance}`}>
              <Button>{t('task.openCase')}</Button>
            </Link>
            <Link to="/">
              <Button>{t('task.backToInbox')}</Button>
            </Link>
          </div>
        }
      />
    </div>
  );
}
