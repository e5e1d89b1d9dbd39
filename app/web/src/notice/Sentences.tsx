import { useTranslation } from 'react-i18next';
import './notice.css';
import { isQuoted, type Clause } from './clauses';

/** Sentences of the notice in its own words. */
export function Sentences({ clauses, quote = '' }: { clauses: readonly Clause[]; quote?: string }) {
  const { t } = useTranslation();
  if (clauses.length === 0) return <p className="empty">{t('notice.none')}</p>;
  return (
    <>
      <ul className="sentences">
        {clauses.map((clause) => (
          <li key={clause.id}>{isQuoted(clause, quote) ? <mark>{clause.text}</mark> : clause.text}</li>
        ))}
      </ul>
      {clauses.some((c) => c.assumed) && <p className="hint">{t('notice.assumed')}</p>}
    </>
  );
}
