import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Diagram } from '../shared/types';
import type { Drawn } from './drawn';
import { gathered, LOOKS } from './painter';

interface Shown {
  diagram: Diagram;
  drawing: ReadonlyMap<string, Drawn>;
  plane: string;
  enter: (element: string) => void;
  choose: (element: string) => void;
}

/** The plane in words, for whoever does not see it or has no mouse: what can be opened first, then every step with its state. */
export function StatesInWords({ diagram, drawing, plane, enter, choose }: Shown) {
  const { t } = useTranslation();
  const states = gathered(diagram.elements);
  const here = [...drawing.values()].filter((d) => d.plane === plane && d.name);
  const opening = here.filter((d) => d.opens);
  const touched = here.filter((d) => LOOKS.some((look) => (states.get(d.id)?.[look] ?? 0) > 0));
  return (
    <>
      {opening.length > 0 && (
        <p className="calls">
          {t('diagram.calls')}{' '}
          {opening.map((d) => {
            const { open = 0, failed = 0 } = diagram.inside.find((i) => i.element === d.id) ?? {};
            return (
              <Button key={d.id} size="small" onClick={() => enter(d.id)}>
                {d.name}
                {failed > 0 && <span className="enter-failed">{t('diagram.failedIn', { count: failed })}</span>}
                {open > 0 && <span className="enter-open">{t('diagram.openIn', { count: open })}</span>}
              </Button>
            );
          })}
        </p>
      )}
      <details className="in-words">
        <summary>{t('diagram.inWords')}</summary>
        <ul>
          {touched.map((d) => (
            <li key={d.id}>
              <button type="button" className="as-link" onClick={() => choose(d.id)}>
                {d.name}
              </button>
              {t('colon')}
              {LOOKS.filter((look) => (states.get(d.id)?.[look] ?? 0) > 0)
                .map((look) => t('diagram.count', { state: t(`state.${look}`), count: states.get(d.id)![look] }))
                .join(t('comma'))}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
