import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Due } from '../shared/Due';
import { caseOf } from '../shared/labels';
import type { Task, TaskPage } from '../shared/types';

/** The project this task is about (header B0), the process, the due date. */
export function TaskHead({ task, context }: { task: Task; context: TaskPage['context'] }) {
  const { t } = useTranslation();
  const project = context.project;
  const facts: [string, React.ReactNode][] = [
    ...(project
      ? ([
          [t('project.code'), String(project['project_code'] ?? project.code ?? '') || t('project.noCode')],
          [t('project.name'), String(project['project_name'] ?? project.name ?? '')],
          [t('project.dept'), String(project['dept_name'] ?? '')],
          [t('project.year'), String(project['plan_year'] ?? '') || t('none')],
          [t('project.phase'), String(project['phase'] ?? '') || t('none')],
        ] as [string, React.ReactNode][])
      : []),
    [
      t('task.process'),
      <Link key="case" to={`/cases/${caseOf(task, context)}`}>
        {task.process_name || task.process}
      </Link>,
    ],
    ...(task.round && task.round_limit && task.round > 1 ? ([[t('task.round'), t('task.roundOf', { round: task.round, limit: task.round_limit })]] as [string, React.ReactNode][]) : []),
    [t('task.due'), <Due key="due" task={task} reason />],
  ];
  return (
    <dl className="facts facts-head">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {task.status !== 'open' && (
        <div>
          <dt>{t('task.status')}</dt>
          <dd>
            <Tag>{t(`task.status.${task.status}`)}</Tag>
          </dd>
        </div>
      )}
    </dl>
  );
}
