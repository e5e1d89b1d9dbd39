import type { RJSFSchema } from '@rjsf/utils';
import type { Data } from '../shared/types';

/** The house's own words at the root of a form (checked by the server when the form is published). */
interface HouseWords {
  'x-decision'?: string;
  'x-negative'?: string[];
  'x-reason'?: string;
  'x-partial'?: string[];
  'x-computed'?: Data;
}
type Loose = Record<string, unknown>;
const words = (schema: RJSFSchema): HouseWords => schema as HouseWords;
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The field that holds the decision, if the form has one and this task offers any (`[]`: none here). */
export function decisionField(schema: RJSFSchema, offered: readonly string[] | null): string | undefined {
  const name = words(schema)['x-decision'] ?? 'decision';
  return schema.properties?.[name] !== undefined && !(offered && offered.length === 0) ? name : undefined;
}

/** What the fields mean does not change; the words, what is offered at this task, and what its decision demands do. */
export function prepared(schema: RJSFSchema, offered: readonly string[] | null, english: boolean): RJSFSchema {
  const made = adapted(schema, english) as RJSFSchema & { properties: Record<string, Loose>; required?: string[] };
  const name = words(schema)['x-decision'] ?? 'decision';
  const field = made.properties?.[name];
  if (!field || !offered) return made;
  if (offered.length) field['enum'] = ((field['enum'] as string[] | undefined) ?? [...offered]).filter((d) => offered.includes(d));
  else {
    delete made.properties[name];
    if (made.required) made.required = made.required.filter((r) => r !== name);
  }
  return made;
}

/** Titles in the reader's language; what the server fills is never demanded of the reader. */
function adapted(node: unknown, english: boolean): unknown {
  if (Array.isArray(node)) return node.map((n) => adapted(n, english));
  if (!isObject(node)) return node;
  const made: Loose = {};
  for (const [key, value] of Object.entries(node))
    made[key] = key === 'enum' || key === 'const' || key === 'default' ? value : adapted(value, english);
  if (english && typeof node['x-title-en'] === 'string') made['title'] = node['x-title-en'];
  const fields = made['properties'];
  if (isObject(fields) && Array.isArray(made['required']))
    made['required'] = made['required'].filter((r) => !(isObject(fields[r as string]) && (fields[r as string] as Loose)['readOnly'] === true));
  return made;
}

/** The schema that this data is judged by: a «partial» decision (撤回) asks for nothing but itself, a negative one for its reason. */
export function demanded(schema: RJSFSchema, data: Data): RJSFSchema {
  const { 'x-partial': partial, 'x-negative': negative, 'x-reason': reason = 'opinion' } = words(schema);
  const name = words(schema)['x-decision'] ?? 'decision';
  const decision = data[name];
  if (typeof decision !== 'string') return schema;
  const needsReason = !!negative?.includes(decision) && schema.properties?.[reason] !== undefined;
  const asked = [name, ...(needsReason ? [reason] : [])];
  if (partial?.includes(decision)) return { ...(undemanding(schema) as RJSFSchema), required: asked };
  return needsReason ? { ...schema, required: [...new Set([...(schema.required ?? []), ...asked])] } : schema;
}

const DEMANDS = new Set(['required', 'minItems', 'minLength', 'contains', 'const', 'allOf', 'if', 'then', 'else', 'dependentRequired']);
function undemanding(node: unknown, names = false): unknown {
  if (Array.isArray(node)) return node.map((n) => undemanding(n));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => names || !DEMANDS.has(key))
      .map(([key, value]) => [key, undemanding(value, !names && (key === 'properties' || key === '$defs'))]),
  );
}

/** What the form file proposes for fields that nobody has filled yet. */
export function withDefaults(schema: RJSFSchema, data: Data): Data {
  const proposed = Object.entries(schema.properties ?? {}).flatMap(([key, field]) =>
    isObject(field) && field['default'] !== undefined ? [[key, field['default']]] : [],
  );
  return { ...Object.fromEntries(proposed), ...data };
}

export const isComputed = (schema: RJSFSchema): boolean => Object.keys(words(schema)['x-computed'] ?? {}).length > 0;

/** Lays what the server fills (readOnly fields, also in the rows of tables) over what the reader has; all else stays as typed. The same object when nothing differs. */
export function overlaid(schema: RJSFSchema, mine: Data, served: Data, root: RJSFSchema = schema): Data {
  let made = mine;
  const put = (key: string, value: unknown): void => {
    if (JSON.stringify(made[key]) === JSON.stringify(value)) return;
    made = { ...made };
    if (value === undefined || value === null) delete made[key];
    else made[key] = value;
  };
  for (const [key, raw] of Object.entries(schema.properties ?? {})) {
    const field = resolved(raw as RJSFSchema, root);
    const here = mine[key],
      there = served[key];
    if (field.readOnly) put(key, there);
    else if (field.type === 'object' && isObject(here) && isObject(there)) put(key, overlaid(field, here, there, root));
    else if (field.type === 'array' && Array.isArray(here) && Array.isArray(there) && here.length === there.length) {
      const row = resolved((field.items ?? {}) as RJSFSchema, root);
      if (row.type === 'object')
        put(
          key,
          here.map((r, i) => (isObject(r) && isObject(there[i]) ? overlaid(row, r, there[i] as Data, root) : r)),
        );
    }
  }
  return made;
}

/** One `$ref` into the root's `$defs`, with what stands beside it. */
export function resolved(field: RJSFSchema, root: RJSFSchema): RJSFSchema {
  const name = field.$ref?.match(/^#\/\$defs\/(.+)$/)?.[1];
  if (!name) return field;
  const { $ref: _, ...beside } = field;
  return { ...resolved((root.$defs?.[name] ?? {}) as RJSFSchema, root), ...beside };
}
