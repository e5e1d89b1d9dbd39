import { expect, test } from 'vitest';
import { badgeText, lookOf, Painter, type Board } from '../src/case/painter';
import type { ElementState } from '../src/shared/types';

const state = (element: string, counts: Partial<ElementState>): ElementState => ({
  element,
  done: 0,
  open: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  ...counts,
});

/** A board that remembers what is on it and counts how often it is touched. */
class Slate implements Board {
  marks = new Map<string, Set<string>>();
  badges = new Map<string, string>();
  touched = 0;
  private next = 0;
  has = (element: string): boolean => element !== 'elsewhere';
  mark(element: string, name: string, on: boolean): void {
    this.touched += 1;
    const here = this.marks.get(element) ?? new Set();
    if (on) here.add(name);
    else here.delete(name);
    this.marks.set(element, here);
  }
  badge(element: string, text: string): string {
    const id = `${element} ${this.next++}`;
    this.badges.set(id, text);
    return id;
  }
  unbadge(id: string): void {
    this.badges.delete(id);
  }
}

test('open work is seen before what is done, a failure before both', () => {
  expect(lookOf(state('a', { done: 3, open: 1 }))).toBe('open');
  expect(lookOf(state('a', { done: 3, open: 1, failed: 1 }))).toBe('failed');
  expect(lookOf(state('a', {}))).toBeUndefined();
});

test('a sign and a count stand beside the colour', () => {
  expect(badgeText(state('a', { done: 3 }))).toBe('✓ 3');
  expect(badgeText(state('a', { open: 1 }))).toBe('▶');
});

test('only what changed is drawn again', () => {
  const slate = new Slate();
  const painter = new Painter(slate);
  painter.show([state('a', { done: 1 }), state('b', { open: 1 }), state('elsewhere', { open: 1 })]);
  expect([slate.marks.get('a'), slate.marks.get('b')]).toEqual([new Set(['state-done']), new Set(['state-open'])]);
  slate.touched = 0;
  painter.show([state('a', { done: 1 }), state('b', { done: 1 })]);
  expect(slate.touched).toBe(2);
  expect(slate.marks.get('b')).toEqual(new Set(['state-done']));
  expect([...slate.badges.values()]).toEqual(['✓', '✓']);
});

test('what is no longer reached loses its mark', () => {
  const slate = new Slate();
  const painter = new Painter(slate);
  painter.show([state('a', { done: 1 })]);
  painter.show([]);
  expect(slate.marks.get('a')).toEqual(new Set());
  expect(slate.badges.size).toBe(0);
});

test('rounds and items of one element are shown together', () => {
  const slate = new Slate();
  new Painter(slate).show([state('a', { done: 1, address: 'a.1' }), state('a', { done: 1, address: 'a.2' })]);
  expect([...slate.badges.values()]).toEqual(['✓ 2']);
});
