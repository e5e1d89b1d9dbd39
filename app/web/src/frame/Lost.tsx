import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../shared/Page';

/** No such page. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <Page title={t('lost.title')}>
      <p>{t('lost.words')}</p>
      <Link to="/">{t('task.backToInbox')}</Link>
    </Page>
  );
}
