import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { inWords } from '../records/inWords';
import { More } from '../shared/More';
import { Trouble } from '../shared/Trouble';
import { useList } from '../shared/useList';
import { useRows } from '../shared/useRows';
import { Waiting } from '../shared/Waiting';
import type { Question } from './useQuestions';

type Row = Record<string, unknown> & { instance: string | null };

/** The rows that answer a question; each leads to the replay of its case. */
export function Answers({ question, title, words }: { question: Question; title: string; words: Record<string, string> }) {
  const { t, i18n } = useTranslation();
  const list = useList<Row>(`question-${question.key}`, `/questions/${question.key}`, words);
  const onKeyDown = useRows();
  if (list.isPending) return <Waiting />;
  if (list.isError) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  if (list.items.length === 0) return <p className="empty">{t('audit.nothing')}</p>;
  const said = { yes: t('yes'), no: t('no') };
  const headed = question.columns.map((c) => ({ ...c, head: i18n.language === 'zh' ? c.title : c.title_en }));
  const leads = Math.max(0, headed.findIndex((c) => c.name === 'case_name'));
  return (
    <>
      <div className="list-wide" role="region" aria-label={title} tabIndex={0}>
        <table className="list" onKeyDown={onKeyDown}>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {headed.map((c) => (
                <th key={c.name} scope="col" className={c.shown === 'money' ? 'cell-number' : undefined}>
                  {c.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.items.map((row, n) => (
              <tr key={n}>
                {headed.map((c, i) => {
                  const text = inWords(row[c.name], c.shown, said);
                  return (
                    <td key={c.name} data-label={c.head} className={c.shown === 'money' ? 'cell-number' : undefined}>
                      {i === leads && row.instance ? (
                        <Link data-row to={`/cases/${row.instance}/replay`} title={t('replay.open')}>
                          {text || `#${row.instance}`}
                        </Link>
                      ) : (
                        text || <span className="hint">{t('none')}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More
        shown={list.items.length}
        total={list.total}
        hasNext={list.hasNextPage}
        busy={list.isFetchingNextPage}
        more={() => void list.fetchNextPage()}
      />
    </>
  );
}
