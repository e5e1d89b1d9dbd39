import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { FaultList } from '../form/FaultList';
import { FormView } from '../form/FormView';
import { useAnswers } from '../form/useAnswers';
import { Cited } from '../notice/Cited';
import { get, post, Refused } from '../shared/http';
import { Page } from '../shared/Page';
import { usePerson } from '../shared/session';
import { Trouble } from '../shared/Trouble';
import type { Case, StartForm, Task } from '../shared/types';
import { Waiting } from '../shared/Waiting';

/** The start form of one process. There is no draft on the server before there is a case: what is typed is kept in this tab. */
export function Screen() {
  const { key = '' } = useParams();
  const { t, i18n } = useTranslation();
  const start = useQuery({
    queryKey: ['start', key, i18n.language],
    queryFn: ({ signal }) => get<StartForm>(`/processes/${encodeURIComponent(key)}/start-form`, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (start.isPending) return <Waiting />;
  if (start.isError)
    return (
      <Page title={t('start.title')}>
        <Trouble error={start.error} retry={() => void start.refetch()} />
      </Page>
    );
  return (
    <Page title={t('start.named', { name: start.data.name })}>
      <Begin key={i18n.language} start={start.data} process={key} />
    </Page>
  );
}

function Begin({ start, process }: { start: StartForm; process: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { username } = usePerson();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const key = useRef('');
  const base = `/processes/${encodeURIComponent(process)}`;
  const answers = useAnswers(start.form, null, `${base}/start-form/preview`, `${username}:start:${process}`, false);

  const send = async (): Promise<void> => {
    const { data, sound } = answers.attempt();
    setTrouble(undefined);
    if (!sound) return;
    setSending(true);
    key.current ||= crypto.randomUUID();
    try {
      const made = await post<{ instance: Case; next_tasks: Task[] }>(`${base}/instances`, { data: start.form ? data : {} }, { key: key.current });
      answers.settled();
      void message.success(t('start.done', { name: start.name }));
      for (const name of ['tasks', 'cases', 'me']) void queries.invalidateQueries({ queryKey: [name] });
      const next = made.next_tasks[0];
      await navigate(next ? `/tasks/${next.id}` : `/cases/${made.instance.id}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 0) key.current = ''; // an answer came: the next click is a new act
      if (error instanceof Refused && error.problem.errors?.length) answers.refuse(error.problem.errors);
      setTrouble(error);
    } finally {
      setSending(false);
    }
  };

  const named = trouble instanceof Refused && trouble.problem.errors?.length;
  return (
    <div className="task-form">
      {start.documentation && (
        <p className="prose">
          <Cited text={start.documentation} />
        </p>
      )}
      {answers.rescued && <Alert type="info" showIcon title={t('draft.rescued')} />}
      {answers.attempts > 0 && <FaultList faults={answers.faults} schema={answers.schema} asked={answers.attempts} />}
      {start.form ? (
        <FormView
          schema={answers.schema}
          ui={answers.ui}
          decision={undefined}
          data={answers.data}
          faults={answers.faults}
          onChange={answers.change}
          onDone={answers.done}
        />
      ) : (
        <p>{t('start.noForm')}</p>
      )}
      {answers.findings.map((line) => (
        <Alert key={line} type="warning" showIcon title={line} />
      ))}
      {trouble !== undefined && !(named && answers.faults.length) && <Trouble error={trouble} />}
      <div className="act-bar">
        <Button type="primary" size="large" loading={sending} onClick={() => void send()}>
          {t('start.do')}
        </Button>
      </div>
    </div>
  );
}
