import { useTranslation } from 'react-i18next';
import { useMeta } from '../shared/meta';

/** Whose program this is, and the notice that it works by: a parameter of the current release (R1). */
export function Authority() {
  const { t } = useTranslation();
  const rule = useMeta()?.rule_version;
  return (
    <>
      {t('app.office')}
      {rule && ` · ${t('app.rule', { rule })}`}
    </>
  );
}
