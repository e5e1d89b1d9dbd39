import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Due } from '../src/shared/Due';
import './setup';

const at = { due_at: '2025-08-01T00:00:00+08:00', due_because: { text: '《通知》二(二)1', text_en: 'the notice', clause: 'R23' } };

test('a deadline says how many working days are left, and its last day', () => {
  render(<Due task={{ ...at, overdue: false, working_days_left: 3 }} reason />);
  expect(screen.getByText('还剩 3 个工作日')).toBeDefined();
  expect(screen.getByText('2025年7月31日')).toBeDefined();
  expect(screen.getByRole('button', { name: '《通知》二(二)1' }).parentElement?.textContent).toBe('依据：《通知》二(二)1');
});

test('late is a word with its days; the last day is today', () => {
  render(<Due task={{ ...at, overdue: true, working_days_left: -2 }} />);
  expect(screen.getByText('逾期 2 个工作日')).toBeDefined();
  render(<Due task={{ ...at, overdue: false, working_days_left: 0 }} />);
  expect(screen.getByText('今天到期')).toBeDefined();
});
