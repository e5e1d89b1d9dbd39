import { expect, test } from 'vitest';
import { canonical, grouped, unitOf } from '../src/shared/money';

test('money is shown with thousands separators and keeps every digit', () => {
  expect(grouped('1234567.50')).toBe('1,234,567.50');
  expect(grouped('12345678901234567890.123456')).toBe('12,345,678,901,234,567,890.123456');
  expect(grouped('-1000.00')).toBe('-1,000.00');
  expect(grouped('12a')).toBe('12a');
});

test('what people type becomes the canonical text', () => {
  expect(canonical('1,200.5')).toBe('1200.50');
  expect(canonical('１２００')).toBe('1200.00');
  expect(canonical('007.1234')).toBe('7.1234');
  expect(canonical('838.000000')).toBe('838.00');
  expect(canonical(' ')).toBeUndefined();
});

test('what is no amount stays as typed, so that it can be mended', () => {
  expect(canonical('12a')).toBe('12a');
  expect(canonical('1.2.3')).toBe('1.2.3');
});

test('the unit is read off the name of the field', () => {
  expect([unitOf('root_total_wan'), unitOf('root_rows_0_unit_price_yuan'), unitOf('root_count')]).toEqual(['wan', 'yuan', undefined]);
});
