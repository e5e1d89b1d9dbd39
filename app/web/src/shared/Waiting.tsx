import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';

/** Something is on its way; said to screen readers too. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status">
      <Spin />
      <span>{t('loading')}</span>
    </div>
  );
}
