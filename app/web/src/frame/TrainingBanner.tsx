import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { longDateTime } from '../shared/time';

/** Nobody may take a played year for the real one. */
export function TrainingBanner({ now }: { now: string }) {
  const { t } = useTranslation();
  return (
    <section className="training" aria-label={t('training.mode')}>
      <strong>{t('training.mode')}</strong> <span>{t('training.now', { now: longDateTime(now) })}</span> <Link to="/clock">{t('training.move')}</Link>
    </section>
  );
}
