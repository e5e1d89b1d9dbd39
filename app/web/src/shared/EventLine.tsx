import { useTranslation } from 'react-i18next';
import { Payload } from './Payload';
import { eventSentence } from './sentences';
import { dateTime } from './time';
import type { CaseEvent } from './types';

/** One line of the history: when, who, what, where; what was written is folded out. */
export function EventLine({ event, folded = true }: { event: CaseEvent; folded?: boolean }) {
  const { t } = useTranslation();
  const payload = event.payload;
  const something = typeof payload === 'object' && payload !== null && Object.keys(payload).length > 0;
  return (
    <li className="event">
      <time className="hint" dateTime={event.at}>
        {dateTime(event.at)}
      </time>
      <div>
        <div>{eventSentence(event, t)}</div>
        {something && !folded && (
          <details>
            <summary>{t('case.payload')}</summary>
            <Payload value={payload} />
          </details>
        )}
      </div>
    </li>
  );
}
