import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, post } from '../shared/http';
import { wordFor } from '../shared/labels';
import { Page, Section } from '../shared/Page';
import { dateTime, inZone, longDateTime } from '../shared/time';
import { Trouble } from '../shared/Trouble';
import type { TrainingClock } from '../shared/types';
import { Waiting } from '../shared/Waiting';

const LOCAL = 'YYYY-MM-DDTHH:mm:ss';
/** Usual strides of a course. */
const STRIDES: [string, number, 'hour' | 'day' | 'week' | 'month'][] = [
  ['clock.hour', 1, 'hour'],
  ['clock.day', 1, 'day'],
  ['clock.week', 1, 'week'],
  ['clock.month', 1, 'month'],
];

/** The simulated clock: where it stands, moving it on, and what became due on the way. */
export function Screen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const clock = useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => get<TrainingClock>('/training/clock', signal) });
  const [to, setTo] = useState<Dayjs | null>(null);
  const move = useMutation({
    mutationFn: (now: string) => post<TrainingClock>('/training/clock', { now }),
    onSuccess: (moved) => {
      setTo(null);
      queries.setQueryData(['clock'], { now: moved.now });
      void queries.invalidateQueries();
    },
  });
  if (clock.isPending) return <Waiting />;
  if (clock.isError)
    return (
      <Page title={t('clock.title')}>
        <Trouble error={clock.error} />
      </Page>
    );
  const now = dayjs(dateTime(clock.data.now, true).replace(' ', 'T'));
  const go = (target: Dayjs): void => move.mutate(inZone(target.format(LOCAL)));
  return (
    <Page title={t('clock.title')}>
      <Section title={t('clock.now')}>
        <p className="clock-now">
          <time dateTime={clock.data.now}>{longDateTime(clock.data.now)}</time>
        </p>
      </Section>
      <Section title={t('clock.move')}>
        <p className="hint">{t('clock.words')}</p>
        <div className="filters">
          {STRIDES.map(([word, n, unit]) => (
            <Button key={word} disabled={move.isPending} onClick={() => go(now.add(n, unit))}>
              {t(word as never)}
            </Button>
          ))}
        </div>
        <div className="filters">
          <label htmlFor="clock-to">{t('clock.to')}</label>
          <DatePicker id="clock-to" showTime format="YYYY-MM-DD HH:mm:ss" value={to} defaultPickerValue={now} minDate={now} onChange={setTo} />
          <Button
            type="primary"
            disabled={!to}
            loading={move.isPending}
            onClick={() => {
              if (to) go(to);
            }}
          >
            {t('clock.do')}
          </Button>
        </div>
        {move.isError && <Trouble error={move.error} />}
      </Section>
      {move.data && (
        <Section title={t('clock.fired')}>
          {(move.data.fired ?? []).length === 0 ? (
            <p className="empty">{t('clock.nothing')}</p>
          ) : (
            <table className="list">
              <caption className="sr-only">{t('clock.fired')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('clock.at')}</th>
                  <th scope="col">{t('clock.what')}</th>
                  <th scope="col">{t('cases.case')}</th>
                </tr>
              </thead>
              <tbody>
                {move.data.fired!.map((f, i) => (
                  <tr key={i}>
                    <td data-label={t('clock.at')}>{dateTime(f.at, true)}</td>
                    <td data-label={t('clock.what')}>
                      {f.element} <span className="hint">{wordFor('fired', f.kind)}</span>
                    </td>
                    <td data-label={t('cases.case')}>
                      {f.instance ? <Link to={`/cases/${f.instance}`}>{f.process || f.instance}</Link> : f.process}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Section>
      )}
    </Page>
  );
}
