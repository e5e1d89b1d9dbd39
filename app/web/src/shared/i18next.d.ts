import type { zh } from '../words/zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Record<keyof typeof zh, string> };
    keySeparator: false;
    nsSeparator: false;
  }
}
