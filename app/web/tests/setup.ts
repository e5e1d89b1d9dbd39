import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { startLanguages } from '../src/shared/i18n';

// jsdom lays nothing out: what antd asks of the window has no answer there.
vi.stubGlobal('matchMedia', () => ({
  matches: false,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);
Element.prototype.scrollIntoView = () => undefined;
// jsdom computes no pseudo elements and says so at length.
const computed = window.getComputedStyle.bind(window);
window.getComputedStyle = (element) => computed(element);

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});
await startLanguages();
