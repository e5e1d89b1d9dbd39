import type { RJSFSchema } from '@rjsf/utils';
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FormFile } from '../src/shared/types';
import { TaskForm } from '../src/task/TaskForm';
import { serve, show, task, type Call } from './fake';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['experts'],
  properties: {
    experts: { type: 'array', title: '论证专家', items: { type: 'string', format: 'person' }, 'x-draw': 'expert', 'x-draw-count': 5 },
  },
} as unknown as RJSFSchema;
const form: FormFile = { name: 'F', schema, ui: { experts: { 'ui:field': 'remote', 'ui:options': { source: 'people', multiple: true } } }, data: {}, draft: null, draft_saved_at: null };
const drawn = {
  drawn: [
    { username: 'expert.3', name: '专家3' },
    { username: 'expert.4', name: '专家4' },
  ],
  excluded: [{ username: 'expert.1', name: '专家1', reason: '在县卫健委任职，与项目有利害关系（SD3）' }],
  pool: 8,
};

async function open(answer: (call: Call) => { status?: number; body: unknown }, given = task) {
  const calls = serve((call) => {
    if (call.path.endsWith('/draw')) return answer(call);
    if (call.path.startsWith('/people')) return { body: { items: drawn.drawn, total: 2, next: null } };
    if (call.path.endsWith('/draft')) return { body: { task } };
    return call.path.endsWith('/complete') ? { body: { task: { ...task, status: 'done' }, next_tasks: [] } } : undefined;
  });
  show(<TaskForm task={given} form={form} offered={null} />);
  await screen.findByText('论证专家');
  return calls;
}

test('who was drawn is chosen, and who was left out is named with the reason', async () => {
  const calls = await open(() => ({ body: drawn }));
  fireEvent.click(screen.getByRole('button', { name: '随机抽取' }));
  expect(await screen.findByText('已从 8 名可选专家中随机抽取 2 名')).toBeTruthy();
  expect(screen.getByText('已回避 专家1：在县卫健委任职，与项目有利害关系（SD3）')).toBeTruthy();
  expect(calls.find((c) => c.path.endsWith('/draw'))!.body).toEqual({ count: 5 });
  fireEvent.click(screen.getByRole('button', { name: /提交/ }));
  await screen.findByText(/已提交|办结|已完成/);
  expect(calls.find((c) => c.path.endsWith('/complete'))!.body!['data']).toEqual({ experts: ['expert.3', 'expert.4'] });
});

test('a refused draw says why and chooses nobody', async () => {
  await open(() => ({ status: 422, body: { type: '', title: '不符合管理规定', status: 422, detail: '可抽取的专家只有3名，不足5名。', clause: 'R30' } }));
  fireEvent.click(screen.getByRole('button', { name: '随机抽取' }));
  expect(await screen.findByText(/可抽取的专家只有3名，不足5名。/)).toBeTruthy();
});

test('who may not do the task draws nobody', async () => {
  await open(() => ({ body: drawn }), { ...task, may: { ...task.may, complete: false } });
  expect(screen.queryByRole('button', { name: '随机抽取' })).toBeNull();
});
