import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawing } from '../form/drawing';
import { FaultList } from '../form/FaultList';
import { FormView } from '../form/FormView';
import { useAnswers } from '../form/useAnswers';
import { post, Refused } from '../shared/http';
import { usePerson } from '../shared/session';
import { Trouble } from '../shared/Trouble';
import type { FormFile, Task } from '../shared/types';
import { ClaimBar } from './ClaimBar';
import { Completed } from './Completed';
import { DraftLine } from './DraftLine';
import { Papers } from './Papers';
import { useDraft } from './useDraft';

/** The form of a task with its acts. A refused sending leaves everything as it was typed. */
export function TaskForm({ task: given, form, offered }: { task: Task; form: FormFile | null; offered: string[] | null }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { username } = usePerson();
  const queries = useQueryClient();
  const [task, setTask] = useState(given);
  const [next, setNext] = useState<Task[]>();
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [papers, setPapers] = useState<number[]>();
  const key = useRef('');
  const readonly = task.status !== 'open' || !task.may.complete;
  const answers = useAnswers(form, offered, `/tasks/${task.id}/preview`, `${username}:task:${task.id}`, readonly);
  const draft = useDraft(
    task.id,
    answers.changes,
    answers.current,
    form?.draft_saved_at ?? null,
    answers.settled,
    !readonly && form !== null && !next && !task.may.record,
  );

  const send = useCallback(async () => {
    const { data, sound } = answers.attempt();
    setTrouble(undefined);
    if (!sound) return;
    setSending(true);
    draft.stop();
    key.current ||= crypto.randomUUID();
    try {
      const done = await post<{ task: Task; next_tasks: Task[] }>(
        `/tasks/${task.id}/complete`,
        { data, ...(task.may.record ? { papers: papers ?? [] } : {}) },
        { key: key.current },
      );
      answers.settled();
      void message.success(t('task.completed', { name: task.name }));
      setTask(done.task);
      setNext(done.next_tasks);
      for (const name of ['tasks', 'me', 'case', 'cases', 'notices']) void queries.invalidateQueries({ queryKey: [name] });
    } catch (error) {
      draft.resume();
      if (!(error instanceof Refused) || error.status !== 0) key.current = ''; // an answer came: the next click is a new act
      if (error instanceof Refused && error.problem.errors?.length) answers.refuse(error.problem.errors);
      setTrouble(error);
    } finally {
      setSending(false);
    }
  }, [answers, draft, message, papers, queries, t, task]);

  if (next) return <Completed task={task} next={next} />;
  const chosen = answers.decision ? answers.data[answers.decision] : undefined;
  const named = trouble instanceof Refused && trouble.problem.errors?.length;
  return (
    <div className="task-form">
      <ClaimBar task={task} changed={setTask} />
      {answers.rescued && <Alert type="info" showIcon title={t('draft.rescued')} />}
      {answers.attempts > 0 && <FaultList faults={answers.faults} schema={answers.schema} asked={answers.attempts} />}
      {form ? (
        <Drawing value={readonly ? undefined : `/tasks/${task.id}/draw`}>
          <FormView
            schema={answers.schema}
            ui={answers.ui}
            decision={answers.decision}
            data={answers.data}
            faults={answers.faults}
            readonly={readonly}
            onChange={answers.change}
            onDone={answers.done}
          />
        </Drawing>
      ) : (
        !readonly && <p>{t('task.noForm')}</p>
      )}
      {!readonly && task.may.record && <Papers value={papers} onChange={setPapers} />}
      {answers.findings.map((line) => (
        <Alert key={line} type="warning" showIcon title={line} />
      ))}
      {trouble !== undefined && !(named && answers.faults.length) && <Trouble error={trouble} />}
      {!readonly && (
        <div className="act-bar">
          <DraftLine state={draft.state} />
          <Button type="primary" size="large" loading={sending} onClick={() => void send()}>
            {typeof chosen === 'string' ? t('task.completeAs', { decision: chosen }) : t('task.complete')}
          </Button>
        </div>
      )}
    </div>
  );
}
