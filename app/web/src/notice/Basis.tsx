import { useTranslation } from 'react-i18next';
import { Cited } from './Cited';
import { isNumbered, NOTICE, useNotice } from './clauses';

/** What the notice says of something that cites these clauses (`R23`), with the places to open; nothing where it says nothing. */
export function Basis({ clauses, quoted = false }: { clauses: readonly string[]; quoted?: boolean }) {
  const { t } = useTranslation();
  const notice = useNotice(clauses.length > 0);
  const said = (notice.data?.items ?? []).filter((c) => clauses.includes(c.id));
  if (said.length === 0) return null;
  const places = [...new Set(said.map((c) => c.place))].filter(isNumbered);
  return (
    <div className="basis">
      {quoted && said.slice(0, 3).map((c) => <blockquote key={c.id}>{c.text}</blockquote>)}
      <span className="hint">
        {t('notice.basis')}
        <Cited text={NOTICE + places.join('、')} />
      </span>
    </div>
  );
}
