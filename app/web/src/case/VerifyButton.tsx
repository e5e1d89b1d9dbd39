import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { get } from '../shared/http';
import { Payload } from '../shared/Payload';
import { Trouble } from '../shared/Trouble';
import type { Verification } from '../shared/types';

/** Asks the server to check the chain of the history and to execute the case again from it. */
export function VerifyButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const check = useMutation({ mutationFn: () => get<Verification>(`/instances/${id}/verification`) });
  const sound = check.data?.chain === 'ok' && check.data.replay === 'equal';
  return (
    <div className="verify">
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        {t('verify.do')}
      </Button>
      {check.isError && <Trouble error={check.error} />}
      {check.data && (
        <Alert
          type={sound ? 'success' : 'error'}
          showIcon
          role="status"
          title={sound ? t('verify.sound', { count: check.data.events }) : t('verify.unsound')}
          description={
            <>
              {t('verify.chain')}
              {t('colon')}
              {t(`verify.chain.${check.data.chain}`)}　{t('verify.replay')}
              {t('colon')}
              {t(`verify.replay.${check.data.replay}`)}
              {check.data.first_difference ? (
                <details open>
                  <summary>{t('verify.first')}</summary>
                  <Payload value={check.data.first_difference} />
                </details>
              ) : null}
            </>
          }
        />
      )}
    </div>
  );
}
