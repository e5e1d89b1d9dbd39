import type { RJSFSchema } from '@rjsf/utils';
import { expect, test } from 'vitest';
import { decisionField, demanded, overlaid, prepared } from '../src/form/schema';
import { validator } from '../src/form/validator';

const form: RJSFSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'decision', 'number'],
  properties: {
    name: { type: 'string', title: '名称', 'x-title-en': 'Name', minLength: 1 } as RJSFSchema,
    number: { type: 'string', readOnly: true },
    total_wan: { type: 'string', format: 'decimal', readOnly: true },
    rows: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, sum: { type: 'string', readOnly: true } } },
    },
    decision: { type: 'string', enum: ['提交', '撤回', '终止'] },
    opinion: { type: 'string' },
  },
  'x-negative': ['终止'],
  'x-partial': ['撤回'],
} as RJSFSchema;
const faults = (data: Record<string, unknown>, offered: string[] | null = null) => {
  const schema = prepared(form, offered, false);
  return validator
    .faults(demanded(schema, data), data)
    .map((f) => `${f.pointer} ${f.message}`)
    .sort();
};

test('a task offers its own decisions only', () => {
  expect((prepared(form, ['提交', '撤回'], false).properties!['decision'] as RJSFSchema).enum).toEqual(['提交', '撤回']);
  expect(faults({ name: '甲', decision: '终止', opinion: '无' }, ['提交'])).toEqual(['/decision 请从列表中选择']);
});

test('a task without decisions neither shows nor asks for one', () => {
  expect(decisionField(form, [])).toBeUndefined();
  expect(prepared(form, [], false).properties).not.toHaveProperty('decision');
  expect(faults({ name: '甲' }, [])).toEqual([]);
});

test('what the server fills is never demanded of the reader', () => {
  expect(faults({ name: '甲', decision: '提交' })).toEqual([]);
});

test('a negative decision needs a written reason', () => {
  expect(faults({ name: '甲', decision: '终止' })).toEqual(['/opinion 必填']);
});

test('a partial decision asks for nothing but itself', () => {
  expect(faults({ decision: '撤回', rows: [] })).toEqual([]);
  expect(faults({ decision: '提交', rows: [] })).toEqual(['/name 必填', '/rows 至少填写一项']);
});

test('a fault inside a row names the row', () => {
  expect(faults({ name: '甲', decision: '提交', rows: [{ a: 1 }, {}] })).toEqual(['/rows/1/a 必填']);
});

test('titles are in the reader’s language where the form has both', () => {
  expect((prepared(form, null, true).properties!['name'] as RJSFSchema).title).toBe('Name');
  expect((prepared(form, null, false).properties!['name'] as RJSFSchema).title).toBe('名称');
});

test('the server’s answer changes read-only fields and nothing that somebody typed', () => {
  const mine = { name: '还在打字', rows: [{ a: 2 }] };
  const served = { name: '还在', total_wan: '12.00', rows: [{ a: 1, sum: '3' }] };
  expect(overlaid(form, mine, served)).toEqual({ name: '还在打字', total_wan: '12.00', rows: [{ a: 2, sum: '3' }] });
});

test('an answer without news leaves the very same data', () => {
  const mine = { name: '甲', total_wan: '12.00' };
  expect(overlaid(form, mine, { total_wan: '12.00' })).toBe(mine);
});
