import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Rest } from '../shared/More';
import { Trouble } from '../shared/Trouble';
import { useList } from '../shared/useList';
import { Waiting } from '../shared/Waiting';
import { ColumnTable } from './ColumnTable';
import type { Kind } from './useKinds';

type Row = Record<string, unknown> & { id: string; process_instance_id: string | null };

/** The rows of one kind; the first column leads to the case that wrote the record. `onStates`: the states that were met. */
export function RecordTable({ kind, filters, onStates }: { kind: Kind; filters: Record<string, string>; onStates: (seen: string[]) => void }) {
  const { t } = useTranslation();
  const list = useList<Row>(`records-${kind.kind}`, `/records/${kind.kind}`, filters);
  const seen = [...new Set(list.items.flatMap((row) => (typeof row['state'] === 'string' ? [row['state']] : [])))].sort().join('|');
  useEffect(() => {
    if (seen && !filters['state']) onStates(seen.split('|'));
  }, [seen, filters, onStates]);
  if (list.isPending) return <Waiting />;
  if (list.isError) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  return (
    <>
      {list.items.length === 0 ? (
        <p className="empty">{t('records.empty')}</p>
      ) : (
        <ColumnTable
          title={kind.title}
          columns={kind.columns}
          rows={list.items}
          keyOf={(row) => row.id}
          leads={{ column: 0, to: (row) => row.process_instance_id && `/cases/${row.process_instance_id}`, number: (row) => row.id }}
        />
      )}
      <Rest list={list} />
    </>
  );
}
