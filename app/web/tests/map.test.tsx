import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { Screen } from '../src/map/Map';
import { chosen, type Overview, type Phase } from '../src/map/overview';
import { serve, show } from './fake';
import './setup';

const node = (element: string, name: string, projects: number, overdue = 0) => ({ element, name, clauses: [], projects, overdue });
const step = (element: string, name: string, projects: number, overdue = 0) => ({ ...node(element, name, projects, overdue), kind: 'userTask', parts: [] });
const phases: Phase[] = [
  { ...node('B/P', '谋划阶段', 0), phase: '谋划', steps: [{ ...step('B/P/C', '谋划', 0), parts: [step('B/P/C/T', '前期预研', 0)] }] },
  { ...node('B/A', '申报阶段', 5, 2), phase: '申报', steps: [step('B/A/W', '等待窗口', 1), { ...step('B/A/D', '申报', 4, 2), parts: [step('B/A/D/T1', '填报', 4, 2)] }] },
];
const overview: Overview = {
  release: { id: '12', published_at: '2026-07-01T09:00:00+08:00' },
  process: 'egov_lifecycle',
  name: '项目全流程',
  projects: 6,
  elsewhere: 1,
  phases,
  ways: [
    { from: '谋划', to: '申报', name: '通过', back: false },
    { from: '申报', to: '谋划', name: '重新谋划', back: true },
    { from: '申报', to: null, name: '终止', back: false },
  ],
};
const late = {
  id: '7',
  project: { id: '1', code: null, name: '智慧工地', dept_name: '县住建局' },
  process_name: '项目全流程',
  waiting_for: ['等待张经办办理「填报」'],
  due: { due_at: '2025-08-01T00:00:00+08:00', overdue: true, working_days_left: -2, due_because: null },
};

let asked: ReturnType<typeof serve>;
beforeEach(() => {
  asked = serve(({ path }) => (path === '/map' ? { body: overview } : path.startsWith('/instances') ? { body: { items: [late], total: 1, next: null } } : undefined));
});

test('the map opens where somebody stands, and a part opens its step', () => {
  expect(chosen(phases, '', '').phase?.name).toBe('申报阶段');
  expect(chosen(phases, '申报', 'B/A/D/T1')).toMatchObject({ step: { name: '申报' }, part: { name: '填报' } });
  expect(chosen(phases, '谋划', '').step?.name, 'a phase of one step shows what is in that').toBe('谋划');
  expect(chosen([], '', '')).toEqual({ phase: undefined, step: undefined, part: undefined });
});

test('each phase says how many stand there and how many are late, and the ways back are named', async () => {
  show(<Screen />);
  expect((await screen.findByRole('button', { name: /申报阶段/ })).textContent).toBe('申报阶段5 个项目2 个逾期');
  expect(screen.getByRole('button', { name: /谋划阶段/ }).textContent).toContain('无逾期');
  expect(screen.getByText('重新谋划 · 退回谋划阶段')).toBeDefined();
  expect(screen.getByText('可能的结果：终止（申报阶段）')).toBeDefined();
  expect(screen.getByText(/附件4 管理流程图 · 现行版本 12（2026-07-01 发布）/).textContent).toContain('其中 1 个暂不在图上');
});

test('a click on a step lists the projects there, late ones alone if one wants', async () => {
  show(<Screen />);
  const button = await screen.findByRole('button', { name: /^申报4/ });
  fireEvent.click(button);
  expect(button.getAttribute('aria-pressed')).toBe('true');
  expect((await screen.findByText('智慧工地')).getAttribute('href')).toBe('/cases/7');
  expect(screen.getByText('逾期 2 个工作日')).toBeDefined();
  fireEvent.click(screen.getByRole('checkbox'));
  await waitFor(() => expect(asked.at(-1)?.path).toBe(`/instances?phase=${encodeURIComponent('申报')}&element=B%2FA%2FD&overdue=true&limit=50`));
});
