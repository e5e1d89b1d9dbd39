import { useTranslation } from 'react-i18next';
import type { Diagram } from '../shared/types';
import { namesIn } from './namesIn';
import { gathered, LOOKS } from './painter';

/** The picture in words, for whoever does not see it. */
export function StatesInWords({ diagram }: { diagram: Diagram }) {
  const { t } = useTranslation();
  const names = namesIn(diagram.xml);
  const states = [...gathered(diagram.elements).values()].filter((s) => names.has(s.element) && LOOKS.some((look) => s[look] > 0));
  return (
    <details className="in-words">
      <summary>{t('diagram.inWords')}</summary>
      <ul>
        {states.map((s) => (
          <li key={s.element}>
            {names.get(s.element)}
            {t('colon')}
            {LOOKS.filter((look) => s[look] > 0)
              .map((look) => t('diagram.count', { state: t(`state.${look}`), count: s[look] }))
              .join('，')}
          </li>
        ))}
      </ul>
    </details>
  );
}
