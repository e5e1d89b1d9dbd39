import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zh } from '../words/zh';

export type Language = 'zh' | 'en';
const KEY = 'language';

/** The reader's language: what was chosen last on this machine until the person is known. */
export const language = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  } // storage may be switched off
}

/** Chinese is always there; English is fetched when somebody reads it. */
export async function startLanguages(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .init({
      lng: 'zh',
      fallbackLng: 'zh',
      resources: { zh: { translation: zh } },
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false },
    });
  await speak(remembered());
}

export async function speak(next: Language): Promise<void> {
  if (next === 'en' && !i18next.hasResourceBundle('en', 'translation')) i18next.addResourceBundle('en', 'translation', (await import('../words/en')).en);
  if (i18next.language !== next) await i18next.changeLanguage(next);
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    /* storage may be switched off: the choice then lasts for this page only */
  }
}
