import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { expect, test } from 'vitest';
import { sectionsOf } from '../src/form/Sections';

type Properties = ObjectFieldTemplateProps['properties'];
const fields = (...names: string[]): Properties => names.map((name) => ({ name, content: <></>, disabled: false, readonly: false, hidden: name.startsWith('_') }));
const titles = (sections: { title: string; fields: Properties }[]) => sections.map((s) => [s.title, ...s.fields.map((f) => f.name)]);

test('a form without sections is one part without a heading', () => {
  expect(titles(sectionsOf({ uiSchema: {}, properties: fields('a', 'b') }))).toEqual([['', 'a', 'b']]);
});

test('fields stand under their heading; what no section names stands at the end', () => {
  const uiSchema = { 'ui:options': { sections: [{ title: '一', fields: ['b'] }, { title: '二', fields: ['_hidden'] }] } };
  expect(titles(sectionsOf({ uiSchema, properties: fields('a', 'b', '_hidden') }))).toEqual([
    ['一', 'b'],
    ['', 'a'],
  ]);
});
