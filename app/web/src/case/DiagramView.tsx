import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import { Alert, Button } from 'antd';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagram, OperatorAct } from '../shared/types';
import './diagram.css';
import type { Drawn } from './drawn';
import { moved } from './moved';
import { Painter } from './painter';
import { boardOf, look, openViewer, pill, showPlane } from './viewer';

interface Shown {
  diagram: Diagram;
  drawing: ReadonlyMap<string, Drawn>;
  plane: string;
  chosen: string | undefined;
  enter: (element: string) => void;
  choose: (element: string) => void;
  acts: readonly OperatorAct[];
  suspended: boolean;
  /** Words at one element: the step that is looked at. */
  mark?: { element: string; text: string } | undefined;
}

/** One plane of a process with the state of each element. What can be opened carries a button that says how much is going on in it. */
export default function DiagramView({ diagram, drawing, plane, chosen, enter, choose, acts, suspended, mark }: Shown) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer>(undefined);
  const painter = useRef<Painter>(undefined);
  const told = useRef({ enter, choose, drawing });
  told.current = { enter, choose, drawing };
  const [ready, setReady] = useState(0);
  const [broken, setBroken] = useState('');

  useEffect(() => {
    let alive = true;
    const made = openViewer(place.current!, {
      chosen: (element) => told.current.choose(told.current.drawing.has(element) ? element : ''),
      opened: (element) => told.current.drawing.get(element)?.opens && told.current.enter(element),
    });
    viewer.current = made;
    made.importXML(diagram.xml).then(
      () => {
        if (!alive) return;
        painter.current = new Painter(boardOf(made));
        setReady((n) => n + 1);
      },
      (error: unknown) => {
        if (alive) setBroken(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      alive = false;
      painter.current = undefined;
      made.destroy();
    };
  }, [diagram.xml]);

  const at = diagram.here.findLast((element) => drawing.get(element)?.plane === plane);
  const where = useRef(at);
  where.current = chosen ?? at;
  useEffect(() => {
    if (ready && viewer.current) showPlane(viewer.current, plane, where.current);
  }, [ready, plane]);

  useEffect(() => {
    if (ready) painter.current?.show(diagram.elements);
  }, [ready, diagram.elements]);

  useEffect(() => {
    const made = viewer.current;
    if (!ready || !made) return undefined;
    const overlays = made.get('overlays');
    const ids = [...drawing.values()]
      .filter((d) => d.opens && made.get('elementRegistry').get(d.id))
      .map((d) => {
        const { open = 0, failed = 0 } = diagram.inside.find((i) => i.element === d.id) ?? {};
        const button = pill(open, failed, t('diagram.enter', { name: d.name || d.id, open, failed }));
        button.addEventListener('click', () => told.current.enter(d.id));
        return overlays.add(d.id, 'enter', { position: { bottom: 13, right: 10 }, html: button });
      });
    return () => {
      if (viewer.current === made) ids.forEach((one) => overlays.remove(one));
    };
  }, [ready, drawing, diagram.inside, t]);

  useEffect(() => {
    const made = viewer.current;
    if (!ready || !made) return undefined;
    const overlays = made.get('overlays');
    const ids = [...moved(acts)]
      .filter(([element]) => made.get('elementRegistry').get(element) !== undefined)
      .map(([element, ways]) => {
        const text = ways.map((way) => t(`diagram.moved.${way}`)).join(' ');
        return overlays.add(element, 'act', { position: { bottom: 10, left: 14 }, html: look('div', 'act-badge', text) });
      });
    return () => {
      if (viewer.current === made) ids.forEach((one) => overlays.remove(one));
    };
  }, [ready, acts, t]);

  useEffect(() => {
    const made = viewer.current;
    if (!ready || !made || !chosen || !made.get('elementRegistry').get(chosen)) return undefined;
    made.get('canvas').addMarker(chosen, 'is-chosen');
    if (drawing.get(chosen)?.plane === plane) made.get('canvas').scrollToElement(chosen, 40);
    return () => {
      if (viewer.current === made) made.get('canvas').removeMarker(chosen, 'is-chosen');
    };
  }, [ready, chosen, drawing, plane]);

  const [marked, words] = [mark?.element, mark?.text ?? ''];
  useEffect(() => {
    const made = viewer.current;
    if (!ready || !made || !marked || !made.get('elementRegistry').get(marked)) return undefined;
    const overlays = made.get('overlays');
    const one = overlays.add(marked, 'mark', { position: { top: -14, right: 12 }, html: look('div', 'step-mark', words) });
    return () => {
      if (viewer.current === made) overlays.remove(one);
    };
  }, [ready, marked, words]);

  const fit = (): void => void viewer.current?.get('canvas').zoom('fit-viewport', 'auto');
  return (
    <div className={suspended ? 'diagram diagram-suspended' : 'diagram'}>
      {suspended && <div className="diagram-ribbon">{t('case.status.suspended')}</div>}
      {broken && <Alert type="error" showIcon title={t('diagram.broken')} description={broken} />}
      <div className="diagram-tools">
        <Button size="small" aria-label={t('diagram.in')} onClick={() => viewer.current?.get('zoomScroll').stepZoom(1)}>
          ＋
        </Button>
        <Button size="small" aria-label={t('diagram.out')} onClick={() => viewer.current?.get('zoomScroll').stepZoom(-1)}>
          －
        </Button>
        <Button size="small" onClick={fit}>
          {t('diagram.fit')}
        </Button>
      </div>
      <div
        ref={place}
        className="diagram-canvas"
        role="group"
        aria-label={t('diagram.of', { name: drawing.get(plane)?.name || diagram.name })}
        data-ready={ready > 0}
        data-plane={plane || diagram.process}
      />
    </div>
  );
}
