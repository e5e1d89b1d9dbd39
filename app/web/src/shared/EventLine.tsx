import { useTranslation } from 'react-i18next';
import { Payload } from './Payload';
import { eventSentence, shownPayload } from './sentences';
import { dateTime } from './time';
import type { CaseEvent } from './types';

/** One line of the history: when, who, what, where; what was written is folded out. */
export function EventLine({ event, folded = true }: { event: CaseEvent; folded?: boolean }) {
  const { t } = useTranslation();
  const payload = shownPayload(event.payload);
  return (
    <li className="event">
      <time className="hint" dateTime={event.at}>
        {dateTime(event.at)}
      </time>
      <div>
        <div>{eventSentence(event, t)}</div>
        {payload && !folded && (
          <details>
            <summary>{t('case.payload')}</summary>
            <Payload value={payload} />
          </details>
        )}
      </div>
    </li>
  );
}
