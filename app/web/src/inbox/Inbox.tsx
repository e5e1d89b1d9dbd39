import { Button, Checkbox, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { onlyAudits } from '../shared/labels';
import { Rest } from '../shared/More';
import { Page } from '../shared/Page';
import { SearchBox } from '../shared/SearchBox';
import { usePerson } from '../shared/session';
import { Trouble } from '../shared/Trouble';
import type { Task } from '../shared/types';
import { useList } from '../shared/useList';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';
import { TaskList } from './TaskList';
import { opensAt, seesAll, type View } from './views';
import { Views } from './Views';

const DEFAULTS = { view: '', q: '', process: '', overdue: '', sort: 'due' };

/** What waits for this person. Filters and the exact total come from the server. */
export function Screen() {
  const { t } = useTranslation();
  const person = usePerson();
  const [words, set] = useWords(DEFAULTS);
  const [first] = useState(() => opensAt(person));
  const view = (words.view || first) as View;
  const elsewhere = onlyAudits(person) && !words.view;
  const done = view === 'done';
  const list = useList<Task>(
    'tasks',
    '/tasks',
    { view, q: words.q, process: words.process, overdue: words.overdue === '1' ? true : undefined, sort: done ? undefined : words.sort },
    true,
    !elsewhere,
  );
  const processes = useMemo(() => {
    const seen = new Map(list.items.map((task) => [task.process, task.process_name || task.process]));
    if (words.process && !seen.has(words.process)) seen.set(words.process, words.process);
    return [...seen].map(([value, label]) => ({ value, label }));
  }, [list.items, words.process]);
  if (elsewhere) return <Navigate to="/audit" replace />;
  return (
    <Page title={t('inbox.title')}>
      <Views view={view} person={person} all={seesAll(person)} choose={(next) => set({ view: next, overdue: '' })} />
      <div className="filters">
        <SearchBox label={t('inbox.search')} value={words.q} onSearch={(q) => set({ q })} />
        <Select
          className="filter-process"
          aria-label={t('inbox.process')}
          placeholder={t('inbox.process')}
          allowClear
          value={words.process || null}
          options={processes}
          onChange={(value: string | null) => set({ process: value ?? '' })}
        />
        {!done && (
          <Checkbox checked={words.overdue === '1'} onChange={(e) => set({ overdue: e.target.checked ? '1' : '' })}>
            {t('inbox.overdueOnly')}
          </Checkbox>
        )}
        {!done && (
          <Select
            aria-label={t('inbox.sort')}
            value={words.sort}
            options={(['due', 'created', 'priority'] as const).map((value) => ({ value, label: t(`inbox.sort.${value}`) }))}
            onChange={(sort: string) => set({ sort })}
          />
        )}
      </div>
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : (
        <>
          {list.items.length === 0 ? (
            <p className="empty">
              {words.q || words.process || words.overdue ? t('inbox.emptyFiltered') : t(`inbox.empty.${view}`)}
              {view === 'mine' && person.counts.claimable > 0 && (
                <Button type="link" onClick={() => set({ view: 'claimable', overdue: '' })}>
                  {t('inbox.alsoClaimable', { count: person.counts.claimable })}
                </Button>
              )}
            </p>
          ) : (
            <TaskList tasks={list.items} view={view} />
          )}
          <Rest list={list} />
        </>
      )}
    </Page>
  );
}
