import { afterEach, expect, test, vi } from 'vitest';
import { get, onSignedOut, post, query, Refused, setCsrf } from '../src/shared/http';

const answer = (status: number, body: unknown, type = 'application/problem+json') =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } })),
  );
const real = globalThis.fetch;
afterEach(() => vi.stubGlobal('fetch', real));
const refusal = async (ask: Promise<unknown>): Promise<Refused> =>
  ask.then(
    () => {
      throw new Error('was not refused');
    },
    (e: unknown) => e as Refused,
  );

test('a refusal carries the server’s problem, with the fields it names', async () => {
  answer(422, {
    type: '/problems/data-invalid',
    title: '填写内容有误',
    status: 422,
    detail: '一处',
    errors: [{ pointer: '/data/name', message: '必填' }],
  });
  const refused = await refusal(post('/tasks/1/complete', { data: {} }));
  expect(refused).toBeInstanceOf(Refused);
  expect(refused.problem.errors).toEqual([{ pointer: '/data/name', message: '必填' }]);
});

test('a changing call carries the token of the session and the key of the act', async () => {
  answer(200, {}, 'application/json');
  setCsrf('token');
  await post('/tasks/1/claim', {}, { key: 'k' });
  const [path, init] = vi.mocked(fetch).mock.calls[0] as [string, RequestInit];
  expect(path).toBe('/api/v1/tasks/1/claim');
  expect(init.headers).toMatchObject({ 'X-CSRF-Token': 'token', 'Idempotency-Key': 'k' });
});

test('whoever is no longer signed in is told once, at whatever call', async () => {
  const told = vi.fn();
  onSignedOut(told);
  answer(401, { title: '尚未登录' });
  await refusal(get('/tasks'));
  expect(told).toHaveBeenCalledOnce();
  await refusal(post('/session', {}));
  expect(told).toHaveBeenCalledOnce();
});

test('an unreachable server and a page in place of an answer are refusals too', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => {
      throw new TypeError('failed');
    }),
  );
  expect((await refusal(get('/me'))).status).toBe(0);
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response('<html>', { status: 502 })),
  );
  expect((await refusal(get('/me'))).status).toBe(502);
});

test('what is empty is not asked for', () => expect(query({ view: 'mine', q: '', overdue: undefined, limit: 50 })).toBe('?view=mine&limit=50'));
