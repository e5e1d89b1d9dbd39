import { useTranslation } from 'react-i18next';
import { EventLine } from './EventLine';
import { folded } from './folded';
import type { CaseEvent } from './types';

/** What happened, line by line; what the machine did between two acts is one line that opens. `brief`: without what was written. */
export function EventLines({ events, brief = false }: { events: readonly CaseEvent[]; brief?: boolean }) {
  const { t } = useTranslation();
  return (
    <ol className={brief ? 'events' : 'events events-whole'}>
      {folded(events).map((line) =>
        Array.isArray(line) ? (
          <li key={`machine-${line[0]!.seq}`} className="event event-machine">
            <details>
              <summary>{t('event.machine', { count: line.length })}</summary>
              <ol className="events">
                {line.map((e) => (
                  <EventLine key={e.seq} event={e} folded={brief} />
                ))}
              </ol>
            </details>
          </li>
        ) : (
          <EventLine key={line.seq} event={line} folded={brief} />
        ),
      )}
    </ol>
  );
}
