import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cited } from '../notice/Cited';
import { EventLines } from '../shared/EventLines';
import { caseOf } from '../shared/labels';
import { Section } from '../shared/Page';
import { proseOf } from '../shared/prose';
import type { Task, TaskPage } from '../shared/types';

/** What one should know while filling in the form: what to do, by which clause, and what happened so far. */
export function ContextPanel({ task, context }: { task: Task; context: TaskPage['context'] }) {
  const { t } = useTranslation();
  const words = context.instructions || proseOf(context.documentation);
  return (
    <>
      {words && (
        <Section title={t('context.instructions')}>
          <p className="prose">
            <Cited text={words} />
          </p>
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
          <EventLines events={context.history} brief />
        )}
      </Section>
    </>
  );
}
