import { useTranslation } from 'react-i18next';
import { due } from './time';

/** A due moment; overdue is a word, not only a colour. */
export function Due({ at, overdue }: { at: string | null; overdue: boolean }) {
  const { t } = useTranslation();
  if (!at) return <span className="hint">{t('task.noDue')}</span>;
  return (
    <span className={overdue ? 'due overdue' : 'due'}>
      <time dateTime={at}>{due(at)}</time>
      {overdue && <strong>{t('task.overdue')}</strong>}
    </span>
  );
}
