import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { get } from '../shared/http';
import { Page, Section } from '../shared/Page';
import { SearchBox } from '../shared/SearchBox';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import { Waiting } from '../shared/Waiting';
import './audit.css';
import { Checkpoints } from './Checkpoints';
import { useQuestions } from './useQuestions';

interface Desk {
  since: string;
  last_visit: string | null;
  cases: number;
  running: number;
  house_acts: number;
  news: { key: string; total: number }[];
}

/** The auditor's first page: what is new since the last visit, and what one may ask. */
export function Screen() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const desk = useQuery({ queryKey: ['desk'], queryFn: ({ signal }) => get<Desk>('/desk', signal), staleTime: 300_000 });
  const questions = useQuestions();
  const error = desk.error ?? questions.error;
  const chinese = i18n.language === 'zh';
  const titled = (key: string): string => {
    const found = questions.data?.items.find((q) => q.key === key);
    return (chinese ? found?.title : found?.title_en) ?? key;
  };
  return (
    <Page title={t('audit.title')}>
      {error ? (
        <Trouble error={error} retry={() => void (desk.isError ? desk : questions).refetch()} />
      ) : !desk.data || !questions.data ? (
        <Waiting />
      ) : (
        <>
          <div className="audit-head">
            <SearchBox label={t('audit.search')} value="" onSearch={(q) => q && void navigate(`/cases?q=${encodeURIComponent(q)}`)} />
            <span className="hint">
              {t('audit.there', { cases: desk.data.cases, running: desk.data.running, acts: desk.data.house_acts })}
            </span>
          </div>
          <Section title={desk.data.last_visit ? t('audit.since', { at: dateTime(desk.data.last_visit) }) : t('audit.sinceDay', { day: desk.data.since })}>
            <ul className="audit-news">
              {desk.data.news.map((one) => (
                <li key={one.key}>
                  <Link className={one.total ? 'audit-new' : 'audit-new audit-none'} to={`/audit/${one.key}?first=${desk.data.since}`}>
                    <b>{one.total}</b>
                    <span>{titled(one.key)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
          <Checkpoints />
          <Section title={t('audit.questions')}>
            <ul className="audit-questions">
              {questions.data.items.map((q) => (
                <li key={q.key}>
                  <Link to={`/audit/${q.key}`}>{chinese ? q.title : q.title_en}</Link>
                  <p className="hint">{chinese ? q.words : q.words_en}</p>
                </li>
              ))}
              <li>
                <Link to="/house">{t('house.title')}</Link>
                <p className="hint">{t('house.words')}</p>
              </li>
            </ul>
          </Section>
        </>
      )}
    </Page>
  );
}
