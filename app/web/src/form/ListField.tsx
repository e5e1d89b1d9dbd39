import { getUiOptions, type FieldProps } from '@rjsf/utils';
import { kindOf } from './inputs/kinds';
import { Leaf } from './LeafField';
import { resolvedItems } from './resolvedItems';
import { TableField } from './TableField';

/** Every list of the form: rows are a table, files and references and choices are one input. */
export function ListField(p: FieldProps) {
  const schema = resolvedItems(p.schema, p.registry);
  const kind = kindOf(schema, { field: p.uiSchema?.['ui:field'], widget: getUiOptions(p.uiSchema).widget });
  return kind === 'table' ? <TableField {...p} schema={schema} /> : <Leaf {...p} schema={schema} kind={kind === 'text' ? 'other' : kind} />;
}
