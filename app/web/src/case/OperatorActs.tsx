import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../shared/time';
import { wordFor } from '../shared/labels';
import type { CaseStatus, OperatorAct } from '../shared/types';

/** What the process owner did to this case, and why: nobody finds a case changed without a word. */
export function OperatorActs({ status, acts }: { status: CaseStatus; acts: readonly OperatorAct[] }) {
  const { t } = useTranslation();
  if (acts.length === 0) return null;
  const halted = status === 'suspended' || status === 'cancelled';
  return (
    <Alert
      className="trouble operator-acts"
      type={halted ? 'warning' : 'info'}
      showIcon
      title={halted ? t(`operate.is.${status}`) : t('operate.acts')}
      description={
        <ul className="plain">
          {acts.map((a) => (
            <li key={a.seq}>
              <time className="hint" dateTime={a.at}>
                {dateTime(a.at)}
              </time>{' '}
              {a.actor_name} {wordFor('event', a.kind)}
              {a.element_name ? t('event.at', { where: a.element_name }) : ''}
              {a.to_name ? t('event.moved', { to: a.to_name }) : ''}
              {t('event.reason', { reason: a.reason })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
