import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { address, get } from '../shared/http';
import { Section } from '../shared/Page';
import { dateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import type { Page } from '../shared/types';
import { Waiting } from '../shared/Waiting';

interface Checkpoint {
  n: number;
  at: string;
  cases: number;
  events: number;
  root: string;
  fingerprint: string;
  signed: boolean;
}
const SHOWN = 5;

/** The newest checkpoints, each as a file that somebody keeps elsewhere: what it holds can no longer vanish unseen. */
export function Checkpoints() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['checkpoints'], queryFn: ({ signal }) => get<Page<Checkpoint>>('/checkpoints', signal) });
  return (
    <Section title={t('checkpoint.title')}>
      <p className="hint">{t('checkpoint.words')}</p>
      {list.isPending ? (
        <Waiting />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => void list.refetch()} />
      ) : list.data.items.length === 0 ? (
        <p className="empty">{t('checkpoint.none')}</p>
      ) : (
        <table className="list">
          <caption className="sr-only">{t('checkpoint.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('checkpoint.when')}</th>
              <th scope="col">{t('checkpoint.holds')}</th>
              <th scope="col">{t('checkpoint.root')}</th>
              <th scope="col">{t('checkpoint.file')}</th>
            </tr>
          </thead>
          <tbody>
            {list.data.items.slice(0, SHOWN).map((one) => (
              <tr key={one.n}>
                <td className="cell-main">
                  {t('checkpoint.nth', { n: one.n })}
                  <div className="hint">{dateTime(one.at)}</div>
                </td>
                <td data-label={t('checkpoint.holds')}>
                  {t('checkpoint.count', { cases: one.cases, events: one.events })}
                  {!one.signed && <strong className="overdue-count"> {t('checkpoint.unsigned')}</strong>}
                </td>
                <td data-label={t('checkpoint.root')}>
                  <code className="checkpoint-root">{one.root}</code>
                  <div className="hint">{t('checkpoint.key', { fingerprint: one.fingerprint })}</div>
                </td>
                <td data-label={t('checkpoint.file')}>
                  <a href={address(`/exports/checkpoints/${one.n}.json`)} download>
                    <DownloadOutlined aria-hidden /> {t('checkpoint.save')}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
