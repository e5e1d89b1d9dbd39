import type { RJSFSchema } from '@rjsf/utils';

/** What every input of a form is given. `label` is said to screen readers where no visible label belongs to the input (cells of a table). */
export interface InputProps<T = unknown> {
  id: string;
  label: string;
  /** True in a table: the id's label element does not exist, the name must be said. */
  bare?: boolean;
  schema: RJSFSchema;
  options: Record<string, unknown>;
  value: T | undefined;
  required?: boolean;
  readonly?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  onChange: (value: T | undefined) => void;
  /** The reader is done with this field for now: its faults may be shown. */
  onDone: () => void;
}

/** The attributes that name and describe an input. */
export const spoken = (
  p: Pick<InputProps, 'bare' | 'label' | 'describedBy' | 'invalid' | 'required'>,
): Record<string, string | boolean | undefined> => ({
  'aria-label': p.bare ? p.label : undefined,
  'aria-describedby': p.describedBy,
  'aria-invalid': p.invalid || undefined,
  'aria-required': p.required || undefined,
});

export type Kind =
  | 'text'
  | 'long'
  | 'money'
  | 'whole'
  | 'number'
  | 'yesno'
  | 'tick'
  | 'date'
  | 'month'
  | 'moment'
  | 'choice'
  | 'choices'
  | 'remote'
  | 'files'
  | 'table'
  | 'decision'
  | 'other';
const REMOTE: Record<string, string> = { office: 'offices', supplier: 'offices', person: 'people', project: 'projects' };

/** Which input a field gets: said by the ui schema, else by its type and format. */
export function kindOf(schema: RJSFSchema, ui: { field?: unknown; widget?: unknown }): Kind {
  if (ui.widget === 'decision') return 'decision';
  if (ui.field === 'remote' || ui.field === 'files' || ui.field === 'table') return ui.field;
  const items = schema.items as RJSFSchema | undefined;
  const format = schema.format ?? items?.format;
  if (format === 'file-id') return 'files';
  if (format && format in REMOTE) return 'remote';
  const type = Array.isArray(schema.type) ? schema.type.find((t) => t !== 'null') : schema.type;
  if (type === 'array') return items?.enum || items?.oneOf ? 'choices' : items?.type === 'object' || items?.properties ? 'table' : 'other';
  if (schema.enum || schema.oneOf) return 'choice';
  if (type === 'boolean') return schema.const === true ? 'tick' : 'yesno';
  if (type === 'integer') return 'whole';
  if (type === 'number') return 'number';
  if (type !== 'string' && schema.const === undefined) return 'other';
  if (format === 'decimal') return 'money';
  if (format === 'date') return 'date';
  if (format === 'month') return 'month';
  if (format === 'date-time') return 'moment';
  const longest = Number(schema.maxLength ?? (schema as Record<string, unknown>)['x-maxChars'] ?? 0);
  return ui.widget === 'textarea' || longest > 150 ? 'long' : 'text';
}

/** Where the choices of a reference come from when the ui schema does not say it. */
export function sourceOf(schema: RJSFSchema, options: Record<string, unknown>): { source: string; filter: Record<string, string> } {
  const format = schema.format ?? (schema.items as RJSFSchema | undefined)?.format ?? '';
  const filter = (options['filter'] ?? (format === 'supplier' ? { kind: 'supplier' } : {})) as Record<string, string>;
  return { source: (options['source'] as string | undefined) ?? REMOTE[format] ?? 'offices', filter };
}
