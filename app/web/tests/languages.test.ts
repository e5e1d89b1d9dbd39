import { expect, test } from 'vitest';
import { en } from '../src/words/en';
import { zh, type Word } from '../src/words/zh';

const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!).sort();
// `clauses.ts` reads how the notice is cited in Chinese texts.
const sources = import.meta.glob<string>(['../src/**/*.{ts,tsx}', '!../src/words/**', '!../src/notice/clauses.ts'], { query: '?raw', import: 'default', eager: true });

test('both languages have the same words', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
});

test('a sentence has the same holes in both languages', () => {
  for (const word of Object.keys(zh) as Word[]) expect([word, holes(en[word])]).toEqual([word, holes(zh[word])]);
});

test('no word is empty, and no English word is left in Chinese', () => {
  for (const word of Object.keys(zh) as Word[]) {
    expect(en[word]).not.toBe('');
    expect(zh[word]).not.toBe('');
    expect(en[word], word).not.toMatch(/[\u4e00-\u9fff]/);
  }
});

test('Chinese stands in the dictionary, not in the screens', () => {
  const allowed = /'中文'|是\|√|否\|×/g;
  for (const [file, text] of Object.entries(sources)) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(allowed, '');
    expect(code.match(/[\u4e00-\u9fff「」、；，：]+/g)?.filter((w) => /[\u4e00-\u9fff]/.test(w)) ?? [], file).toEqual([]);
  }
});
