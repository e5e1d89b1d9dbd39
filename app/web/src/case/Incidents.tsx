import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../shared/time';
import type { Incident } from '../shared/types';
import { ReasonDialog } from './ReasonDialog';

/** What failed in this case; who may, tries it again here. */
export function Incidents({ incidents, id }: { incidents: readonly Incident[]; id: string }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState('');
  return (
    <>
      {incidents.map((i) => (
        <Alert
          key={i.id}
          className="trouble"
          type="error"
          showIcon
          role="alert"
          title={t('case.incident', { element: i.element_name || i.element || '' })}
          description={
            <>
              {i.message}
              <div className="hint">{dateTime(i.created_at)}</div>
            </>
          }
          action={
            i.retry ? (
              <Button onClick={() => setAsked(i.id)}>{t('case.retry')}</Button>
            ) : undefined
          }
        />
      ))}
      {asked && <ReasonDialog title={t('case.retry')} words={t('operate.retryWords')} id={id} path={`/incidents/${asked}/retry`} close={() => setAsked('')} />}
    </>
  );
}
