import { expect, test } from 'vitest';
import { dateTime, daysBetween, due } from '../src/shared/time';

test('times are shown in the institution’s zone', () => expect(dateTime('2025-07-31T15:59:59Z', true)).toBe('2025-07-31 23:59:59'));
test('the end of a day is told as that day, 24:00', () => {
  expect(due('2025-08-01T00:00:00+08:00')).toBe('2025-07-31 24:00');
  expect(due('2025-08-01T09:00:00+08:00')).toBe('2025-08-01 09:00');
});
test('waiting is counted in whole days', () => {
  expect(daysBetween('2025-06-01T00:00:00Z', '2025-06-03T12:00:00Z')).toBe(2);
  expect(daysBetween('2025-06-03T00:00:00Z', '2025-06-01T00:00:00Z')).toBe(0);
});
