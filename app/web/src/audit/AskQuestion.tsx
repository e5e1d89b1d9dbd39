import { DownloadOutlined } from '@ant-design/icons';
import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useDepartments } from '../records/useKinds';
import { address, query } from '../shared/http';
import { Page } from '../shared/Page';
import { Trouble } from '../shared/Trouble';
import { useWords } from '../shared/useWords';
import { Waiting } from '../shared/Waiting';
import { Answers } from './Answers';
import './audit.css';
import { useQuestions } from './useQuestions';

const DEFAULTS = { first: '', last: '', office: '', n: '' };

/** One question over a period: its answer as a list, and as a file. The period stands in the address. */
export function Screen() {
  const { key = '' } = useParams();
  const { t, i18n } = useTranslation();
  const [words, set] = useWords(DEFAULTS);
  const questions = useQuestions();
  const departments = useDepartments();
  if (questions.isPending) return <Waiting />;
  const question = questions.data?.items.find((q) => q.key === key);
  const chinese = i18n.language === 'zh';
  const back = <Link to="/audit">{t('audit.back')}</Link>;
  if (questions.isError)
    return (
      <Page title={t('audit.title')}>
        <Trouble error={questions.error} retry={() => void questions.refetch()} />
      </Page>
    );
  if (!question)
    return (
      <Page title={t('audit.title')} actions={back}>
        <p className="empty">{t('audit.unknown')}</p>
      </Page>
    );
  const title = chinese ? question.title : question.title_en;
  const file = (kind: string): string => address(`/exports/questions/${key}.${kind}${query(words)}`);
  return (
    <Page wide title={title} actions={back}>
      <p className="hint">{chinese ? question.words : question.words_en}</p>
      <div className="filters">
        <label className="audit-day">
          <span className="hint">{t('audit.from')}</span>
          <input type="date" value={words.first} onChange={(e) => set({ first: e.target.value })} />
        </label>
        <label className="audit-day">
          <span className="hint">{t('audit.to')}</span>
          <input type="date" value={words.last} onChange={(e) => set({ last: e.target.value })} />
        </label>
        {question.columns.some((c) => c.name === 'dept_name') && (
          <Select
            className="filter-process"
            aria-label={t('project.dept')}
            placeholder={t('project.dept')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={words.office || null}
            options={(departments.data?.items ?? []).map((o) => ({ value: o.code, label: o.name }))}
            onChange={(value: string | null) => set({ office: value ?? '' })}
          />
        )}
        {question.limit !== null && (
          <label className="audit-day">
            <span className="hint">{t('audit.n')}</span>
            <InputNumber
              className="filter-year"
              aria-label={t('audit.n')}
              min={0}
              max={1000}
              precision={0}
              value={words.n === '' ? question.limit : Number(words.n)}
              onChange={(value: number | null) => set({ n: value === null ? '' : String(value) })}
            />
          </label>
        )}
        <span className="export">
          <a href={file('xlsx')} download>
            <DownloadOutlined aria-hidden /> {t('records.export')}
          </a>{' '}
          <a href={file('csv')} download>
            CSV
          </a>
        </span>
      </div>
      <Answers question={question} title={title} words={words} />
    </Page>
  );
}
