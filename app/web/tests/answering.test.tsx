import type { RJSFSchema } from '@rjsf/utils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SearchBox } from '../src/shared/SearchBox';
import type { FormFile } from '../src/shared/types';
import { TaskForm } from '../src/task/TaskForm';
import { person, serve, show, task, type Call } from './fake';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'mode', 'agreed', 'decision'],
  'x-negative': ['退回'],
  'x-computed': { total_wan: '…' },
  properties: {
    name: { type: 'string', title: '名称', minLength: 1 },
    amount_wan: { type: 'string', format: 'decimal', title: '金额' },
    total_wan: { type: 'string', format: 'decimal', title: '合计', readOnly: true },
    mode: { type: 'string', enum: ['政务云', '本部门'], title: '部署' },
    reason: { type: 'string', title: '理由' },
    agreed: { type: 'boolean', title: '是否明确' },
    rows: {
      type: 'array',
      title: '明细',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item'],
        properties: { item: { type: 'string', title: '项目' }, count: { type: 'integer', title: '数量' } },
      },
    },
    decision: { type: 'string', title: '结论', enum: ['同意', '退回', '终止'] },
    opinion: { type: 'string', title: '意见' },
  },
  allOf: [{ if: { properties: { mode: { const: '本部门' } }, required: ['mode'] }, then: { required: ['reason'] } }],
} as unknown as RJSFSchema;
const form: FormFile = { name: 'F', schema, ui: {}, data: {}, draft: null, draft_saved_at: null };
const previewed = (call: Call, computed: Record<string, unknown> = {}) =>
  call.path.endsWith('/preview') ? { body: { computed: { ...(call.body!['data'] as object), ...computed }, errors: [], findings: [] } } : undefined;

async function open(answers: (call: Call) => ReturnType<Parameters<typeof serve>[0]> = previewed, given: FormFile = form) {
  const calls = serve((call) => answers(call) ?? previewed(call) ?? (call.path.endsWith('/draft') ? { body: { task } } : undefined));
  show(<TaskForm task={task} form={given} offered={['同意', '退回']} />);
  await screen.findByLabelText(/名称/);
  return calls;
}
const type = (label: RegExp, text: string): void => {
  const input = screen.getByLabelText(label);
  fireEvent.focus(input);
  fireEvent.change(input, { target: { value: text } });
  fireEvent.blur(input);
};
const submit = (): void => {
  fireEvent.click(screen.getByRole('button', { name: /提交/ }));
};

test('nothing is answered before somebody answers, and nothing is red before somebody tries', async () => {
  await open();
  expect(document.querySelectorAll('input[type=radio]:checked')).toHaveLength(0);
  expect(document.querySelectorAll('.fault')).toHaveLength(0);
});

test('a task offers only its own decisions', async () => {
  await open();
  const offered = within(screen.getByRole('radiogroup', { name: /结论/ }))
    .getAllByRole('radio')
    .map((r) => (r as HTMLInputElement).value);
  expect(offered).toEqual(['同意', '退回']);
});

test('an incomplete form is not sent: each fault is named, at its field and in the list', async () => {
  const calls = await open();
  submit();
  const list = await screen.findByText(/需要更正/);
  expect(list).toBeTruthy();
  for (const title of ['名称', '部署', '是否明确', '结论']) expect(screen.getByRole('button', { name: title })).toBeTruthy();
  expect(calls.some((c) => c.path.endsWith('/complete'))).toBe(false);
});

test('a field demanded by another answer shows its star and its fault', async () => {
  await open();
  fireEvent.click(screen.getByRole('radio', { name: '本部门' }));
  await waitFor(() => expect(document.querySelector('#root_reason__label .star')).not.toBeNull());
});

test('money is grouped when left and canonical when sent', async () => {
  const calls = await open();
  type(/金额/, '1234567.5');
  await waitFor(() => expect((screen.getByLabelText(/金额/) as HTMLInputElement).value).toBe('1,234,567.50'));
  await waitFor(() => expect(calls.filter((c) => c.path.endsWith('/preview')).at(-1)?.body?.['data']).toMatchObject({ amount_wan: '1234567.50' }), {
    timeout: 2000,
  });
});

test('the server computes; what somebody typed meanwhile stays', async () => {
  await open((call) => previewed(call, { total_wan: '42.00', name: '旧名' }));
  type(/名称/, '新名');
  await waitFor(() => expect((screen.getByLabelText(/合计/) as HTMLInputElement).value).toBe('42.00'), { timeout: 2000 });
  expect((screen.getByLabelText(/名称/) as HTMLInputElement).value).toBe('新名');
});

test('an answer overtaken by a newer question is dropped', async () => {
  let late: (() => void) | undefined;
  await open((call) => {
    if (!call.path.endsWith('/preview')) return undefined;
    const name = (call.body!['data'] as { name?: string }).name;
    if (name === '一')
      return new Promise((done) => {
        late = () => done({ body: { computed: { total_wan: '1.00' }, errors: [], findings: [] } });
      });
    return { body: { computed: name === '二' ? { total_wan: '2.00' } : {}, errors: [], findings: [] } };
  });
  type(/名称/, '一');
  await waitFor(() => expect(late).toBeDefined(), { timeout: 2000 });
  type(/名称/, '二');
  await waitFor(() => expect((screen.getByLabelText(/合计/) as HTMLInputElement).value).toBe('2.00'), { timeout: 2000 });
  late!();
  await new Promise((done) => setTimeout(done, 50));
  expect((screen.getByLabelText(/合计/) as HTMLInputElement).value).toBe('2.00');
});

