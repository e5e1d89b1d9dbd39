import type { RJSFSchema } from '@rjsf/utils';
import type { TFunction } from 'i18next';
import { steps } from './pointers';
import { resolved } from './schema';

/** What the reader calls the place a pointer leads to: `/rows/0/amount_wan` → «投资构成 第 1 行 金额». */
export function titleOf(root: RJSFSchema, pointer: string, t: TFunction): string {
  const words: string[] = [];
  let here = root;
  for (const step of steps(pointer)) {
    here = resolved(here, root);
    if (/^\d+$/.test(step) && here.items) {
      words.push(t('form.row', { row: Number(step) + 1 }));
      here = here.items as RJSFSchema;
    } else {
      const field = here.properties?.[step] as RJSFSchema | undefined;
      if (!field) return words.join(' ');
      here = resolved(field, root);
      words.push(String(here.title ?? step));
    }
  }
  return words.join(' ');
}
