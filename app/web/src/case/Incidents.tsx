import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { post } from '../shared/http';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import type { Incident } from '../shared/types';

/** What failed in this case; who may, tries it again here. */
export function Incidents({ incidents, id }: { incidents: readonly Incident[]; id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: (incident: string) => post(`/incidents/${incident}/retry`),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['case', id] }),
  });
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
              <Button loading={retry.isPending && retry.variables === i.id} onClick={() => retry.mutate(i.id)}>
                {t('case.retry')}
              </Button>
            ) : undefined
          }
        />
      ))}
      {retry.isError && <Trouble error={retry.error} />}
    </>
  );
}
