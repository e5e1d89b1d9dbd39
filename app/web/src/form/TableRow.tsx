import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { Button } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from './inputs/kinds';
import { ValueInput } from './inputs/ValueInput';

export type Row = Record<string, unknown>;
export interface Column {
  key: string;
  title: string;
  schema: RJSFSchema;
  ui: { field?: unknown; widget?: unknown };
  options: Record<string, unknown>;
  required: boolean;
}

export const columnUi = (ui: UiSchema | undefined): Pick<Column, 'ui' | 'options'> => ({
  ui: { field: ui?.['ui:field'], widget: ui?.['ui:widget'] },
  options: (ui?.['ui:options'] ?? {}) as Record<string, unknown>,
});

interface CellProps {
  id: string;
  column: Column;
  at: number;
  value: unknown;
  fault: string | undefined;
  readonly: boolean;
  set: (at: number, key: string, value: unknown) => void;
  done: (id: string) => void;
}
const Cell = memo(function Cell({ id, column, at, value, fault, readonly, set, done }: CellProps) {
  const { t } = useTranslation();
  const kind = kindOf(column.schema, column.ui);
  return (
    <td data-label={column.title} className={`cell cell-${kind}`}>
      <ValueInput
        bare
        kind={kind}
        id={id}
        label={t('form.cell', { title: column.title, row: at + 1 })}
        schema={column.schema}
        options={column.options}
        value={value}
        required={column.required}
        readonly={readonly || !!column.schema.readOnly}
        invalid={!!fault}
        describedBy={fault ? `${id}__error` : undefined}
        onChange={(next) => set(at, column.key, next)}
        onDone={() => done(id)}
      />
      {fault && (
        <div className="fault" id={`${id}__error`}>
          {fault}
        </div>
      )}
    </td>
  );
});

interface RowProps {
  id: string;
  at: number;
  row: Row;
  columns: readonly Column[];
  faults: Record<string, { __errors?: string[] }> | undefined;
  readonly: boolean;
  removable: boolean;
  set: CellProps['set'];
  remove: (at: number) => void;
  done: CellProps['done'];
}
export const TableRow = memo(
  function TableRow({ id, at, row, columns, faults, readonly, removable, set, remove, done }: RowProps) {
    const { t } = useTranslation();
    return (
      <tr>
        <th scope="row" className="row-number">
          {at + 1}
        </th>
        {columns.map((column) => (
          <Cell
            key={column.key}
            id={`${id}_${column.key}`}
            column={column}
            at={at}
            value={row[column.key]}
            fault={faults?.[column.key]?.__errors?.[0]}
            readonly={readonly}
            set={set}
            done={done}
          />
        ))}
        {removable && (
          <td className="cell-remove">
            <Button type="text" danger aria-label={t('form.removeRow', { row: at + 1 })} onClick={() => remove(at)}>
              {t('form.remove')}
            </Button>
          </td>
        )}
      </tr>
    );
  },
  (before, now) =>
    before.row === now.row &&
    before.at === now.at &&
    before.columns === now.columns &&
    before.readonly === now.readonly &&
    before.removable === now.removable &&
    before.set === now.set &&
    JSON.stringify(before.faults) === JSON.stringify(now.faults),
);
