import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRows } from '../shared/useRows';
import { inWords } from './inWords';
import type { Kind } from './useKinds';

interface Shown<Row> {
  title: string;
  columns: Kind['columns'];
  rows: readonly Row[];
  keyOf: (row: Row, n: number) => string | number;
  /** Where the cell of one column leads, and what it says when it is empty. */
  leads: { column: number; to: (row: Row) => string | null; number: (row: Row) => string; title?: string };
}

/** Rows under the columns that the server names, each value as people read it. */
export function ColumnTable<Row extends Record<string, unknown>>({ title, columns, rows, keyOf, leads }: Shown<Row>) {
  const { t, i18n } = useTranslation();
  const onKeyDown = useRows();
  const words = { yes: t('yes'), no: t('no') };
  const headed = columns.map((c) => ({ ...c, head: i18n.language === 'zh' ? c.title : c.title_en, className: c.shown === 'money' ? 'cell-number' : undefined }));
  const cell = (row: Row, c: (typeof headed)[number], i: number): ReactNode => {
    const text = inWords(row[c.name], c.shown, words);
    const to = i === leads.column ? leads.to(row) : null;
    if (to === null) return text || <span className="hint">{t('none')}</span>;
    return (
      <Link data-row to={to} title={leads.title}>
        {text || `#${leads.number(row)}`}
      </Link>
    );
  };
  return (
    <div className="list-wide" role="region" aria-label={title} tabIndex={0}>
      <table className="list" onKeyDown={onKeyDown}>
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {headed.map((c) => (
              <th key={c.name} scope="col" className={c.className}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={keyOf(row, n)}>
              {headed.map((c, i) => (
                <td key={c.name} data-label={c.head} className={c.className}>
                  {cell(row, c, i)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
