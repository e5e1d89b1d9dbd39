import { useTranslation } from 'react-i18next';
import type { Waiting } from '../shared/types';

/** The first thing a case waits for (people before dates), and how many more there are. */
export function WaitsShortly({ waiting }: { waiting: readonly (Waiting | string)[] }) {
  const { t } = useTranslation();
  const [first, ...others] = waiting;
  if (first === undefined) return <span className="hint">{t('none')}</span>;
  return (
    <div>
      {typeof first === 'string' ? first : first.text || first.name}
      {others.length > 0 && <span className="hint"> {t('cases.others', { count: others.length })}</span>}
    </div>
  );
}
