import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { App, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { vi } from 'vitest';
import { SessionProvider } from '../src/shared/session';
import type { Person, Task } from '../src/shared/types';

export const person: Person = {
  username: 'wjw.handler',
  name: '王经办',
  roles: ['dept_handler'],
  offices: ['wjw'],
  memberships: [],
  counts: { mine: 0, claimable: 0, overdue: 0, notices: 0 },
  language: 'zh',
  csrf_token: 't',
};
export const task: Task = {
  id: '1',
  element: 'P12_T1',
  name: '填写申报表',
  process: 'project_declaration',
  process_name: '项目申报',
  instance: '7',
  project: null,
  status: 'open',
  roles: [],
  offices: [],
  assignee: 'wjw.handler',
  assignee_name: '王经办',
  candidates: [],
  item: null,
  due_at: null,
  overdue: false,
  created_at: '2025-06-10T09:00:00+08:00',
  opened_at: null,
  done_at: null,
  form: 'F',
  priority: 0,
  may: { claim: false, release: true, complete: true, reassign: false, drop: false },
};

export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown> | undefined;
}
type Answer = { status?: number; body: unknown } | Promise<{ status?: number; body: unknown }>;

/** A server that answers what the test says and remembers what it was asked. Only the tests have it. */
export function serve(answers: (call: Call) => Answer | undefined): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, init: RequestInit) => {
      const call: Call = {
        method: init.method ?? 'GET',
        path: address.replace('/api/v1', ''),
        body: typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : undefined,
      };
      calls.push(call);
      const { status = 200, body } =
        (await answers(call)) ??
        (call.path === '/me' ? { body: person } : { status: 404, body: { title: '没有找到', status: 404, detail: call.path, type: '' } });
      return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
    }),
  );
  return calls;
}

export function show(page: ReactNode, at = '/') {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <ConfigProvider>
      <App>
        <QueryClientProvider client={queries}>
          <MemoryRouter initialEntries={[at]}>
            <SessionProvider waiting="…">{page}</SessionProvider>
          </MemoryRouter>
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
}
