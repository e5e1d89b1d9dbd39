import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Page } from '../shared/Page';

/** A screen failed to load or to draw: usually a newer version was put in place meanwhile. */
export function PageBroken() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Page title={t('broken.title')}>
      <p>{t('broken.words')}</p>
      <p className="hint">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('broken.reload')}
      </Button>
    </Page>
  );
}
