import { Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { wordFor } from '../shared/labels';
import { Payload } from '../shared/Payload';
import { dateTime, due } from '../shared/time';
import type { Change, Step } from './steps';
import { Fields, FileLink, Value } from './Value';
import { waited } from './waited';

/** Who did what, when and how long it had waited; then what was filled in, changed, written and decided by it. */
export function StepCard({ step }: { step: Step }) {
  const { t } = useTranslation();
  const who = step.human ? step.actor_name : t('event.system');
  const instead = step.human && step.acting_for_name ? t('event.for', { whom: step.acting_for_name }) : '';
  const facts: [string, React.ReactNode][] = [
    [t('replay.at'), dateTime(step.at, true)],
    ...(step.task ? [[t('replay.waited'), waited(step.task.waited_seconds, t)] as [string, React.ReactNode]] : []),
    ...(step.task?.offices.length ? [[t('replay.office'), step.task.offices.join(t('listComma'))] as [string, React.ReactNode]] : []),
    ...(step.task?.due_at ? [[t('replay.due'), <DueThen key="due" at={step.task.due_at} late={step.task.late} />] as [string, React.ReactNode]] : []),
    ...(!step.human ? [[t('replay.setOff'), step.actor_name] as [string, React.ReactNode]] : []),
    [t('replay.release'), step.release],
  ];
  const sheets = [
    step.form && { key: 'form', label: t('replay.form'), children: <Form step={step} /> },
    step.decisions.length > 0 && { key: 'tables', label: t('replay.tables', { count: step.decisions.length }), children: <Decisions step={step} /> },
    step.records.length > 0 && { key: 'records', label: t('replay.records', { count: step.records.length }), children: <Records step={step} /> },
    step.changes.length + step.variables.length > 0 && {
      key: 'changes',
      label: t('replay.changes', { count: step.changes.length || step.variables.length }),
      children: <Changes step={step} />,
    },
  ].filter((sheet) => sheet !== false && sheet !== null);
  return (
    <section className={`section replay-card${step.operator ? ' replay-operator' : step.back ? ' replay-back' : ''}`} aria-label={t('replay.step')} aria-live="polite">
      <div className="section-head">
        <h2>
          {who}
          {instead} {wordFor('event', step.kind)}
          {step.element_name && t('event.at', { where: step.element_name })}
        </h2>
        <span className="replay-count">{t('replay.of', { n: step.n, last: step.steps })}</span>
      </div>
      <p className="replay-tags">
        {step.operator && <Tag className="replay-tag-operator">{t('replay.operator')}</Tag>}
        {step.back && <Tag className="replay-tag-back">{t('replay.back')}</Tag>}
        {step.round > 1 && <Tag>{t('replay.round', { count: step.round })}</Tag>}
        {step.branch && <Tag>{t('replay.branch', { branch: step.branch })}</Tag>}
        {step.decision && <strong>{t('replay.decision', { decision: step.decision })}</strong>}
      </p>
      {step.reason && <p className="replay-reason">{t('replay.reason', { reason: step.reason })}</p>}
      <dl className="replay-fields">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {sheets.length > 0 ? <Tabs key={step.n} size="small" items={sheets} /> : step.data === null && <p className="hint">{t('replay.hidden')}</p>}
    </section>
  );
}

function DueThen({ at, late }: { at: string; late: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={late ? 'due overdue' : 'due'}>
      {due(at)} {late && <strong>{t('replay.late')}</strong>}
    </span>
  );
}

function Form({ step }: { step: Step }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="hint">{t('replay.formOf', { title: step.form?.title, release: step.release })}</p>
      {step.form?.sections.map((section, i) => (
        <div key={i}>
          {section.title && <h3>{section.title}</h3>}
          <Fields fields={section.fields} />
          {section.empty.length > 0 && <p className="hint">{t('replay.empty', { titles: section.empty.join(t('listComma')) })}</p>}
        </div>
      ))}
      {step.papers.length > 0 && (
        <p>
          {t('replay.papers')}
          {step.papers.map((file) => (
            <FileLink key={file.id} file={file} />
          ))}
        </p>
      )}
    </>
  );
}

function Changes({ step }: { step: Step }) {
  const { t } = useTranslation();
  return (
    <>
      {step.changes.length > 0 && <BeforeAfter changes={step.changes} />}
      {step.variables.length > 0 && (
        <details open={step.changes.length === 0}>
          <summary>{t('replay.variables', { count: step.variables.length })}</summary>
          <Payload value={Object.fromEntries(step.variables.map((v) => [v.name, v.after]))} />
        </details>
      )}
    </>
  );
}

/** Before → after; what had no value before has only the new one. */
function BeforeAfter({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className="replay-fields">
      {changes.map((change, i) => (
        <div key={i}>
          <dt>{change.title}</dt>
          <dd>
            {change.before && (
              <>
                <del>
                  <Value said={change.before} />
                </del>{' '}
                →{' '}
              </>
            )}
            <Value said={change.after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Records({ step }: { step: Step }) {
  const { t } = useTranslation();
  return step.records.map((record, i) => (
    <div key={i} className="replay-record">
      <h3>
        {record.title} · {record.action} <span className="hint">{t('replay.number', { id: record.id })}</span>
      </h3>
      {record.changes.length > 0 && <BeforeAfter changes={record.changes} />}
      {record.others > 0 && <p className="hint">{t('replay.others', { count: record.others })}</p>}
    </div>
  ));
}

function Decisions({ step }: { step: Step }) {
  const { t } = useTranslation();
  return step.decisions.map((decision, i) => (
    <div key={i} className="replay-record">
      <h3>
        {decision.name} <span className="hint">{t('replay.hits', { rows: decision.hits.join(t('listComma')) || t('none') })}</span>
      </h3>
      <h4>{t('replay.inputs')}</h4>
      <Fields fields={decision.inputs} />
      <h4>{t('replay.outputs')}</h4>
      <Fields fields={decision.outputs} />
    </div>
  ));
}
