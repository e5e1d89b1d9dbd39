import type { FieldProps } from '@rjsf/utils';

/** The server fills it, the diagram shows it, or the whole form is only read here. */
export const readsOnly = (p: Pick<FieldProps, 'readonly' | 'disabled' | 'schema' | 'uiSchema'>): boolean =>
  !!(p.readonly || p.disabled || p.schema.readOnly || p.uiSchema?.['ui:readonly']);
