import { useTranslation } from 'react-i18next';
import type { CaseStatus } from './types';

/** The state of a case in words; the colour only repeats it. */
export function StatusMark({ status, outcome }: { status: CaseStatus; outcome: string | null }) {
  const { t } = useTranslation();
  return (
    <span className={`status status-${status}`}>
      {t(`case.status.${status}`)}
      {outcome ? ` · ${outcome}` : ''}
    </span>
  );
}
