import { getUiOptions, type FieldProps } from '@rjsf/utils';
import { useTranslation } from 'react-i18next';
import { kindOf, type Kind } from './inputs/kinds';
import { ValueInput } from './inputs/ValueInput';
import { readsOnly } from './readonly';

/** A field of the form that holds one value: RJSF decides where it stands, the input what it looks like. */
export function LeafField(p: FieldProps) {
  const options = getUiOptions(p.uiSchema);
  return <Leaf {...p} kind={kindOf(p.schema, { field: p.uiSchema?.['ui:field'], widget: options.widget })} />;
}

export const RemoteField = (p: FieldProps) => <Leaf {...p} kind="remote" />;
export const FilesField = (p: FieldProps) => <Leaf {...p} kind="files" />;

export function Leaf(p: FieldProps & { kind: Kind }) {
  const { t } = useTranslation();
  const id = p.fieldPathId.$id;
  const label = String(p.uiSchema?.['ui:title'] ?? p.schema.title ?? p.name);
  if (p.kind === 'other') return <p className="hint">{t('form.cannotDraw')}</p>;
  return (
    <ValueInput
      kind={p.kind}
      id={id}
      label={label}
      schema={p.schema}
      options={getUiOptions(p.uiSchema)}
      value={p.formData as unknown}
      required={!!p.required}
      readonly={readsOnly(p)}
      invalid={!!p.rawErrors?.length}
      describedBy={p.rawErrors?.length ? `${id}__error` : p.uiSchema?.['ui:help'] ? `${id}__help` : undefined}
      onChange={(value) => p.onChange(value, p.fieldPathId.path, undefined, id)}
      onDone={() => p.onBlur(id, undefined)}
    />
  );
}
