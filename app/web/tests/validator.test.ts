import type { RJSFSchema } from '@rjsf/utils';
import { expect, test } from 'vitest';
import { validator } from '../src/form/validator';

const schema: RJSFSchema = {
  $defs: { phone: { type: 'string', pattern: '^1\\d{10}$', 'x-pattern-message': '请填写 11 位手机号' } as RJSFSchema },
  type: 'object',
  additionalProperties: false,
  properties: {
    phone: { $ref: '#/$defs/phone' },
    mode: { enum: ['本部门部署', '政务云'] },
    reason: { type: 'string', maxLength: 3 },
    promise: { const: true },
  },
  allOf: [{ if: { properties: { mode: { const: '本部门部署' } }, required: ['mode'] }, then: { required: ['reason'] } }],
};
const told = (data: unknown) => validator.faults(schema, data).map((f) => `${f.pointer} ${f.message}`);

test('a broken pattern is told in the form’s own words', () => expect(told({ phone: '12' })).toEqual(['/phone 请填写 11 位手机号']));
test('a field may be demanded by another one', () => {
  expect(told({ mode: '本部门部署' })).toEqual(['/reason 必填']);
  expect(told({ mode: '政务云' })).toEqual([]);
});
test('characters are counted as people count them', () => {
  expect(told({ reason: '𠮷𠮷𠮷' })).toEqual([]);
  expect(told({ reason: '一二三四' })).toEqual(['/reason 不超过 3 个字（现 4 个字）']);
});
test('a promise must be ticked', () => expect(told({ promise: false })).toEqual(['/promise 须勾选确认']));
test('a field that the form does not have is a fault', () => expect(told({ other: 1 })).toHaveLength(1));
test('the form is left as it was given', () => {
  const before = JSON.stringify(schema);
  told({});
  expect(JSON.stringify(schema)).toBe(before);
});
