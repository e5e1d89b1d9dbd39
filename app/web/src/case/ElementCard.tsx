import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Basis } from '../notice/Basis';
import { Due } from '../shared/Due';
import { whoDoes } from '../shared/labels';
import { citedBy, proseOf } from '../shared/prose';
import type { Diagram, Task } from '../shared/types';
import type { Drawn } from './drawn';
import { gathered, lookOf, LOOKS } from './painter';

interface Shown {
  drawn: Drawn;
  diagram: Diagram;
  tasks: readonly Task[];
  enter: (element: string) => void;
  close: () => void;
}

/** One element of a diagram: what it is, who does it until when, what the notice says of it, and how often it was done. */
export function ElementCard({ drawn, diagram, tasks, enter, close }: Shown) {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: true }), [drawn.id]);
  const state = gathered(diagram.elements).get(drawn.id);
  const look = state && lookOf(state);
  const own = tasks.filter((task) => task.element === drawn.id && task.process === diagram.process);
  const inside = diagram.inside.find((i) => i.element === drawn.id);
  const said = proseOf(drawn.documentation);
  return (
    <aside className="element-card" aria-labelledby="element-name">
      <div className="section-head">
        <h3 id="element-name" ref={head} tabIndex={-1}>
          {drawn.name || t('element.unnamed')}
        </h3>
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label={t('element.close')} onClick={close} />
      </div>
      <dl className="element-facts">
        <dt>{t('element.state')}</dt>
        <dd>
          {look ? t(`state.${look}`) : t('element.notYet')}
          {state && <span className="hint"> {LOOKS.filter((l) => l !== 'skipped' && state[l] > 0).map((l) => t('diagram.count', { state: t(`state.${l}`), count: state[l] })).join(t('comma'))}</span>}
        </dd>
        {own.map((task) => (
          <div key={task.id} className="element-task">
            <dt>{t('task.who')}</dt>
            <dd>
              {whoDoes(task)}
              <div>
                <Due task={task} reason />
              </div>
              {(task.may.complete || task.may.claim) && <Link to={`/tasks/${task.id}`}>{t('element.do')}</Link>}
            </dd>
          </div>
        ))}
        {own.length === 0 && drawn.lane && (
          <>
            <dt>{t('task.who')}</dt>
            <dd>{drawn.lane}</dd>
          </>
        )}
        {inside && (
          <>
            <dt>{t('element.inside')}</dt>
            <dd>
              {[inside.failed > 0 && t('diagram.failedIn', { count: inside.failed }), inside.open > 0 && t('diagram.openIn', { count: inside.open })]
                .filter(Boolean)
                .join(t('comma'))}
            </dd>
          </>
        )}
      </dl>
      {said && <p className="prose element-said">{said}</p>}
      <Basis clauses={citedBy(drawn.documentation)} />
      {drawn.opens && (
        <Button type="primary" onClick={() => enter(drawn.id)}>
          {t('element.enter')}
        </Button>
      )}
    </aside>
  );
}
