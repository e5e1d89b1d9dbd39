import { useTranslation } from 'react-i18next';
import { ColumnTable } from '../records/ColumnTable';
import { Rest } from '../shared/More';
import { Trouble } from '../shared/Trouble';
import { useList } from '../shared/useList';
import { Waiting } from '../shared/Waiting';
import type { Question } from './useQuestions';

type Row = Record<string, unknown> & { instance: string | null };

/** The rows that answer a question; each leads to the replay of its case. */
export function Answers({ question, title, words }: { question: Question; title: string; words: Record<string, string> }) {
  const { t } = useTranslation();
  const list = useList<Row>(`question-${question.key}`, `/questions/${question.key}`, words);
  if (list.isPending) return <Waiting />;
  if (list.isError) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  if (list.items.length === 0) return <p className="empty">{t('audit.nothing')}</p>;
  return (
    <>
      <ColumnTable
        title={title}
        columns={question.columns}
        rows={list.items}
        keyOf={(_, n) => n}
        leads={{
          column: Math.max(0, question.columns.findIndex((c) => c.name === 'case_name')),
          to: (row) => row.instance && `/cases/${row.instance}/replay`,
          number: (row) => row.instance ?? '',
          title: t('replay.open'),
        }}
      />
      <Rest list={list} />
    </>
  );
}
