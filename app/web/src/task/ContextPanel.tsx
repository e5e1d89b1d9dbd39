import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EventLine } from '../shared/EventLine';
import { caseOf } from '../shared/labels';
import { Section } from '../shared/Page';
import type { Task, TaskPage } from '../shared/types';

/** What one should know while filling in the form: what to do, by which clause, and what happened so far. */
export function ContextPanel({ task, context }: { task: Task; context: TaskPage['context'] }) {
  const { t } = useTranslation();
  const words = context.instructions || context.documentation;
  return (
    <>
      {(words || context.clauses.length > 0) && (
        <Section title={t('context.instructions')}>
          {words && <p className="prose">{words}</p>}
          {context.clauses.length > 0 && (
            <p className="clauses">
              <span className="hint">{t('context.clauses')}</span>{' '}
              {context.clauses.map((c) => (
                <Tag key={c}>{c}</Tag>
              ))}
            </p>
          )}
        </Section>
      )}
      {task.candidates.length > 0 && (
        <Section title={t('context.who')}>
          <ul className="plain">
            {task.candidates.map((c) => (
              <li key={`${c.role}@${c.office}`}>{c.label}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('context.history')} extra={<Link to={`/cases/${caseOf(task, context)}`}>{t('context.wholeCase')}</Link>}>
        {context.history.length === 0 ? (
          <p className="hint">{t('case.noHistory')}</p>
        ) : (
          <ol className="events">
            {context.history.map((e) => (
              <EventLine key={e.seq} event={e} />
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}
