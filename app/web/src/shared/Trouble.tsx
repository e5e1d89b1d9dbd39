import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Cited } from '../notice/Cited';
import { asRefused, type Refused } from './http';

/** The sentence that tells a person what happened: the server's own words where it has some. */
export function useTold(): (error: unknown) => { title: string; detail: string } {
  const { t } = useTranslation();
  return (error) => {
    const { problem, status }: Refused = asRefused(error);
    if (status === 0) return { title: t('trouble.unreachable'), detail: t('trouble.unreachableDetail') };
    if (status === -1) return { title: t('trouble.page'), detail: problem.detail };
    const known: Record<number, [string, string]> = {
      403: [t('trouble.403'), t('trouble.403Detail')],
      404: [t('trouble.404'), t('trouble.404Detail')],
      409: [t('trouble.409'), t('trouble.409Detail')],
      413: [t('trouble.413'), t('trouble.413Detail')],
      503: [t('trouble.503'), t('trouble.503Detail')],
    };
    const [title, detail] = known[status] ?? [t('trouble.any'), t('trouble.anyDetail', { status })];
    return {
      title: problem.title || title,
      detail: [problem.detail || detail, problem.clause && t('trouble.clause', { clause: problem.clause })].filter(Boolean).join(' '),
    };
  };
}

/** A refusal in plain words, with a way on. */
export function Trouble({ error, retry, children }: { error: unknown; retry?: () => void; children?: ReactNode }) {
  const { t } = useTranslation();
  const told = useTold()(error);
  const mild = [409].includes(asRefused(error).status);
  return (
    <Alert
      className="trouble"
      type={mild ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={told.title}
      description={
        <>
          <Cited text={told.detail} />
          {children}
          {retry && (
            <div>
              <Button onClick={retry}>{t('retry')}</Button>
            </div>
          )}
        </>
      }
    />
  );
}