test('a draft goes to the server by itself, and the page says so', async () => {
  const calls = await open();
  type(/名称/, '甲');
  await screen.findByText(/已保存草稿/, {}, { timeout: 4000 });
  expect(calls.find((c) => c.path === '/tasks/1/draft')).toMatchObject({ method: 'POST', body: { data: { name: '甲' } } });
});

test('a draft that cannot be saved is said, and kept in this tab', async () => {
  await open((call) =>
    call.path.endsWith('/draft') ? { status: 503, body: { title: '数据库暂时无法使用', status: 503, detail: '', type: '' } } : undefined,
  );
  type(/名称/, '甲');
  await screen.findByText(/草稿未能保存（数据库暂时无法使用）/, {}, { timeout: 4000 });
  expect(JSON.parse(sessionStorage.getItem(`unsent:${person.username}:task:1`)!)).toMatchObject({ name: '甲' });
});

const whole: FormFile = { ...form, draft: { name: '甲', mode: '政务云', agreed: true, decision: '同意' } };

test('what the server refuses stands at its field, and everything typed is still there', async () => {
  await open(
    (call) =>
      call.path.endsWith('/complete')
        ? {
            status: 422,
            body: { title: '填写内容有误', status: 422, detail: '', type: '', errors: [{ pointer: '/data/name', message: '名称已存在' }] },
          }
        : undefined,
    whole,
  );
  submit();
  await waitFor(() => expect(document.getElementById('root_name__error')?.textContent).toBe('名称已存在'));
  expect((screen.getByLabelText(/名称/) as HTMLInputElement).value).toBe('甲');
  type(/名称/, '乙');
  await waitFor(() => expect(document.getElementById('root_name__error')).toBeNull());
});

test('a task that somebody else has done meanwhile is told in the server’s words', async () => {
  await open(
    (call) =>
      call.path.endsWith('/complete')
        ? { status: 409, body: { title: '该任务已不在办理状态', status: 409, detail: '张三已办结。', type: '' } }
        : undefined,
    whole,
  );
  submit();
  expect(await screen.findByText('该任务已不在办理状态')).toBeTruthy();
  expect(screen.getByText(/张三已办结/)).toBeTruthy();
});

test('after completing, the next task of the case is offered', async () => {
  const calls = await open(
    (call) =>
      call.path.endsWith('/complete')
        ? { body: { task: { ...task, status: 'done' }, next_tasks: [{ ...task, id: '2', name: '主管部门审签' }] } }
        : undefined,
    whole,
  );
  submit();
  expect(await screen.findByRole('button', { name: '继续办理：主管部门审签' })).toBeTruthy();
  expect(calls.find((c) => c.path.endsWith('/complete'))?.body).toEqual({ data: whole.draft });
});

test('rows are added, filled, pasted from a sheet and removed', async () => {
  const calls = await open();
  fireEvent.click(screen.getByRole('button', { name: '增加一行' }));
  type(/项目 第 1 行/, '软件');
  fireEvent.paste(document.getElementById('root_rows')!, { clipboardData: { getData: () => '硬件\t3\n服务\t1,000\n' } });
  await waitFor(
    () =>
      expect(calls.filter((c) => c.path.endsWith('/preview')).at(-1)?.body?.['data']).toMatchObject({
        rows: [{ item: '软件' }, { item: '硬件', count: 3 }, { item: '服务', count: 1000 }],
      }),
    { timeout: 2000 },
  );
  fireEvent.click(screen.getByRole('button', { name: '删除第 2 行' }));
  await waitFor(() => expect((screen.getByLabelText(/项目 第 2 行/) as HTMLInputElement).value).toBe('服务'));
});

test('an unfinished word of an input method is sent nowhere; the finished one is', async () => {
  const calls = await open();
  const input = screen.getByLabelText(/名称/) as HTMLInputElement;
  const types = (value: string) => fireEvent.change(input, { target: { value } });
  fireEvent.focus(input);
  types('一');
  fireEvent.compositionStart(input);
  for (const typed of ['一s', '一sh', '一shu', '一shu j', '一shu ju']) types(typed);
  await new Promise((done) => setTimeout(done, 2_800)); // longer than both pauses: preview and draft go out with what was finished before
  const sent = () => calls.filter((c) => /preview|draft/.test(c.path)).map((c) => (c.body?.['data'] as { name?: string }).name);
  expect(sent().filter((name) => name !== undefined && name !== '一')).toEqual([]);
  expect(input.value).toBe('一shu ju');
  types('一数据');
  fireEvent.compositionEnd(input);
  await waitFor(() => expect(sent().at(-1)).toBe('一数据'), { timeout: 2_000 });
});

test('a search waits for the finished word', async () => {
  const asked: string[] = [];
  serve(() => undefined);
  show(<SearchBox label="搜索" value="" onSearch={(q) => asked.push(q)} />);
  const input = await screen.findByLabelText('搜索');
  fireEvent.compositionStart(input);
  fireEvent.change(input, { target: { value: 'yi liao' } });
  await new Promise((done) => setTimeout(done, 500));
  expect(asked).toEqual([]);
  fireEvent.change(input, { target: { value: '医疗' } });
  fireEvent.compositionEnd(input);
  await waitFor(() => expect(asked).toEqual(['医疗']));
});
