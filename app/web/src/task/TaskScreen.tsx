import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { get } from '../shared/http';
import { Page } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import type { TaskPage } from '../shared/types';
import { Waiting } from '../shared/Waiting';
import { ContextPanel } from './ContextPanel';
import { TaskForm } from './TaskForm';
import { TaskHead } from './TaskHead';

/** One task: what it is about on the right, what is asked on the left. Fetched once: what is typed is not disturbed by newer answers. */
export function Screen() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const page = useQuery({
    queryKey: ['task', id, i18n.language],
    queryFn: ({ signal }) => get<TaskPage>(`/tasks/${id}`, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (page.isPending) return <Waiting />;
  if (page.isError) {
    return (
      <Page title={t('task.title')}>
        <Trouble error={page.error} retry={() => void page.refetch()}>
          <div>
            <Link to="/">{t('task.backToInbox')}</Link>
          </div>
        </Trouble>
      </Page>
    );
  }
  const { task, form, context } = page.data;
  return (
    <Page wide title={task.name}>
      <TaskHead task={task} context={context} />
      <div className="two-columns">
        <div className="main-column">
          <TaskForm key={`${task.id} ${i18n.language}`} task={task} form={form} offered={context.decisions} />
        </div>
        <aside className="side-column" aria-label={t('context.title')}>
          <ContextPanel task={task} context={context} />
        </aside>
      </div>
    </Page>
  );
}
