import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FormView } from '../src/form/FormView';
import { decisionField, prepared } from '../src/form/schema';
import { serve, show } from './fake';

const schemas = import.meta.glob<RJSFSchema>(['../../../forms/*.json', '!../../../forms/*.ui.json'], { eager: true, import: 'default' });
const uis = import.meta.glob<UiSchema>('../../../forms/*.ui.json', { eager: true, import: 'default' });

test('the institution has forms', () => expect(Object.keys(schemas).length).toBeGreaterThan(0));

for (const [file, schema] of Object.entries(schemas)) {
  test(`every field of ${file.split('/').pop()} can be filled in on the page`, async () => {
    serve((call) => (/^\/(offices|people|records)/.test(call.path) ? { body: { items: [], total: 0, next: null } } : undefined));
    const ui = uis[file.replace('.json', '.ui.json')] ?? {};
    show(<FormView schema={prepared(schema, null, false)} ui={ui} decision={decisionField(schema, null)} data={{}} faults={[]} />);
    const hidden = Object.keys(ui).filter((key) => ui[key]?.['ui:widget'] === 'hidden');
    for (const name of Object.keys(schema.properties ?? {}).filter((key) => !hidden.includes(key))) await waitForField(name);
    expect(screen.queryByText('此项无法在页面上填写。')).toBeNull();
    expect(document.body.textContent).not.toMatch(/Unsupported|Unknown field/);
  });
}

async function waitForField(name: string): Promise<void> {
  await expect
    .poll(() => document.getElementById(`root_${name}`) ?? document.getElementById(`root_${name}__label`), { message: name })
    .not.toBeNull();
}
