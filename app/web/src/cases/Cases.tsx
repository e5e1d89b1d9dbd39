import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Rest } from '../shared/More';
import { Page } from '../shared/Page';
import { SearchBox } from '../shared/SearchBox';
import { StatusMark } from '../shared/StatusMark';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import type { Case } from '../shared/types';
import { useList } from '../shared/useList';
import { useRows } from '../shared/useRows';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';
import { WaitsShortly } from './WaitsShortly';

const DEFAULTS = { q: '', status: '', process: '' };
const STATES = ['running', 'incident', 'suspended', 'ended', 'cancelled'] as const;

/** The cases this person may read. */
export function Screen() {
  const { t } = useTranslation();
  const [words, set] = useWords(DEFAULTS);
  const list = useList<Case>('cases', '/instances', words);
  const onKeyDown = useRows();
  const processes = useMemo(() => {
    const seen = new Map(list.items.map((c) => [c.process, c.process_name || c.process]));
    if (words.process && !seen.has(words.process)) seen.set(words.process, words.process);
    return [...seen].map(([value, label]) => ({ value, label }));
  }, [list.items, words.process]);
  return (
    <Page title={t('cases.title')}>
      <div className="filters">
        <SearchBox label={t('cases.search')} value={words.q} onSearch={(q) => set({ q })} />
        <Select
          className="filter-process"
          aria-label={t('inbox.process')}
          placeholder={t('inbox.process')}
          allowClear
          value={words.process || null}
          options={processes}
          onChange={(value: string | null) => set({ process: value ?? '' })}
        />
        <Select
          className="filter-status"
          aria-label={t('case.status')}
          placeholder={t('case.status')}
          allowClear
          value={words.status || null}
          options={STATES.map((value) => ({ value, label: t(`case.status.${value}`) }))}
          onChange={(value: string | null) => set({ status: value ?? '' })}
        />
      </div>
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : (
        <>
          {list.items.length === 0 ? (
            <p className="empty">{t('cases.empty')}</p>
          ) : (
            <table className="list" onKeyDown={onKeyDown}>
              <caption className="sr-only">{t('cases.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('cases.case')}</th>
                  <th scope="col">{t('case.status')}</th>
                  <th scope="col">{t('cases.waiting')}</th>
                  <th scope="col">{t('project.dept')}</th>
                  <th scope="col">{t('case.started')}</th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((c) => (
                  <tr key={c.id}>
                    <td className="cell-main">
                      <Link data-row to={`/cases/${c.id}`}>
                        {c.project?.name || c.title || c.business_key || c.process_name}
                      </Link>
                      <div className="hint">
                        {c.process_name}
                        {c.project ? ` · ${c.project.code || t('project.noCode')}` : ''}
                      </div>
                    </td>
                    <td data-label={t('case.status')}>
                      <StatusMark status={c.status} outcome={c.outcome} />
                    </td>
                    <td data-label={t('cases.waiting')}>
                      <WaitsShortly waiting={c.waiting_for ?? []} />
                    </td>
                    <td data-label={t('project.dept')}>{c.project?.dept_name || <span className="hint">{t('none')}</span>}</td>
                    <td data-label={t('case.started')}>{dateTime(c.started_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <Rest list={list} />
        </>
      )}
    </Page>
  );
}
