import i18next from 'i18next';
import { expect, test } from 'vitest';
import { eventSentence, shownPayload } from '../src/shared/sentences';
import type { CaseEvent } from '../src/shared/types';

const event = (more: Partial<CaseEvent>): CaseEvent => ({ seq: 1, kind: 'task:complete', at: '', actor: 'wjw.leader', actor_name: '李分管', acting_for: null, element: 'P12_T2', element_name: '主管部门审签', address: null, payload: null, ...more });
const told = (more: Partial<CaseEvent>): string => eventSentence(event(more), i18next.t);

test('who did what where, and what was decided', () => {
  expect(told({ payload: { data: { decision: '退回' } } })).toBe('李分管 办结了「主管部门审签」，结论：退回');
});
test('what a decision table said', () => {
  expect(told({ kind: 'decision:make', element_name: '管理范围', payload: { decision: 'D02', outputs: { scope: '全流程', late: false } } })).toBe('系统 按决策表作出判断「管理范围」，结论：全流程、否');
});
test('what a machine does is not told as a person’s act', () => expect(told({ kind: 'service:finish', element_name: '建立项目记录' })).toBe('系统 自动完成「建立项目记录」'));
test('acting for somebody else is said', () => expect(told({ kind: 'task:complete', acting_for: 'vendor.a' })).toBe('李分管（代 vendor.a） 办结了「主管部门审签」'));
test('an unknown act is shown by its own name', () => expect(told({ kind: 'task:frame', element_name: null, element: null })).toBe('李分管 task:frame'));
test('who was given a task', () => expect(told({ kind: 'task:assign', element_name: '专家预审意见', payload: { assignee: 'expert.3' } })).toBe('系统 分派「专家预审意见」给 expert.3'));
test('seals are not shown to people', () => {
  expect(shownPayload({ after: 'abc', seed: '1', data: { a: 1 } })).toEqual({ data: { a: 1 } });
  expect(shownPayload({ after: 'abc' })).toBeUndefined();
});
test('to whom a task was handed', () => expect(told({ kind: 'task:reassign', element_name: '专家论证意见', payload: { from: 'expert.3', to: 'expert.7' } })).toBe('李分管 改派「专家论证意见」给 expert.7'));
test('the seed of a draw is for everybody', () => expect(shownPayload({ seed: '5eed', pool: ['expert.2'], drawn: ['expert.2'] })).toHaveProperty('seed', '5eed'));
