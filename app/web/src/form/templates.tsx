import type { FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import { Cited } from '../notice/Cited';
import { kindOf } from './inputs/kinds';
import { resolvedItems } from './resolvedItems';
import { Sections } from './Sections';

const WIDE = new Set(['long', 'choices', 'table', 'files', 'decision', 'tick', 'other']);

/** Title, field, help, fault: one block of the form. Long texts, lists and decisions take the whole width. */
export function FieldBlock(p: FieldTemplateProps) {
  if (p.id === 'root') return <>{p.children}</>;
  if (p.hidden) return <div hidden>{p.children}</div>;
  const type = Array.isArray(p.schema.type) ? p.schema.type[0] : p.schema.type;
  const group = type === 'object';
  const kind = kindOf(resolvedItems(p.schema, p.registry), { field: p.uiSchema?.['ui:field'], widget: p.uiSchema?.['ui:widget'] });
  const several = kind === 'remote' && type === 'array';
  const shown = !!p.required && !p.schema.readOnly;
  return (
    <div className={`field${group || several || WIDE.has(kind) || String(p.rawHelp ?? '').length > 80 ? ' field-wide' : ''}${p.rawErrors?.length ? ' field-faulty' : ''}`}>
      {!group && (
        <label className={kind === 'tick' ? 'field-label sr-only' : 'field-label'} id={`${p.id}__label`} htmlFor={p.id}>
          {shown && (
            <span className="star" aria-hidden>
              *
            </span>
          )}
          {p.label}
        </label>
      )}
      {p.rawDescription && (
        <p className="hint" id={`${p.id}__description`}>
          <Cited text={p.rawDescription} />
        </p>
      )}
      {p.children}
      {!group && p.rawErrors?.length ? (
        <p className="fault" id={`${p.id}__error`}>
          <Cited text={p.rawErrors[0]!} />
        </p>
      ) : null}
      {p.rawHelp && (
        <p className="hint" id={`${p.id}__help`}>
          <Cited text={String(p.rawHelp)} />
        </p>
      )}
    </div>
  );
}

/** The fields of an object on a grid of two columns (one when narrow); the form itself in its sections. */
export function Fields(p: ObjectFieldTemplateProps) {
  if (p.fieldPathId.$id === 'root') return <Sections {...p} />;
  return (
    <fieldset className="field-group" id={p.fieldPathId.$id}>
      <legend>{p.title}</legend>
      <div className="fields">{p.properties.map((field) => field.content)}</div>
    </fieldset>
  );
}
