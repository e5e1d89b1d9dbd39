import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { language } from '../shared/i18n';

interface Section {
  title: string;
  title_en?: string;
  fields: readonly string[];
}

/** The sections that the ui file asks for (`ui:options.sections`), each with its drawn fields; a field that no section names stands at the end, without a heading. */
export function sectionsOf({ uiSchema, properties }: Pick<ObjectFieldTemplateProps, 'uiSchema' | 'properties'>) {
  const wanted = (uiSchema?.['ui:options'] as { sections?: readonly Section[] } | undefined)?.sections ?? [];
  const named = new Set(wanted.flatMap((section) => section.fields));
  const drawn = wanted.map((section) => ({
    title: language() === 'en' ? (section.title_en ?? section.title) : section.title,
    fields: properties.filter((field) => section.fields.includes(field.name)),
  }));
  const rest = properties.filter((field) => !named.has(field.name));
  return [...drawn, { title: '', fields: rest }].filter((section) => section.fields.some((field) => !field.hidden));
}

/** A long form in parts with headings, as it is printed. */
export function Sections(p: ObjectFieldTemplateProps) {
  return sectionsOf(p).map(({ title, fields }) => (
    <section key={title} className="form-section" aria-label={title || undefined}>
      {title && <h3>{title}</h3>}
      <div className="fields">{fields.map((field) => field.content)}</div>
    </section>
  ));
}
