import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Due } from '../shared/Due';
import { get } from '../shared/http';
import { Page, Section } from '../shared/Page';
import { StatusMark } from '../shared/StatusMark';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import type { Case } from '../shared/types';
import { Waiting } from '../shared/Waiting';
import { CaseDiagram } from './CaseDiagram';
import { History } from './History';
import { Incidents } from './Incidents';
import { CaseActions } from './CaseActions';
import { OperatorActs } from './OperatorActs';
import { WaitingFor } from './WaitingFor';

/** One case: what it is, what it waits for, where it stands on its diagram, what happened, and whether the record holds. */
export function Screen() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const found = useQuery({
    queryKey: ['case', id, i18n.language],
    queryFn: ({ signal }) => get<{ instance: Case } | Case>(`/instances/${id}`, signal),
    refetchInterval: 30_000,
  });
  if (found.isPending) return <Waiting />;
  if (found.isError)
    return (
      <Page title={t('case.title')}>
        <Trouble error={found.error} retry={() => void found.refetch()}>
          <div>
            <Link to="/cases">{t('case.backToCases')}</Link>
          </div>
        </Trouble>
      </Page>
    );
  const c = 'instance' in found.data ? found.data.instance : found.data;
  const facts: [string, React.ReactNode][] = [
    [t('project.code'), c.project?.code || t('project.noCode')],
    [t('task.process'), c.process_name || c.process],
    [t('project.dept'), c.project?.dept_name || t('none')],
    [t('case.status'), <StatusMark key="s" status={c.status} outcome={c.outcome} />],
    [t('case.started'), `${dateTime(c.started_at)} ${c.started_by_name ?? c.started_by ?? ''}`],
    ...(c.ended_at ? [[t('case.ended'), dateTime(c.ended_at)] as [string, string]] : []),
    [t('case.release'), String(c.release)],
  ];
  const open = c.open_tasks ?? [];
  return (
    <Page wide title={c.project?.name || c.title || c.business_key || c.process_name} actions={<CaseActions found={c} />}>
      <dl className="facts facts-head">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {c.stands && <p className="stands">{c.stands}</p>}
      <OperatorActs status={c.status} acts={c.acts ?? []} />
      <Incidents incidents={c.incidents ?? []} id={c.id} />
      <WaitingFor status={c.status} waiting={c.waiting_for ?? []} />
      <CaseDiagram found={c} />
      {open.length > 0 && (
        <Section title={t('case.openTasks')}>
          <table className="list">
            <caption className="sr-only">{t('case.openTasks')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('task.name')}</th>
                <th scope="col">{t('task.who')}</th>
                <th scope="col">{t('task.due')}</th>
                <th scope="col">{t('task.since')}</th>
              </tr>
            </thead>
            <tbody>
              {open.map((task) => (
                <tr key={task.id}>
                  <td className="cell-main">
                    {task.may.complete || task.may.claim || task.may.release ? <Link to={`/tasks/${task.id}`}>{task.name}</Link> : task.name}
                  </td>
                  <td data-label={t('task.who')}>
                    {task.assignee ? (task.assignee_name ?? task.assignee) : task.candidates.map((x) => x.label).join('、')}
                  </td>
                  <td data-label={t('task.due')}>
                    <Due task={task} />
                  </td>
                  <td data-label={t('task.since')}>{dateTime(task.created_at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <History id={c.id} />
    </Page>
  );
}
