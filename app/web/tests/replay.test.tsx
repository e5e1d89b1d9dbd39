import { fireEvent, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { Route, Routes } from 'react-router';
import { beforeEach, expect, test, vi } from 'vitest';
import { Screen } from '../src/replay/Replay';
import { nextOf, wayOf, type Line, type ShortStep, type Step } from '../src/replay/steps';
import { waited } from '../src/replay/waited';
import { serve, show } from './fake';
import './setup';

vi.mock('../src/case/DiagramView', () => ({ default: ({ mark }: { mark?: { text: string } }) => <div data-testid="diagram">{mark?.text}</div> }));

const short = (n: number, more: Partial<ShortStep> = {}): ShortStep => ({
  n,
  at: `2025-06-1${n}T09:00:00+08:00`,
  kind: 'task:complete',
  actor: 'a',
  element: 'T',
  address: 'B.1/T.1',
  human: true,
  ...more,
});
const line: Line = {
  steps: [short(1, { kind: 'instance:start' }), short(2, { back: true }), short(3, { actor: 'b', round: 2 }), short(4, { kind: 'instance:move', operator: true })],
  people: { a: '王经办', b: '李主任' },
  elements: { T: '审核盖章' },
};
const step = (n: number): Step => ({
  ...line.steps[n - 1]!,
  seq: n,
  actor_name: n === 3 ? '李主任' : '王经办',
  acting_for: null,
  acting_for_name: null,
  element_name: '审核盖章',
  round: n === 3 ? 2 : 1,
  branch: null,
  human: true,
  operator: n === 4,
  back: n === 2,
  decision: n === 2 ? '退回' : null,
  steps: 4,
  release: '11',
  process: 'P',
  marking: [],
  changed: [],
  reason: n === 4 ? '专家更换' : null,
  task: { id: '9', since: '', waited_seconds: 7440, offices: ['县数管局·项目管理'], due_at: '2025-06-12T00:00:00+08:00', late: true },
  form: {
    title: '审核',
    sections: [{ title: '', fields: [{ title: '核定概算', kind: 'money', value: '1000000.00', unit: 'yuan' }, { title: '同意', kind: 'yes_no', value: true }], empty: ['意见'] }],
  },
  papers: [],
  decisions: [],
  records: [{ kind: 'project', title: '项目', id: '1', action: '变更', changes: [{ title: '状态', before: { kind: 'text', value: '储备' }, after: { kind: 'text', value: '申报' } }], others: 2 }],
  changes: [{ title: '审核盖章 · 意见', before: null, after: { kind: 'text', value: '同意' } }],
  variables: [],
  data: {},
});

let asked: ReturnType<typeof serve>;
beforeEach(() => {
  asked = serve(({ path }) => {
    const one = /\/steps\/(\d+)$/.exec(path);
    if (one) return { body: step(Number(one[1])) };
    if (path.endsWith('/line')) return { body: line };
    if (path.includes('/diagram'))
      return { body: { process: 'P', name: '流程', xml: '<none/>', elements: [], calls: [], top: { process: 'P', name: '流程' }, path: [], here: [], inside: [] } };
    return path === '/instances/7' ? { body: { id: '7', process: 'P', process_name: '项目全流程', title: '智慧教育', project: null, status: 'running' } } : undefined;
  });
});
const open = (n: number) =>
  show(
    <Routes>
      <Route path="/cases/:id/replay" element={<Screen />} />
    </Routes>,
    `/cases/7/replay?n=${n}`,
  );
const counted = () => screen.getByText(/第 \d \/ 4 步/).textContent;

test('the next step for which something is so, and on from the beginning', () => {
  expect(nextOf(line.steps, 2, (s) => s.back === true)).toBe(2);
  expect(nextOf(line.steps, 1, (s) => s.actor === 'b')).toBe(3);
  expect(nextOf(line.steps, 1, () => false)).toBeUndefined();
  expect(wayOf('P00_BODY.1/P11.2/P11_T4.1#0')).toEqual(['P00_BODY', 'P11', 'P11_T4']);
  expect([0, 59, 7440, 90_000].map((s) => waited(s, i18next.t))).toEqual(['不到 1 分钟', '不到 1 分钟', '2 小时 4 分', '1 天 1 小时']);
});

test('a step tells who, how long it had waited, what was filled in and what is unmistakable', async () => {
  open(2);
  expect((await screen.findByRole('heading', { level: 2 })).textContent).toBe('王经办 办结了「审核盖章」');
  expect(screen.getByText('退回')).toBeDefined();
  expect(screen.getByText('结论：退回')).toBeDefined();
  expect(screen.getByText('2 小时 4 分')).toBeDefined();
  expect(screen.getByText('已逾期')).toBeDefined();
  expect(screen.getByText('1,000,000.00 元')).toBeDefined();
  expect(screen.getByText('未填：意见')).toBeDefined();
  fireEvent.click(screen.getByRole('tab', { name: '台账 1' }));
  expect((await screen.findByText('储备')).closest('del')).not.toBeNull();
});

test('keys go from step to step, and buttons to the next intervention; the address keeps the step', async () => {
  open(1);
  await screen.findByText('第 1 / 4 步');
  fireEvent.keyDown(document.body, { key: 'ArrowRight' });
  await waitFor(() => expect(counted()).toBe('第 2 / 4 步'));
  fireEvent.keyDown(document.body, { key: 'End' });
  await waitFor(() => expect(counted()).toBe('第 4 / 4 步'));
  expect(screen.getByText('原因：专家更换')).toBeDefined();
  fireEvent.keyDown(document.body, { key: 'Home' });
  await waitFor(() => expect(counted()).toBe('第 1 / 4 步'));
  fireEvent.click(screen.getByRole('button', { name: '干预 1 处' }));
  await waitFor(() => expect(counted()).toBe('第 4 / 4 步'));
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toContain('第 4 步，共 4 步');
});

test('playing goes on by itself and stops at the end', async () => {
  open(3);
  await screen.findByText('第 3 / 4 步');
  fireEvent.click(screen.getByText('8×'));
  fireEvent.keyDown(document.body, { key: ' ' });
  await waitFor(() => expect(counted()).toBe('第 4 / 4 步'));
  await waitFor(() => expect(screen.getByRole('button', { name: /播\s*放/ }).getAttribute('aria-pressed')).toBe('false'));
  expect(asked.filter((call) => call.path.endsWith('/steps/4'))).toHaveLength(1);
});
