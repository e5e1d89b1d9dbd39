import type { ErrorSchema } from '@rjsf/utils';
import type { FieldFault } from '../shared/types';

/** A JSON pointer inside the form's data (`/rows/0/name`) and the id of its input on the page (`root_rows_0_name`). */
export const steps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'));
export const pointerTo = (path: readonly (string | number)[]): string =>
  path.map((s) => `/${String(s).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
export const idOf = (pointer: string): string => ['root', ...steps(pointer)].join('_');

/** The API names fields from the body on (`/data/amount`); the form starts one step deeper. */
export const inForm = (pointer: string): string => (pointer === '/data' ? '' : pointer.startsWith('/data/') ? pointer.slice(5) : pointer);

export function valueAt(data: unknown, pointer: string): unknown {
  let here = data;
  for (const step of steps(pointer)) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}

/** RJSF's tree of messages; the first fault of a field is the one shown. */
export function asErrorSchema(faults: readonly FieldFault[]): ErrorSchema {
  const root: Record<string, unknown> = {};
  for (const { pointer, message } of faults) {
    let here = root;
    for (const step of steps(pointer)) here = (here[step] ??= {}) as Record<string, unknown>;
    here['__errors'] ??= [message];
  }
  return root as ErrorSchema;
}
