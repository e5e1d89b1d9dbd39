import { DownloadOutlined } from '@ant-design/icons';
import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { address, query } from '../shared/http';
import { Page } from '../shared/Page';
import { SearchBox } from '../shared/SearchBox';
import { Trouble } from '../shared/Trouble';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';
import { RecordTable } from './RecordTable';
import { useDepartments, useKinds } from './useKinds';

const DEFAULTS = { kind: 'declaration', plan_year: '', dept: '', state: '', q: '' };

/** The institution's books: one kind at a time, filtered, and the same list as an Excel file. */
export function Screen() {
  const { t, i18n } = useTranslation();
  const [words, set] = useWords(DEFAULTS);
  const [states, setStates] = useState<readonly string[]>([]);
  const kinds = useKinds();
  const departments = useDepartments();
  if (kinds.isPending) return <Waiting />;
  if (kinds.isError) return <Trouble error={kinds.error} retry={() => void kinds.refetch()} />;
  const shown = kinds.data.items.filter((k) => k.columns.length > 0);
  const kind = shown.find((k) => k.kind === words.kind) ?? shown[0];
  if (!kind) return <Page title={t('records.title')}>{t('records.empty')}</Page>;
  const { kind: _kind, ...filters } = words;
  const named = (k: typeof kind) => (i18n.language === 'zh' ? k.title : t(`records.kind.${k.kind}` as 'records.kind.project', k.title));
  return (
    <Page title={t('records.title')} wide>
      <div className="filters">
        <Select
          className="filter-process"
          aria-label={t('records.which')}
          value={kind.kind}
          options={shown.map((k) => ({ value: k.kind, label: named(k) }))}
          onChange={(value: string) => {
            setStates([]);
            set({ kind: value, state: '' });
          }}
        />
        <SearchBox label={t('records.search')} value={words.q} onSearch={(q) => set({ q })} />
        <InputNumber
          className="filter-year"
          aria-label={t('records.year')}
          placeholder={t('records.year')}
          min={2000}
          max={2100}
          precision={0}
          controls={false}
          value={words.plan_year === '' ? null : Number(words.plan_year)}
          onChange={(value: number | null) => set({ plan_year: value === null ? '' : String(value) })}
        />
        <Select
          className="filter-process"
          aria-label={t('project.dept')}
          placeholder={t('project.dept')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={words.dept || null}
          options={(departments.data?.items ?? []).map((o) => ({ value: o.code, label: o.name }))}
          onChange={(value: string | null) => set({ dept: value ?? '' })}
        />
        <Select
          className="filter-status"
          aria-label={t('case.status')}
          placeholder={t('case.status')}
          allowClear
          value={words.state || null}
          options={[...new Set([...states, ...(words.state ? [words.state] : [])])].map((value) => ({ value, label: value }))}
          onChange={(value: string | null) => set({ state: value ?? '' })}
        />
        <a className="export" href={address(`/exports/records/${kind.kind}.xlsx${query(filters)}`)} download>
          <DownloadOutlined aria-hidden /> {t('records.export')}
        </a>
      </div>
      <RecordTable key={kind.kind} kind={kind} filters={filters} onStates={setStates} />
    </Page>
  );
}
