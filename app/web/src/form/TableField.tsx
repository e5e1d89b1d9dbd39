import { type FieldProps, type RJSFSchema, type UiSchema } from '@rjsf/utils';
import { Button } from 'antd';
import { useCallback, useMemo, useRef, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pastedRows } from './paste';
import { readsOnly } from './readonly';
import { columnUi, TableRow, type Column, type Row } from './TableRow';

type Faults = Record<string, Record<string, { __errors?: string[] }>>;

/** A list of objects as one table: RJSF knows the list only, not rows × columns fields; a row is drawn again when it changes. */
export function TableField(p: FieldProps) {
  const { t } = useTranslation();
  const { schema, uiSchema, fieldPathId, registry, onChange, onBlur } = p;
  const rows = useMemo(() => (Array.isArray(p.formData) ? (p.formData as Row[]) : []), [p.formData]);
  const id = fieldPathId.$id;
  const readonly = readsOnly(p);
  const fixed = (schema as Record<string, unknown>)['x-fixed'] === true;
  const latest = useRef(rows);
  latest.current = rows;
  const keys = useRowKeys(rows.length);

  const columns = useMemo<Column[]>(() => {
    const row = registry.schemaUtils.retrieveSchema((schema.items ?? {}) as RJSFSchema);
    const ui = (uiSchema?.items ?? {}) as UiSchema;
    const order = (ui['ui:order'] as string[] | undefined) ?? [];
    const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
    return Object.entries(row.properties ?? {})
      .filter(([key]) => ui[key]?.['ui:widget'] !== 'hidden')
      .sort(([a], [b]) => place(a) - place(b))
      .map(([key, raw]) => {
        const field = registry.schemaUtils.retrieveSchema(raw as RJSFSchema);
        return {
          key,
          title: String(field.title ?? key),
          schema: field,
          required: !!row.required?.includes(key),
          ...columnUi(ui[key] as UiSchema | undefined),
        };
      });
  }, [schema.items, uiSchema?.items, registry.schemaUtils]);

  const put = useCallback(
    (next: Row[]) => {
      latest.current = next;
      onChange(next, fieldPathId.path, undefined, id);
    },
    [onChange, fieldPathId.path, id],
  );
  const set = useCallback(
    (at: number, key: string, value: unknown) =>
      put(
        latest.current.map((row, i) => {
          if (i !== at) return row;
          const { [key]: _, ...rest } = row;
          return value === undefined ? rest : { ...rest, [key]: value };
        }),
      ),
    [put],
  );
  const remove = useCallback(
    (at: number) => {
      keys.current.splice(at, 1);
      put(latest.current.filter((_, i) => i !== at));
      onBlur(id, undefined);
    },
    [put, keys, onBlur, id],
  );
  const done = useCallback((cell: string) => onBlur(cell, undefined), [onBlur]);
  const paste = (event: ClipboardEvent): void => {
    const pasted = pastedRows(
      event.clipboardData.getData('text/plain'),
      columns.filter((c) => !c.schema.readOnly),
    );
    if (!pasted) return;
    event.preventDefault();
    put([...latest.current, ...pasted].slice(0, schema.maxItems ?? Infinity));
  };

  const changeable = !readonly && !fixed;
  const full = rows.length >= (schema.maxItems ?? Infinity);
  return (
    <div className="table-field" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}__label`} onPaste={changeable ? paste : undefined}>
      {rows.length === 0 ? (
        <p className="hint">{t('form.noRows')}</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby={`${id}__label`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('form.rowNumber')}</th>
                {columns.map((c) => (
                  <th key={c.key} scope="col">
                    {c.required && !c.schema.readOnly && (
                      <span className="star" aria-hidden>
                        *
                      </span>
                    )}
                    {c.title}
                  </th>
                ))}
                {changeable && <th scope="col">{t('form.rowActs')}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <TableRow
                  key={keys.current[i]}
                  id={`${id}_${i}`}
                  at={i}
                  row={row}
                  columns={columns}
                  faults={(p.errorSchema as Faults | undefined)?.[i]}
                  readonly={readonly}
                  removable={changeable}
                  set={set}
                  remove={remove}
                  done={done}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changeable && (
        <div className="table-acts">
          <Button
            disabled={full}
            onClick={() =>
              put([
                ...latest.current,
                Object.fromEntries(columns.flatMap((c) => (c.schema.default === undefined ? [] : [[c.key, c.schema.default]]))),
              ])
            }
          >
            {t('form.addRow')}
          </Button>
          <span className="hint">{t('form.pasteHint')}</span>
        </div>
      )}
    </div>
  );
}

/** A key per row that stays with it when one above is removed. */
function useRowKeys(count: number) {
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < count) keys.current.push(next.current++);
  keys.current.length = count;
  return keys;
}
