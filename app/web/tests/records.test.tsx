import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { inWords } from '../src/records/inWords';
import { Screen } from '../src/records/Records';
import { serve, show } from './fake';

const words = { yes: '是', no: '否' };
const kinds = {
  items: [
    {
      kind: 'declaration',
      title: '申报',
      columns: [
        { name: 'no', title: '申报编号', title_en: 'Declaration no.', shown: 'text' },
        { name: 'total_budget_yuan', title: '资金预算（元）', title_en: 'Budget (yuan)', shown: 'money' },
        { name: 'state', title: '状态', title_en: 'State', shown: 'text' },
      ],
    },
    { kind: 'sanction', title: '惩戒', columns: [] },
  ],
  total: 2,
  next: null,
};
const rows = {
  items: [{ id: '3', process_instance_id: '9', no: 'SB-2026-001', total_budget_yuan: '8600000.00', state: '受理' }],
  total: 1,
  next: null,
};

describe('a field of a record', () => {
  it('shows money in groups and to the cent, moments in local time, yes and no in words', () => {
    expect(inWords('8600000.00', 'money', words)).toBe('8,600,000.00');
    expect(inWords('2025-07-15T01:00:00+00:00', 'moment', words)).toBe('2025-07-15 09:00');
    expect([inWords(false, 'yes_no', words), inWords(true, 'yes_no', words), inWords(null, 'text', words)]).toEqual(['否', '是', '']);
  });
});

describe('the records', () => {
  it('lists one kind with its columns and saves the very list that is shown', async () => {
    const calls = serve((call) => {
      if (call.path === '/records') return { body: kinds };
      if (call.path.startsWith('/records/declaration')) return { body: rows };
      if (call.path.startsWith('/offices')) return { body: { items: [{ code: 'wjw', name: '县卫健委' }], total: 1, next: null } };
      return undefined;
    });
    show(<Screen />, '/records?plan_year=2026&dept=wjw');
    const link = await screen.findByText('SB-2026-001', {}, { timeout: 10_000 });
    expect(link.getAttribute('href')).toBe('/cases/9');
    expect(screen.getByText('8,600,000.00')).toBeTruthy();
    expect(screen.queryByText('惩戒')).toBeNull();
    expect(screen.getByRole('link', { name: /导出 Excel/ }).getAttribute('href')).toBe('/api/v1/exports/records/declaration.xlsx?plan_year=2026&dept=wjw');
    await waitFor(() => expect(calls.some((c) => c.path === '/records/declaration?plan_year=2026&dept=wjw&limit=50')).toBe(true));
  });
});
