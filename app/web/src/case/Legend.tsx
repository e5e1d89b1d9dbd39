import { useTranslation } from 'react-i18next';
import { badgeText, LOOKS } from './painter';

/** What colour, line and sign mean. */
export function Legend({ moved = false }: { moved?: boolean }) {
  const { t } = useTranslation();
  const none = { element: '', done: 0, open: 0, failed: 0, skipped: 0, cancelled: 0 };
  return (
    <ul className="legend" aria-label={t('diagram.legend')}>
      {LOOKS.map((look) => (
        <li key={look}>
          <span className={`legend-mark legend-${look}`} aria-hidden>
            {badgeText({ ...none, [look]: 1 })}
          </span>
          {t(`state.${look}`)}
        </li>
      ))}
      {moved && (
        <li>
          <span className="legend-mark legend-moved" aria-hidden>
            ⇄
          </span>
          {t('state.moved')}
        </li>
      )}
    </ul>
  );
}
