import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { More } from '../shared/More';
import { Trouble } from '../shared/Trouble';
import { useList } from '../shared/useList';
import { useRows } from '../shared/useRows';
import { Waiting } from '../shared/Waiting';
import { inWords } from './inWords';
import type { Kind } from './useKinds';

type Row = Record<string, unknown> & { id: string; process_instance_id: string | null };

/** The rows of one kind; the first column leads to the case that wrote the record. `onStates`: the states that were met. */
export function RecordTable({ kind, filters, onStates }: { kind: Kind; filters: Record<string, string>; onStates: (seen: string[]) => void }) {
  const { t, i18n } = useTranslation();
  const list = useList<Row>(`records-${kind.kind}`, `/records/${kind.kind}`, filters);
  const onKeyDown = useRows();
  const seen = [...new Set(list.items.flatMap((row) => (typeof row['state'] === 'string' ? [row['state']] : [])))].sort().join('|');
  useEffect(() => {
    if (seen && !filters['state']) onStates(seen.split('|'));
  }, [seen, filters, onStates]);
  if (list.isPending) return <Waiting />;
  if (list.isError) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  const words = { yes: t('yes'), no: t('no') };
  const headed = kind.columns.map((c) => ({ ...c, head: i18n.language === 'zh' ? c.title : c.title_en }));
  const text = (row: Row, c: (typeof headed)[number]) => inWords(row[c.name], c.shown, words);
  return (
    <>
      {list.items.length === 0 ? (
        <p className="empty">{t('records.empty')}</p>
      ) : (
        <div className="list-wide" role="region" aria-label={kind.title} tabIndex={0}>
          <table className="list" onKeyDown={onKeyDown}>
            <caption className="sr-only">{kind.title}</caption>
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
              {list.items.map((row) => (
                <tr key={row.id}>
                  {headed.map((c, i) => (
                    <td key={c.name} data-label={c.head} className={c.shown === 'money' ? 'cell-number' : undefined}>
                      {i === 0 && row.process_instance_id ? (
                        <Link data-row to={`/cases/${row.process_instance_id}`}>
                          {text(row, c) || `#${row.id}`}
                        </Link>
                      ) : (
                        text(row, c) || <span className="hint">{t('none')}</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
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
