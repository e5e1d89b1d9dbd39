import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Cited } from '../src/notice/Cited';
import { citedIn, isQuoted } from '../src/notice/clauses';
import { citedBy, proseOf } from '../src/shared/prose';
import { serve, show } from './fake';
import './setup';

const R23 = { id: 'R23', place: '二(二)1', title: '申报阶段 · 项目申报', text: '项目建设主管部门于每年7月底前', assumed: true };
const R24 = { ...R23, id: 'R24', text: '向县数管局申报下一年度电子政务项目', assumed: false };

test('a text is cut where it names the notice, several places and the quoted words too', () => {
  expect(citedIn('没有提到')).toEqual(['没有提到']);
  expect(citedIn('见《通知》二(二)2、二(二)3；附件见《通知》附件2 说明“综合类”。')).toEqual([
    '见',
    { place: '二(二)2', shown: '《通知》二(二)2', quote: '' },
    '、',
    { place: '二(二)3', shown: '二(二)3', quote: '' },
    '；附件见',
    { place: '附件2 说明', shown: '《通知》附件2 说明', quote: '综合类' },
    '“综合类”',
    '。',
  ]);
  expect(citedIn('《通知》附件1 说明““建设年度”填写“XXXX年””')[0]).toMatchObject({ quote: '“建设年度”填写“XXXX年”' });
  expect(citedIn('《通知》规定')).toEqual(['《通知》规定']);
});

test('what a diagram cites is read as clauses, and its words are shown without codes', () => {
  expect(citedBy('R16–R18、R22 [A]：准备')).toEqual(['R16', 'R17', 'R18', 'R22']);
  expect(proseOf('R16–R18、R22 [A]：准备。另见（R31）。')).toBe('准备。另见。');
  expect(isQuoted(R23, '于每年7月底前')).toBe(true);
  expect(isQuoted(R23, '')).toBe(false);
});

test('a place opens its sentences, and the quoted one stands out', async () => {
  serve(({ path }) => (path === '/clauses' ? { body: { document: '霍政办〔2019〕5号', sections: [R23], items: [R23, R24] } } : undefined));
  show(<Cited text="依据：《通知》二(二)1“于每年7月底前”" />);
  fireEvent.click(await screen.findByRole('button', { name: '《通知》二(二)1' }));
  expect(await screen.findByText('《通知》二(二)1 · 申报阶段 · 项目申报')).toBeDefined();
  expect((await screen.findByText('项目建设主管部门于每年7月底前')).tagName).toBe('MARK');
  expect(screen.getByText('向县数管局申报下一年度电子政务项目').tagName).toBe('LI');
  expect(screen.getByRole('link', { name: '打开全文' }).getAttribute('href')).toBe(`/notice?at=${encodeURIComponent('二(二)1')}`);
});
